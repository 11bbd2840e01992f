/** No mistake of a provider: what a device does with an order that is right in itself. */
import { noMistake } from '../../../sign/mistake.js';

export const DEVICE_NO_MISTAKE = noMistake({
  REQUIRED_FIRMWARE_REFUSES:
    'The order is right for the newest release: check --require asks older ones.',
  DEVICE_REFUSES:
    'It is what is left when no other finding says why: a mistake would have its own.',
});
