/** Which profile stands for a version that a device told. */
import { DEFAULT_FIRMWARE, FIRMWARE_IDS, type FirmwareProfile, firmware } from './index.js';

/** Numbers between dots; whatever follows them (`-rc1`) is not compared. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): number[] {
  return (/^\d+(\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
}

/** The profile of this version; else of the last release before it, or of the first there is. */
export function profileOf(version: string): { profile: FirmwareProfile; exact: boolean } {
  const releases = FIRMWARE_IDS.filter((id) => /^\d/.test(id))
    .map((id) => firmware(id))
    .sort((a, b) => compareVersions(a.displayedVersion, b.displayedVersion));
  const same = releases.find(({ displayedVersion }) => displayedVersion === version);
  if (same !== undefined) return { profile: same, exact: true };
  const before = releases.findLast(
    ({ displayedVersion }) => compareVersions(displayedVersion, version) < 0,
  );
  return { profile: before ?? releases[0] ?? DEFAULT_FIRMWARE, exact: false };
}
