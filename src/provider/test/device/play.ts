/**
 * Orders on a device: the flow of Ledger Wallet from its first command to the review, with the
 * provider asked in the middle, over the nonce the device has just made. The user always says no.
 */
import { sentByHost } from '../../../check/answer/sent.js';
import type { CheckCase } from '../../../check/check-case.js';
import type { Device, Model } from '../../../device.js';
import type { Rate } from '../../../exchange/constants.js';
import { type Flow, flowFor } from '../../../exchange/flows.js';
import { DEFAULT_FIRMWARE, firmware } from '../../../firmware/index.js';
import { hasPrompt } from '../../../firmware/instructions.js';
import { testAuthority } from '../../../host/authority.js';
import type { Currency } from '../../../host/currencies.js';
import type { FlowRequest } from '../../../host/flow-plan.js';
import { flowSteps } from '../../../host/flow-runner.js';
import { type FlowStep, outcomeOf } from '../../../host/flow-step.js';
import { reviewOfFacts, reviewOnScreens, type ShownReview } from '../../../host/shown-review.js';
import type { PayloadSource } from '../../../host/signed-payload.js';
import { parseAmount } from '../../../payload/amount.js';
import { BUILDS } from '../../../simulator/build.js';
import { CSPRNG } from '../../../simulator/randomness.js';
import { reviewUis } from '../../../simulator/screens/review-uis.js';
import type { ReviewUi } from '../../../simulator/screens/state.js';
import type { Ui } from '../../../simulator/screens/ui.js';
import { createSimulator, isSimulator } from '../../../simulator/simulator.js';
import { flowKindOf } from '../order-device.js';
import type { ProviderRun } from '../run.js';

/** What a flow came to. */
export interface Played {
  readonly steps: readonly FlowStep[];
  /** The review came up. */
  readonly reviewed: boolean;
  /** What it says; undefined when it did not come up, or on a screen no program sees. */
  readonly review?: ShownReview;
  /** Its pages, of the simulator. */
  readonly pages: readonly Ui[];
  /** The last step, when the device refused it. */
  readonly refusal?: FlowStep;
}

/** What both sides of a trade are for a device. */
export interface Sides {
  readonly outgoing: Currency;
  /** Swap only. */
  readonly incoming?: Currency;
}

export interface PlayOptions extends Sides {
  readonly device: Device;
  readonly rate: Rate;
  readonly payload: PayloadSource;
}

/** @throws InputError without a registered key, DeviceError when the device is gone. */
export async function play(run: ProviderRun, options: PlayOptions): Promise<Played> {
  const { device } = options;
  let first: ReviewUi | undefined;
  const simulator = isSimulator(device) ? device : undefined;
  const stop = simulator?.screen.onChange(() => {
    const { ui } = simulator.ledger;
    if (ui.kind === 'review') first ??= ui;
  });
  const steps: FlowStep[] = [];
  try {
    for await (const step of flowSteps(device, requestOf(run, options))) steps.push(step);
  } finally {
    stop?.();
  }
  const outcome = outcomeOf(steps);
  const refusal = outcome === 'refused' ? steps.at(-1) : undefined;
  const review =
    first === undefined
      ? reviewOnScreens(steps.flatMap(({ screens }) => screens))
      : reviewOfFacts(first.facts);
  return {
    steps,
    reviewed: outcome === 'rejected',
    // The user says no before all of them were seen.
    pages: first === undefined ? [] : reviewUis(first.context, first.facts),
    ...(review === undefined ? {} : { review }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

export function requestOf(run: ProviderRun, options: PlayOptions): FlowRequest {
  const { rate, payload, outgoing, incoming } = options;
  const sides = { outgoing, ...(incoming === undefined ? {} : { incoming }) };
  const { partnerName, key } = run.profile;
  if (key === undefined) throw new RangeError('a flow needs the registered key of the provider');
  return {
    flow: flowOfRun(run),
    rate,
    client: 'direct',
    lastCheckDisplays: !hasPrompt(firmware(run.device?.firmware ?? DEFAULT_FIRMWARE.id)),
    partner: { name: partnerName, curve: key.curve, publicKey: key.publicKey },
    authority: testAuthority(),
    payload,
    ...sides,
    fees: feesOf(sides),
    user: 'reject',
    notify: run.notify,
  };
}

export const flowOfRun = (run: Pick<ProviderRun, 'product'>): Flow => flowFor(flowKindOf(run));

/** Network fees as the host announces them, base units. */
export function feesOf({ outgoing }: Sides): bigint {
  const { example, fee } = outgoing;
  return parseAmount(example.fees, { field: 'fees', decimals: fee.decimals, unit: fee.ticker });
}

/** The same answer on another device, one that makes the same nonce. */
export async function replay(
  run: ProviderRun,
  judged: CheckCase,
  options: Sides & { readonly model: Model; readonly firmware?: string; readonly rate: Rate },
): Promise<Played> {
  const { model, firmware: version, ...rest } = options;
  const { nonce = new Uint8Array(32) } = judged;
  const device = createSimulator({
    model,
    build: BUILDS.random,
    ...(version === undefined ? {} : { firmware: firmware(version) }),
    randomness: { ...CSPRNG, nonce: () => nonce.slice() },
  });
  const sent = sentByHost(flowOfRun(run), judged);
  if ('unusable' in sent) throw sent.unusable;
  try {
    return await play(run, { device, payload: { kind: 'given', ...sent }, ...rest });
  } finally {
    await device.close();
  }
}
