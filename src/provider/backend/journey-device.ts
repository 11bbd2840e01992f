/**
 * The device of a journey: a simulated Ledger whose APDUs and pages are kept as they pass, and the
 * flow of Ledger Wallet on it, with the provider asked in the middle.
 */

import { borrowed } from '../../device/forward.js';
import type { Device } from '../../device.js';
import { INS } from '../../exchange/constants.js';
import { SW } from '../../exchange/status.js';
import { walletAddresses } from '../../host/address-book.js';
import { startNewTransaction } from '../../host/client.js';
import { flowSteps } from '../../host/flow-runner.js';
import { type FlowStep, outcomeOf } from '../../host/flow-step.js';
import { reviewOfFacts } from '../../host/shown-review.js';
import { coinAppNamed } from '../../simulator/coins/registry.js';
import { reviewUis } from '../../simulator/screens/review-uis.js';
import type { ReviewUi } from '../../simulator/screens/state.js';
import type { Simulator } from '../../simulator/simulator.js';
import type { Redact } from '../report/redacted.js';
import { screensShown } from '../report/screens-shown.js';
import { judgeCrossSeed, judgeRefusal, judgeScreen } from '../test/chapters/device.js';
import { NO_KEY, sidesOf, simulatorOf } from '../test/device/device-orders.js';
import { flowOfRun, requestOf } from '../test/device/play.js';
import { operationFor } from '../test/order.js';
import type { ProviderRun } from '../test/run.js';
import type { JourneyApdu, StepId } from './journey.js';
import { brokenRules } from './journey-judge.js';
import { type JourneyOrder, type OrderWay, order, payload, recordNonce } from './journey-order.js';
import type { Quoted } from './journey-quote.js';
import { type Stage, Stopped } from './journey-stage.js';

export type Decision = 'approved' | 'rejected';

export interface DeviceRoom {
  readonly redact: Redact;
  /** Told once the provider's id is known. */
  readonly ordered: (made: JourneyOrder) => void;
  /** Resolves when somebody decides; asked where the wish says `wait`. */
  readonly decided: () => Promise<'approve' | 'reject'>;
  /** Unplugs the device. */
  readonly signal: AbortSignal;
}

/** @throws Stopped at the first step that fails. */
export async function playOnDevice(
  stage: Stage,
  party: Quoted,
  room: DeviceRoom,
): Promise<Decision> {
  const { run, trade } = party;
  const simulator = simulatorOf(run);
  const log = new ApduLog(stage, simulator);
  const operation = operationFor(run, party.quote);
  const rate = operation === 'swapFloat' ? 'floating' : 'fixed';
  const sides = sidesOf(run, trade);
  const unplug = () => void simulator.close();
  room.signal.addEventListener('abort', unplug);
  stage.begin('nonce', 'START_NEW_TRANSACTION');
  try {
    if (typeof sides === 'string' || run.profile.key === undefined) {
      await withoutFlow(stage, party, { operation, rate }, log);
      const why =
        typeof sides === 'string'
          ? sides
          : `${NO_KEY}: the device cannot be asked (--public-key, or key in the profile)`;
      const [, rule, text = why] = /^(DEVICE_CURRENCY_UNKNOWN): (.*)$/s.exec(why) ?? [];
      stage.begin('device', '');
      throw new Stopped('device', text, rule);
    }
    return await whole(stage, party, { operation, rate, sides }, log, room);
  } finally {
    room.signal.removeEventListener('abort', unplug);
    await simulator.close();
  }
}

/** The nonce, the order and its payload: all that needs neither a key nor coin configurations. */
async function withoutFlow(stage: Stage, party: Quoted, way: OrderWay, log: ApduLog) {
  const flow = flowOfRun(party.run);
  const { status, data } = await startNewTransaction({
    device: log.device,
    flow,
    rate: way.rate,
  });
  if (status !== SW.SUCCESS) throw new Stopped('nonce', `status ${status.toString(16)}`);
  recordNonce(stage, data);
  payload(stage, party, await order(stage, party, way, log.waiting(data)));
}

