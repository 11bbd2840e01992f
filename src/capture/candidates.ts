/** The releases a recording without a firmware can be of. */
import type { Model } from '../device.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { RELEASES } from '../firmware/releases.js';

/** Of a log that does not name it: the one most recordings are of. */
export const USUAL_MODEL: Model = 'nanosp';

/** No sources without a tag; of the rest, what was ever built for the model. */
export function candidates(model: Model | undefined): readonly FirmwareProfile[] {
  const built = RELEASES.filter(({ builds }) => builds.length > 0);
  const own = built.filter(({ builds }) => builds.some(({ device }) => device === model));
  return own.length === 0 ? built : own;
}
