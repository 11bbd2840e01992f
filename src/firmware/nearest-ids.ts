/** Which releases lie around a version that there is no profile of, for whoever mistyped it. */
import { RELEASES } from './releases.js';
import { compareVersions } from './versions.js';

/** Characters of a version that somebody may have typed. */
const LONGEST = 40;

/** Ids of the same version; else of the releases before and after it; the last ones for no number. */
export function nearestIds(typed: string): readonly string[] {
  const onDevices = RELEASES.filter(({ builds }) => builds.length > 0);
  // v4.4.2, Exchange 4.4.2
  const version = typed.slice(0, LONGEST).replace(/^\D+/, '');
  if (version === '') return onDevices.slice(-2).map(({ id }) => id);
  const same = onDevices.filter(({ id }) => compareVersions(id, version) === 0);
  if (same.length > 0) return same.map(({ id }) => id);
  const before = onDevices.findLast(({ id }) => compareVersions(id, version) < 0);
  const behind = onDevices.find(({ id }) => compareVersions(id, version) > 0);
  return [before, behind].flatMap((profile) => (profile === undefined ? [] : [profile.id]));
}
