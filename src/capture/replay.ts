/**
 * Plays a recording to the simulated device and compares every answer and every screen.
 *
 * Three things are not compared, and counted: answers that were lost; what a coin app whose signing is
 * not simulated says between START_SIGNING_TRANSACTION and its return (that it returned, and how, is
 * taken from the recording), and answers that carry random bytes (the recorded ones are played as the
 * device's randomness, so that all that follows from them is compared).
 */
import type { LedgerSetup } from '../simulator/ledger.js';
import { type Recording, recordingsByDevice } from './format.js';
import {
  type ComparedScreen,
  type ReplayListener,
  type ReplayResult,
  sumOf,
} from './replay-result.js';
import { SimulatedReplay } from './simulated-replay.js';

export {
  type ComparedScreen,
  type Mismatch,
  type ReplayListener,
  type ReplayResult,
  sumOfEach,
} from './replay-result.js';
export { NO_EXCHANGES } from './simulated-replay.js';

/**
 * Plays a recording to the simulated device and compares every answer and screen.
 * @param file how messages call the recording.
 * @param onScreen told of every compared screen, equal or not, in order.
 * @throws InputError for a recording in which nothing happens.
 */
export async function replay(
  recording: Recording,
  options: LedgerSetup,
  file: string,
  onScreen: (screen: ComparedScreen) => void = () => {},
): Promise<ReplayResult> {
  const steps = await replaySteps(recording, options, file, { onScreen });
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** As {@link replay}, one event of the recording at a time: for whoever has others to serve. */
export async function replaySteps(
  recording: Recording,
  options: LedgerSetup,
  file: string,
  listener: ReplayListener = {},
): Promise<Generator<undefined, ReplayResult>> {
  const replays = recordingsByDevice(recording).map(
    (one) => new SimulatedReplay(one, options, file, listener),
  );
  for (const one of replays) await one.loadSigners();
  return everyDevice(replays, listener.most);
}

/** Each device of a recording on a simulator of its own, one after another. */
function* everyDevice(
  replays: readonly SimulatedReplay[],
  most: number | undefined,
): Generator<undefined, ReplayResult> {
  const results: ReplayResult[] = [];
  for (const one of replays) results.push(yield* one.steps());
  return results.length === 1 ? results[0]! : sumOf(results, most);
}
