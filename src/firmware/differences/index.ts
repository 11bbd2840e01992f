/** What is different on a device with another release, in words, derived from the two profiles. */
import type { FirmwareProfile } from '../profile.js';
import { commandDifferences } from './commands.js';
import { deviceDifferences, screenDifferences } from './device.js';
import { type Difference, NOTICED_BY } from './difference.js';
import { messageDifferences } from './message.js';

export { deviceNames } from './device.js';
export { type Difference, NOTICED_BY } from './difference.js';

const TOPICS = [messageDifferences, commandDifferences, deviceDifferences, screenDifferences];

/** What a provider notices first, then what a host and a user do. */
export function differences(
  before: FirmwareProfile,
  behind: FirmwareProfile,
): readonly Difference[] {
  const all = TOPICS.flatMap((compare) => compare(before, behind));
  return NOTICED_BY.flatMap((by) => all.filter((one) => one.by === by));
}