async function whole(
  stage: Stage,
  party: Quoted,
  way: OrderWay & { readonly sides: NonNullable<OrderWay['sides']> },
  log: ApduLog,
  room: DeviceRoom,
): Promise<Decision> {
  const { run } = party;
  let made: JourneyOrder | undefined;
  const make = async (nonce: Uint8Array) => {
    recordNonce(stage, nonce);
    made = await order(stage, party, way, log.waiting(nonce));
    room.ordered(made);
    const sent = payload(stage, party, made);
    log.step = 'device';
    stage.begin('device', 'the device checks partner, payload, signature and addresses');
    return sent;
  };
  const { rate, sides } = way;
  const options = {
    device: log.device,
    rate,
    payload: { kind: 'made' as const, make },
    ...sides,
  };
  // The flow presses nothing here: `review` presses when somebody has decided.
  const request = { ...requestOf(run, options), user: 'approve' as const };
  const review = new Review(stage, log, room);
  const steps: FlowStep[] = [];
  try {
    for await (const step of flowSteps(log.device, request)) steps.push(step);
  } catch (error) {
    // Unplugged because nobody decided: that is the reason.
    await review.finished;
    throw error;
  } finally {
    review.stop();
  }
  await review.finished;
  const outcome = outcomeOf(steps);
  if (made === undefined) {
    throw new Stopped('nonce', steps.at(-1)?.explanation ?? 'the device gave no nonce');
  }
  judge(stage, run, made, steps, review.ui);
  if (outcome === 'refused') {
    const { command, status, explanation, reason } = steps.at(-1)!;
    const what = reason?.what ?? explanation;
    const at = review.ui === undefined ? 'device' : 'review';
    const text = `${command} is refused with ${status.toString(16)}: ${what}`;
    throw new Stopped(at, text, 'DEVICE_REFUSES');
  }
  const says = outcome === 'approved' ? 'the user approved' : 'the user said no';
  stage.settle('review', says);
  return outcome === 'approved' ? 'approved' : 'rejected';
}

function judge(
  stage: Stage,
  run: ProviderRun,
  made: JourneyOrder,
  steps: readonly FlowStep[],
  ui: ReviewUi | undefined,
): void {
  const at: StepId = ui === undefined ? 'device' : 'review';
  const results = brokenRules(run, [], (own) => {
    judgeRefusal(own, made, { steps, reviewed: ui !== undefined, pages: [] });
    if (ui === undefined) return;
    const shown = reviewOfFacts(ui.facts);
    judgeScreen(own, made, shown);
    judgeCrossSeed(own, made, shown.foreignPayout);
  });
  stage.addResults(at, results, []);
}

/** The pages of the review, and whoever decides on them. */
class Review {
  /** As it came up. */
  ui: ReviewUi | undefined;
  finished: Promise<void> = Promise.resolve();
  readonly stop: () => void;
  private readonly stage: Stage;
  private readonly simulator: Simulator;
  private readonly log: ApduLog;
  private readonly room: DeviceRoom;

  constructor(stage: Stage, log: ApduLog, room: DeviceRoom) {
    this.stage = stage;
    this.log = log;
    this.room = room;
    this.simulator = log.simulator;
    this.stop = this.simulator.screen.onChange(() => {
      const { ui } = this.simulator.ledger;
      if (ui.kind !== 'review' || this.ui !== undefined) return;
      this.ui = ui;
      this.finished = this.decide(ui);
      // Awaited when the flow has ended.
      this.finished.catch(() => {});
    });
  }

  private async decide(ui: ReviewUi): Promise<void> {
    const { stage, room, simulator, log } = this;
    log.moveLast('device', 'review');
    stage.set('device', { state: 'done', says: 'everything was accepted' });
    stage.begin('review', 'the user reads every page, then approves or rejects');
    const pages = await screensShown(reviewUis(ui.context, ui.facts), room.redact);
    stage.set('review', { screens: pages });
    const { user } = stage.wish;
    const decision = user === 'wait' ? await room.decided() : user;
    await simulator.screen[decision]();
    const last = await screensShown([simulator.ledger.ui], room.redact);
    stage.set('review', { screens: [...pages, ...last] });
  }
}

/** Keeps each APDU under the step it belongs to. */
class ApduLog {
  readonly simulator: Simulator;
  readonly device: Device;
  step: StepId = 'nonce';
  private readonly stage: Stage;

  constructor(stage: Stage, simulator: Simulator) {
    this.stage = stage;
    this.simulator = simulator;
    this.device = borrowed(simulator, {
      exchange: (apdu) => this.exchange(apdu),
      screen: undefined,
    });
  }

  waiting(nonce: Uint8Array) {
    const addresses = walletAddresses(this.simulator.ledger.wallet, coinAppNamed);
    return { device: this.simulator, nonce, addresses };
  }

  /** The command that put up the review belongs to it. */
  moveLast(from: StepId, to: StepId): void {
    const apdus = this.all(from);
    this.stage.set(from, { apdus: apdus.slice(0, -1) });
    this.stage.set(to, { apdus: [...this.all(to), ...apdus.slice(-1)] });
    this.step = to;
  }

  private async exchange(apdu: Uint8Array): Promise<Uint8Array> {
    const isPayload = apdu[1] === INS.PROCESS_TRANSACTION_RESPONSE;
    this.stage.set(this.step, { apdus: [...this.all(this.step), { apdu, isPayload }] });
    const answer = await this.simulator.exchange(apdu);
    const isGood = answer.at(-2) === 0x90 && answer.at(-1) === 0;
    const reason = isGood ? undefined : this.simulator.whyRefused()?.what;
    const answered = { apdu, isPayload, answer, ...(reason === undefined ? {} : { reason }) };
    // It is the last of its step, which may have changed meanwhile.
    this.stage.set(this.step, { apdus: [...this.all(this.step).slice(0, -1), answered] });
    return answer;
  }

  private all(step: StepId): readonly JourneyApdu[] {
    return this.stage.step(step)?.apdus ?? [];
  }
}
