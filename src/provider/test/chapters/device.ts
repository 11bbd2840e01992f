/** H. The device: every order of the run that was made on one, up to its review, on every model. */

import type { Verdict } from '../../../check/verdict.js';
import type { Model } from '../../../device.js';
import { InputError } from '../../../errors.js';
import { DEFAULT_FIRMWARE, firmware } from '../../../firmware/index.js';
import { modelsOf } from '../../../firmware/models.js';
import { refusalOf } from '../../../host/flow-step.js';
import { reviewOfFacts, type ShownReview } from '../../../host/shown-review.js';
import { PRODUCTS } from '../../product.js';
import type { Chapter } from '../chapter.js';
import { type DeviceOrder, type DeviceOrders, deviceOrders } from '../device/device-orders.js';
import { orderChecker } from '../device/order-case.js';
import { judgePartner } from '../device/partner.js';
import { type Played, replay } from '../device/play.js';
import { type OrderReleases, releasesOf } from '../device/releases.js';
import { screenProblems } from '../device/review-lines.js';
import { showDeviceOrder } from '../device/show.js';
import type { ProviderRun } from '../run.js';

const ORDER_RULES = [
  'DEVICE_REFUSES',
  'DEVICE_OTHER_MODEL',
  'DEVICE_SCREEN_WRONG',
  'DEVICE_CROSS_SEED',
  'DEVICE_CURRENCY_UNKNOWN',
] as const;

export const device: Chapter = {
  name: 'The device',
  products: PRODUCTS,
  rules: [...ORDER_RULES, 'PARTNER_NAME_LENGTH', 'PARTNER_CREDENTIAL'],
  async run(run) {
    judgePartner(run);
    if (run.product === 'buy') return;
    const made = await deviceOrders(run);
    for (const order of made.orders) await judgeOrder(run, order);
    reasons(run, made);
  },
};

async function judgeOrder(run: ProviderRun, order: DeviceOrder): Promise<void> {
  const { judge } = run;
  const { title, unsent, why, played } = order;
  const exchanges = [order.order.number];
  const others = played === undefined ? [] : await otherModels(run, order);
  const releases = releasesOf(run, order.judged);
  await showDeviceOrder(run, order, others, releases);
  if (unsent !== undefined) {
    judge.failed('DEVICE_REFUSES', {
      evidence: `${title}: the device is never asked, Ledger Wallet finds nothing to send: ${unsent}`,
      exchanges,
    });
  }
  if (why?.startsWith('DEVICE_CURRENCY_UNKNOWN')) judge.notRun('DEVICE_CURRENCY_UNKNOWN', why);
  if (order.assumed !== undefined) judgeAssumed(run, order, order.assumed);
  if (played === undefined) return;
  if (judge.hasFailed('PARTNER_NAME_LENGTH') && played.refusal?.command === 'SET_PARTNER_KEY')
    return;
  judgeRefusal(run, order, played);
  judgeModels(run, order, { own: played, others, releases });
  if (passedCoins(played)) {
    const { outgoing, incoming } = order.sides ?? {};
    const names = [outgoing, incoming].flatMap((one) => (one === undefined ? [] : [one.name]));
    judge.passed('DEVICE_CURRENCY_UNKNOWN', {
      evidence: `${title}: the coin apps took the configurations of ${names.join(' and ')} (test signatures of this kit)`,
      exchanges,
    });
  }
  if (played.review === undefined) return;
  judgeScreen(run, order, played.review);
  judgeCrossSeed(run, order, played.review.foreignPayout);
}

/** As `check` runs it: whose an address is follows from the request. */
function judgeAssumed(run: ProviderRun, order: DeviceOrder, { device: refusal, review }: Verdict) {
  const exchanges = [order.order.number];
  const about = `${order.title}: with the addresses of the profile taken for the user's own`;
  if (refusal !== null) {
    const { command, status, name, reason } = refusal;
    run.judge.failed('DEVICE_REFUSES', {
      evidence: `${about}, ${command} is refused with ${status} ${name}: ${reason}`,
      exchanges,
    });
    return;
  }
  run.judge.passed('DEVICE_REFUSES', { evidence: `${about}, the review comes up`, exchanges });
  for (const id of ['DEVICE_OTHER_MODEL', 'DEVICE_CROSS_SEED', 'DEVICE_CURRENCY_UNKNOWN']) {
    run.judge.notRun(
      id,
      'the addresses of the profile are not of this device: name none to play every model',
    );
  }
  if (review !== undefined) judgeScreen(run, order, reviewOfFacts(review));
}

export function judgeScreen(run: ProviderRun, order: DeviceOrder, review: ShownReview): void {
  const { judge } = run;
  const { title } = order;
  const exchanges = [order.order.number];
  const problems = screenProblems(run, order, review);
  if (problems.length > 0) {
    judge.failed('DEVICE_SCREEN_WRONG', {
      evidence: `${title}: ${problems.join('; ')}`,
      exchanges,
    });
  } else {
    const { send, receive, fees, account } = review;
    const lines = [send, receive, `fees ${fees}`, account].filter(
      (line) => line !== null && line !== undefined,
    );
    judge.passed('DEVICE_SCREEN_WRONG', { evidence: `${title}: ${lines.join(', ')}`, exchanges });
  }
}

