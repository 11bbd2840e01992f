/** The firmware profiles by id. */
import { InputError } from '../errors.js';
import { shownText } from '../shown.js';
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
      `unknown firmware ${shownText(id)}: expected one of ${nearest} (the nearest), or another release`,
      { hint: 'All of them: exchange-sim firmware.' },
    );
  }
  return profile;
}
