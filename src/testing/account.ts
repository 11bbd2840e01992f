/** What a failing test tells: the last screen and the last APDUs. */
import { type Device, MODEL_NAMES } from '../device.js';
import { linesOf } from '../scenario/screens.js';
import { apduLines } from '../scenario/words.js';
import { expected } from '../shown.js';
import { isTestDevice } from './test-device.js';

/** Thrown by the helpers of this entry when what was expected did not come. */
export class ExpectationError extends Error {
  override readonly name = 'ExpectationError';
}

/** The error with everything a person needs to see why. */
export function unmet(device: Device, what: string, found: string): ExpectationError {
  const { screen, model } = device;
  const view = screen?.current();
  const lines =
    view === undefined
      ? []
      : [
          `last screen (${MODEL_NAMES[model]}, ${view.kind})`,
          ...linesOf(view).map((line) => `  | ${line}`),
        ];
  const transcript = isTestDevice(device) ? device.transcript : undefined;
  const reason = device.whyRefused?.();
  const refused = reason === undefined ? [] : [`last refusal: ${reason.what}`];
  const parts = [expected(undefined, what, found), ...lines, ...refused, ...apduLines(transcript)];
  return new ExpectationError(parts.join('\n'));
}