export function judgeRefusal({ judge }: ProviderRun, order: DeviceOrder, played: Played): void {
  const exchanges = [order.order.number];
  const refusal = refusalOf(played.steps);
  if (played.reviewed) {
    const names = played.steps.length;
    judge.passed('DEVICE_REFUSES', {
      evidence: `${order.title}: ${names} steps, the review came up`,
      exchanges,
    });
  } else if (refusal !== null) {
    judge.failed('DEVICE_REFUSES', {
      evidence: `${order.title}: ${told(refusal)}. ${refusal.fix}`,
      exchanges,
    });
  }
}

type Refusal = NonNullable<ReturnType<typeof refusalOf>>;

function told({ command, status, name, says, reason }: Refusal): string {
  const { what, expected, actual } = reason ?? {};
  const found = actual === undefined || actual === '' ? '' : `, found ${actual}`;
  const details =
    what === undefined
      ? says
      : `${what}${expected === undefined ? '' : `: expected ${expected}`}${found}`;
  return `${command} is refused with ${status} ${name}: ${details}`;
}

export interface OtherModel {
  readonly model: Model;
  readonly firmware: string;
  readonly played: Played;
}

/** Every model that had the version the run is for. */
async function otherModels(run: ProviderRun, order: DeviceOrder): Promise<OtherModel[]> {
  const { judged, sides, rate } = order;
  if (sides === undefined) return [];
  const profile = firmware(run.device?.firmware ?? DEFAULT_FIRMWARE.id);
  const found: OtherModel[] = [];
  for (const model of modelsOf(profile)) {
    try {
      const played = await replay(run, judged, { ...sides, rate, model, firmware: profile.id });
      found.push({ model, firmware: profile.id, played });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  return found;
}

function judgeModels(
  run: ProviderRun,
  order: DeviceOrder,
  {
    own,
    others,
    releases,
  }: { own: Played; others: readonly OtherModel[]; releases: OrderReleases },
): void {
  const id = 'DEVICE_OTHER_MODEL';
  const exchanges = [order.order.number];
  const [first] = releases.missed;
  if (first !== undefined) {
    const evidence = `${order.title}: ${releases.missed.map((one) => one.evidence).join(' ')}`;
    run.judge.failed(id, { evidence, codes: [first.code], exchanges });
    return;
  }
  const nanoS = orderChecker(run)
    .check(order.judged)
    .findings.find(({ code }) => code === 'PAYIN_EXTRA_DATA_NANO_S');
  if (nanoS !== undefined) {
    const evidence = `${order.title}: the Nano S refuses it, all other models take it: ${nanoS.evidence}`;
    run.judge.failed(id, { evidence, codes: [nanoS.code], exchanges });
    return;
  }
  if (others.length === 0) return;
  const lines = others.map(({ model, firmware, played }) => {
    const refusal = refusalOf(played.steps);
    return `${model} ${firmware} ${refusal === null || played.reviewed ? 'shows the review' : `refuses at ${refusal.command} with ${refusal.status}`}`;
  });
  const refusing = others.filter(({ played }) => !played.reviewed);
  if (refusing.length === 0 && own.reviewed) {
    const evidence = `${order.title}: ${lines.join(', ')}. All releases: ${releases.line}`;
    run.judge.passed(id, { evidence, exchanges });
  } else if (refusing.length === others.length) {
    run.judge.notRun(id, `waited for DEVICE_REFUSES: all models refuse alike (${lines[0]})`);
  } else {
    run.judge.failed(id, { evidence: `${order.title}: ${lines.join(', ')}`, exchanges });
  }
}

const COIN_CHECKS: readonly string[] = ['CHECK_REFUND_ADDRESS', 'CHECK_ASSET_IN'];

/** The last of the coin checks was accepted. */
function passedCoins({ steps, reviewed }: Played): boolean {
  return (
    reviewed ||
    steps.some(
      ({ command, accepted }) => accepted && COIN_CHECKS.some((one) => command.startsWith(one)),
    )
  );
}

export function judgeCrossSeed(
  { judge }: ProviderRun,
  order: DeviceOrder,
  foreign: string | null,
): void {
  const id = 'DEVICE_CROSS_SEED';
  const exchanges = [order.order.number];
  const asked = order.order.request.payoutAddress;
  if (foreign === null) {
    judge.passed(id, {
      evidence: `${order.title}: no warning, ${asked} is the user's own`,
      exchanges,
    });
    return;
  }
  if (foreign === asked) {
    judge.notRun(
      id,
      `the profile's payout address ${foreign} is not of this device, so that it warns rightly`,
    );
    return;
  }
  judge.failed(id, {
    evidence: `${order.title}: the device warns that ${foreign} is not the user's; asked for was ${asked}`,
    exchanges,
  });
}

/** Of what is still undecided. */
function reasons({ judge }: ProviderRun, { orders, why }: DeviceOrders): void {
  const stopped = orders.find((order) => order.why !== undefined)?.why;
  if (orders.length > 0 && stopped === undefined) {
    for (const id of [
      'DEVICE_OTHER_MODEL',
      'DEVICE_SCREEN_WRONG',
      'DEVICE_CROSS_SEED',
      'DEVICE_CURRENCY_UNKNOWN',
    ]) {
      judge.notRun(id, 'waited for DEVICE_REFUSES: no review came up');
    }
    judge.notRun('DEVICE_REFUSES', 'waited for PARTNER_NAME_LENGTH');
  }
  for (const id of ORDER_RULES) judge.notRun(id, stopped ?? why);
}
