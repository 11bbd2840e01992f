/**
 * One flow as a scenario has it: the flow runner, the host's deviations, the user, and below them a
 * device whose traffic is recorded.
 */
import { statusText } from '../apdu/apdu.js';
import { forward } from '../device/forward.js';
import { isReviewPage } from '../device/gestures.js';
import type { Device, ScreenView } from '../device.js';
import { DeviceError, InputError, ProviderRefusal } from '../errors.js';
import { INS, type InstructionName, instructionName } from '../exchange/constants.js';
import type { FirmwareProfile } from '../firmware/index.js';
import { flowSteps } from '../host/flow-runner.js';
import { type FlowStep, outcomeOf } from '../host/flow-step.js';
import { isOtherApp } from '../host/refusal-fix.js';
import type { Signing } from '../host/signing/sign-payment.js';
import type { Tap } from '../host/tap.js';
import { expected } from '../shown.js';
import type { Time } from '../simulator/faults/index.js';
import { asksBackend, openBackend } from './ask-backend.js';
import type { AskedProvider } from './ask-provider.js';
import { withDeviations } from './deviation.js';
import { named } from './named.js';
import type { OpenDevice } from './open-device.js';
import type { Prepared } from './prepare.js';
import { type Answered, answerOf, backendAnswer, type Unusable } from './provider-answer.js';
import type { ScenarioRun } from './result.js';
import type { BackendAddress, ScenarioOutcome } from './scenario.js';
import { linesOf } from './screens.js';
import { transcriptOf } from './transcript.js';
import { withUser } from './user.js';

/** What a run has besides its scenario and its device. */
export interface RunOptions {
  /** Of the device, for scenarios that name none: what the host speaks to. The newest when absent. */
  readonly firmware?: FirmwareProfile;
  /** Told what to do on a device whose screen no program can press. */
  readonly notify?: (text: string) => void;
  /** Another device that must do the same: same answers, same screens of the review. */
  readonly twin?: OpenDevice;
  /** Coin apps on the device; scenarios that need another one are skipped. Any when absent. */
  readonly apps?: readonly string[];
  /**
   * Your backend, asked in scenarios without a mistake or a size of the message: a function, or where
   * it listens.
   */
  readonly provider?: AskedProvider | BackendAddress | string;
}

/**
 * Plays a scenario on a device that is open, and leaves it open.
 * @throws InputError for a mistake that its order cannot have, ProviderError when a backend of
 * somebody else throws, or nobody answers where it should be.
 */
export async function playScenario(
  prepared: Prepared,
  recorded: Tap,
  time: Time,
  { notify }: RunOptions = {},
): Promise<ScenarioRun> {
  const { scenario } = prepared;
  const opened = asksBackend(prepared) ? await openBackend(prepared) : undefined;
  const { backend, request } = opened ?? { request: prepared.request };
  const user = withUser(recorded, scenario.user, time);
  const host = whole(withDeviations(user, scenario.host));
  const steps: FlowStep[] = [];
  let answered: Answered | Unusable | undefined;
  let failure: Error | undefined;
  const make = async (nonce: Uint8Array) => {
    answered =
      backend === undefined
        ? await answerOf(prepared, nonce)
        : await backendAnswer(prepared, backend, nonce);
    if ('unusable' in answered) throw answered.unusable;
    return answered;
  };
  try {
    await backend?.quote();
    const payload = { kind: 'made', make } as const;
    const told = recorded.screen === undefined && notify !== undefined ? { notify } : {};
    const { does } = scenario.user;
    const decision = does === 'reject' ? ('reject' as const) : ('approve' as const);
    for await (const step of flowSteps(host, { ...request, user: decision, ...told, payload })) {
      steps.push(step);
    }
  } catch (error) {
    if (!(error instanceof DeviceError) && !isUnusable(error)) throw error;
    // A mistake that this order cannot have is the scenario's, not the provider's.
    if (error instanceof InputError && answered === undefined) throw named(error, scenario);
    failure = error;
  } finally {
    await backend?.close();
  }
  const handedOver = recorded.events.length;
  let signing: Signing | null = null;
  try {
    if (failure === undefined) signing = await signedBy(recorded, prepared, steps);
  } catch (error) {
    if (error instanceof InputError) throw named(error, scenario);
    if (!(error instanceof DeviceError)) throw error;
    failure = error;
  }
  const transcript = transcriptOf(recorded, handedOver);
  const last = steps.at(-1);
  const at = failure === undefined ? last?.command : transcript.at(-1)?.command;
  const nonce = steps[0]?.data.nonce;
  const why = failure?.message ?? last?.reason?.what ?? otherAppText(last);
  return {
    outcome: outcomeNow(steps, failure),
    ...(isInstruction(at) ? { at } : {}),
    ...(failure === undefined && last !== undefined ? { status: statusText(last.status) } : {}),
    ...(why === undefined ? {} : { why }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(answered === undefined ? {} : { answered }),
    transcript,
    screens: recorded.screensFrom(0).map(linesOf),
    ...(recorded.screen === undefined ? {} : { review: reviewOf(recorded.screensFrom(0)) }),
    accepted: last?.accepted === true,
    ...(signing === null ? {} : { signing }),
  };
}

/** What the coin app makes of the transaction; null where it is not asked. */
async function signedBy(
  recorded: Tap,
  { signing, request, firmware }: Prepared,
  steps: readonly FlowStep[],
): Promise<Signing | null> {
  if (signing === undefined) return null;
  const { signApproved } = await import('../host/signing/sign-approved.js');
  return signApproved(whole(recorded), { request, firmware, steps }, signing);
}

/** Devices that know no reasons still show that another app answered. */
function otherAppText(last: FlowStep | undefined): string | undefined {
  if (last === undefined || !isOtherApp(last.command, last.status)) return undefined;
  return last.explanation;
}

/** What leaves the host with nothing to send. */
const isUnusable = (error: unknown): error is Error =>
  error instanceof InputError || error instanceof ProviderRefusal;

/** A spinner comes and goes by itself: one device is seen with it, another is not. */
const NOT_OF_REVIEW: readonly string[] = ['home', 'processing'];

/** What a scenario before has left on the screen, and what comes when it is over, is not of it. */
function reviewOf(screens: readonly ScreenView[]): (readonly string[])[] {
  const first = screens.findIndex(isReviewPage);
  if (first < 0) return [];
  return screens
    .slice(first)
    .filter(({ kind }) => !NOT_OF_REVIEW.includes(kind))
    .map(linesOf);
}

function outcomeNow(steps: readonly FlowStep[], failure: Error | undefined): ScenarioOutcome {
  if (failure === undefined) return outcomeOf(steps);
  return failure instanceof DeviceError ? 'broken' : 'unusable';
}

/** A host notices when an answer is no answer. */
function whole(device: Device): Device {
  return forward(device, {
    async exchange(apdu) {
      const answer = await device.exchange(apdu);
      if (answer.length >= 2) return answer;
      const name = instructionName(apdu[1] ?? -1) ?? 'the command';
      throw new DeviceError(
        expected(`the answer to ${name} is cut off`, 'at least 2 bytes', answer.length),
      );
    },
  });
}

function isInstruction(name: string | undefined): name is InstructionName {
  return name !== undefined && name in INS;
}
