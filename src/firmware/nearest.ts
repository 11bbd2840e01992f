/** Which profile stands for a version that a device told. */
import type { FirmwareProfile } from './profile.js';
import { RELEASES } from './releases.js';
import { compareVersions } from './versions.js';

/**
 * The profile of this version; else of the last release before it, or of the first there is. A
 * device tells a version without what no user's device has: sources without a tag are left out, and
 * what is between two releases is one of the main line.
 */
export function profileOf(version: string): { profile: FirmwareProfile; exact: boolean } {
  const built = RELEASES.filter(({ builds }) => builds.length > 0);
  const same = built.find(({ displayedVersion }) => displayedVersion === version);
  if (same !== undefined) return { profile: same, exact: true };
  const released = built.filter(({ kind }) => kind === 'release');
  const before = released.findLast(
    ({ displayedVersion }) => compareVersions(displayedVersion, version) < 0,
  );
  return { profile: before ?? released[0]!, exact: false };
}
