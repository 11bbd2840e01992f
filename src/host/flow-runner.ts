/**
 * Runs one flow against any Device and yields every step as it happens. A refusal is a step like
 * any other, the last one; only broken cables and unusable input are thrown.
 */
import { decodeResponse } from '../apdu/apdu.js';
import { EMPTY, textOf, toHex } from '../bytes.js';
import type { Device } from '../device.js';
import { DeviceError } from '../errors.js';
import { type InstructionName, instructionName } from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';
import { SW } from '../exchange/status.js';
import { flowClient } from './flow-client.js';
import { type FlowRequest, type PlannedStep, stepsAfterStart } from './flow-plan.js';
import type { FlowStep } from './flow-step.js';
import { requireSignatures } from './ledger-signatures.js';
import { saysFor } from './refusal-fix.js';
import { withReview } from './review.js';
import { signedPayload } from './signed-payload.js';
import { tap } from './tap.js';

/**
 * One flow, step by step: yields each command with its answer, its words and the screens it brought.
 * The last step is the refusal, if there is one.
 * @throws InputError when a signature of Ledger's is missing or the payload cannot be made or sent,
 * DeviceError when the device is gone or Ledger's client library is not installed.
 */
export async function* flowSteps(
  device: Device,
  request: FlowRequest,
): AsyncGenerator<FlowStep, void, void> {
  requireSignatures(request);
  const tapped = tap(device);
  const client = await flowClient(request.client, { device: tapped, ...request });
  let number = 0;

  async function perform(step: PlannedStep): Promise<FlowStep> {
    const first = tapped.events.length;
    const notify = request.notify ?? (() => {});
    if (step.review) await withReview(tapped, () => step.run(), request.user, notify);
    else await step.run();
    const exchanges = tapped.exchangesFrom(first);
    const last = exchanges.at(-1);
    if (last === undefined) throw new DeviceError(`no answer came: ${step.title}`);
    const { status } = decodeResponse(last.answer);
    const accepted = status === SW.SUCCESS;
    const reason = accepted ? undefined : device.whyRefused?.();
    const command = commandOf(last.apdu);
    number++;
    return {
      number,
      command,
      title: step.title,
      exchanges,
      status,
      accepted,
      explanation: accepted ? step.tells(exchanges) : (saysFor(command, status) ?? 'Refused.'),
      ...(reason === undefined ? {} : { reason }),
      screens: tapped.screensFrom(first),
      data: step.data?.(accepted) ?? {},
    };
  }

  const start = await perform({
    title: 'Start a new transaction',
    run: () => client.startNewTransaction(),
    tells: () => `nonce ${shownNonce(request.flow, nonceOf())}`,
    data: (accepted): Readonly<Record<string, string>> =>
      accepted ? { nonce: shownNonce(request.flow, nonceOf()) } : {},
  });
  yield start;
  if (!start.accepted) return;

  function nonceOf(): Uint8Array {
    const answer = tapped.exchangesFrom(0).at(0)?.answer;
    return answer === undefined ? EMPTY : decodeResponse(answer).data;
  }

  const signed = await signedPayload(request, nonceOf());
  for (const step of stepsAfterStart(request, client, signed)) {
    const done = await perform(step);
    yield done;
    if (!done.accepted) return;
  }
}

/**
 * The name of {@link flowSteps} until 0.1.0; `runFlow` is the one of `exchange-sim/testing`.
 * @deprecated Call flowSteps.
 */
export const runFlow = flowSteps;

/** Legacy SWAP has ten letters, all others 32 bytes. */
function shownNonce(flow: Flow, nonce: Uint8Array): string {
  return flow.nonce === 'letters' ? textOf(nonce) : toHex(nonce);
}

function commandOf(apdu: Uint8Array): InstructionName {
  const name = instructionName(apdu[1] ?? 0);
  if (name === undefined) throw new DeviceError(`not an Exchange command: ${toHex(apdu)}`);
  return name;
}
