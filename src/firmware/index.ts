/** The firmware profiles by id. */
import { InputError } from '../errors.js';
import { expected, shownText } from '../shown.js';
import { DOCUMENTATION } from './documentation.js';
import { nearestIds } from './nearest-ids.js';
import type { FirmwareProfile } from './profile.js';
import { RELEASES } from './releases.js';

export { DEFAULT_FIRMWARE } from './default.js';
export type { FirmwareProfile } from './profile.js';
export { RELEASES } from './releases.js';

const PROFILES: readonly FirmwareProfile[] = [...RELEASES, DOCUMENTATION];

/** The ids that {@link firmware} knows. */
export const FIRMWARE_IDS: readonly string[] = PROFILES.map((profile) => profile.id);

/**
 * The profile of a release by its id, such as `4.4.2`; {@link FIRMWARE_IDS} lists them.
 * @throws InputError for a version this package has no profile of.
 */
export function firmware(id: string): FirmwareProfile {
  const profile = PROFILES.find((candidate) => candidate.id === id);
  if (profile === undefined) {
    const nearest = nearestIds(id).join(', ');
    throw new InputError(
      expected(undefined, `a firmware such as ${nearest} (the nearest)`, shownText(id)),
      { hint: 'All of them: exchange-sim firmware.' },
    );
  }
  return profile;
}
