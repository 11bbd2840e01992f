/**
 * The orders of a run that are made on a device, once for the chapters that look at them: swap fixed
 * and floating, the others one. And the orders that make up twenty, for what only many can show.
 */
import { sentByHost } from '../../../check/answer/sent.js';
import type { CheckCase } from '../../../check/check-case.js';
import type { Verdict } from '../../../check/verdict.js';
import type { Device } from '../../../device.js';
import { DeviceError, InputError } from '../../../errors.js';
import type { Rate } from '../../../exchange/constants.js';
import { firmware } from '../../../firmware/index.js';
import { walletAddresses } from '../../../host/address-book.js';
import { cut } from '../../../shown.js';
import { coinAppNamed } from '../../../simulator/coins/registry.js';
import { createSimulator, type Simulator } from '../../../simulator/simulator.js';
import { bestTrade } from '../call-of.js';
import { fact, type Trade } from '../known.js';
import { operationsOf, whyNothing } from '../operations.js';
import { askQuote, type OrderOperation, type PlacedOrder, placeOrder } from '../order.js';
import { NOT_ALLOWED, type ProviderRun } from '../run.js';
import { builtIn } from '../trades.js';
import { type Answered, answered, answeredOf, caseOfOrder, orderChecker } from './order-case.js';
import { feesOf, flowOfRun, type Played, play, type Sides } from './play.js';
import { specialOrders } from './special-orders.js';

export interface DeviceOrder {
  /** `fixed, BTC to ETH`. */
  readonly title: string;
  readonly order: Answered;
  readonly judged: CheckCase;
  readonly rate: Rate;
  /** Undefined when the order could not be played: see `why`. */
  readonly played?: Played;
  readonly sides?: Sides;
  /** Why it was not played. */
  readonly why?: string;
  /**
   * The verdict of `check`, which takes the addresses of the request for the user's own: where those
   * of the profile are of another device, so that this one must refuse.
   */
  readonly assumed?: Verdict;
  /** What Ledger's host does not find in the answer: the device is never asked. */
  readonly unsent?: string;
}

export interface DeviceOrders {
  readonly orders: readonly DeviceOrder[];
  /** Why there are fewer than there should be. */
  readonly why: string;
}

const NAME = 'device orders';

/** Makes them at the first call. */
export async function deviceOrders(run: ProviderRun): Promise<DeviceOrders> {
  const known = run.known.get(NAME) as DeviceOrders | undefined;
  if (known !== undefined) return known;
  const made = run.createOrders ? await makeThem(run) : { orders: [], why: NOT_ALLOWED };
  run.known.set(NAME, made);
  return made;
}

async function makeThem(run: ProviderRun): Promise<DeviceOrders> {
  const nothing = { orders: [], why: whyNothing(run) };
  const orders: DeviceOrder[] = [];
  let why = nothing.why;
  for (const operation of orderOperations(run)) {
    const trade = tradeFor(run, operation);
    if (trade === undefined) continue;
    const made = await onDevice(run, operation, trade);
    if (typeof made === 'string') why = made;
    else orders.push(made);
  }
  return { orders, why };
}

function orderOperations({ product }: ProviderRun): OrderOperation[] {
  return operationsOf(product)
    .filter(({ kind }) => kind === 'order')
    .map(({ id }) => id as OrderOperation);
}

/** Not every pair is traded both ways. */
function tradeFor(run: ProviderRun, operation: OrderOperation): Trade | undefined {
  const best = bestTrade(run);
  const method = { swapFixed: 'fixed', swapFloat: 'float', sell: '', cardSell: '' }[operation];
  if (method === '') return best;
  const fits = ({ tradeMethods }: Trade) => tradeMethods?.includes(method) ?? true;
  return fits(best) ? best : fact(run, 'trades')?.find(fits);
}

/** A sentence when there is no answer to look at. */
async function onDevice(
  run: ProviderRun,
  operation: OrderOperation,
  trade: Trade,
): Promise<DeviceOrder | string> {
  const rate: Rate = operation === 'swapFloat' ? 'floating' : 'fixed';
  const sides = sidesOf(run, trade);
  const simulator = simulatorOf(run);
  if (typeof sides === 'string' || run.profile.key === undefined) {
    const why = typeof sides === 'string' ? sides : NO_KEY;
    const found = readable(run, answered(await placed(run, operation, trade, simulator)));
    if (typeof found === 'string') return found;
    return { ...described(run, found, operation), rate, why };
  }
  const device = await deviceOf(run, simulator);
  let order: Answered | string | undefined;
  let judged: CheckCase | undefined;
  const make = async (nonce: Uint8Array) => {
    order = readable(run, answered(await placed(run, operation, trade, simulator, nonce)));
    if (typeof order === 'string') throw new Stopped(order);
    judged = caseOfOrder(run, order, feesOf(sides));
    const sent = sentByHost(flowOfRun(run), judged);
    if ('unusable' in sent) throw new Stopped(sent.unusable.message);
    return sent;
  };
  try {
    const played = await play(run, { device, rate, payload: { kind: 'made', make }, ...sides });
    if (order === undefined) return `the device gave no nonce: ${refusedAt(played)}`;
    const common = { ...described(run, order as Answered, operation), rate, sides };
    return refusesForeign(played, order as Answered | undefined, simulator, sides)
      ? { ...common, assumed: orderChecker(run).check(judged!) }
      : { ...common, played };
  } catch (error) {
    if (
      !(error instanceof Stopped || error instanceof InputError || error instanceof DeviceError)
    ) {
      throw error;
    }
    if (order === undefined) return `the device could not be used: ${error.message}`;
    if (typeof order === 'string') return order;
    const common = { ...described(run, order, operation), rate, sides };
    return error instanceof Stopped
      ? { ...common, unsent: error.message }
      : { ...common, why: error.message };
  } finally {
    await device.close();
  }
}

/** Why there is nothing to show on a device, where the answer holds no payload at all. */
function readable(run: ProviderRun, order: Answered | string): Answered | string {
  if (typeof order === 'string') return order;
  try {
    caseOfOrder(run, order);
    return order;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `waited for PROVIDER_SIG_MEMBERS: ${error.message}`;
  }
}

/** The refund address asked for is of another device, and the message repeats it. */
function refusesForeign(
  { refusal }: Played,
  order: Answered | undefined,
  simulator: Simulator,
  { outgoing }: Sides,
): boolean {
  if (!refusal?.command.startsWith('CHECK_REFUND_ADDRESS')) return false;
  const own = walletAddresses(simulator.ledger.wallet, coinAppNamed)(outgoing);
  return order?.request.refundAddress !== own;
}

export const NO_KEY = 'the profile names no registered key';

/** The order cannot reach the device. */
class Stopped extends Error {}

function refusedAt({ refusal }: Played): string {
  return refusal === undefined ? 'it was not asked' : refusal.explanation;
}

function described(run: ProviderRun, order: Answered, operation: OrderOperation) {
  const { from, to } = order.trade;
  const way = { swapFixed: 'fixed, ', swapFloat: 'float, ', sell: '', cardSell: '' }[operation];
  return { title: `${way}${from} to ${to}`, order, judged: caseOfOrder(run, order) };
}

/** Both currencies as a device is asked about them, or what is missing. */
export function sidesOf(run: ProviderRun, { from, to }: Trade): Sides | string {
  const outgoing = builtIn(run, from);
  if (outgoing === undefined) return missing(from);
  if (run.product !== 'swap') return { outgoing };
  const incoming = builtIn(run, to);
  return incoming === undefined ? missing(to) : { outgoing, incoming };
}

const missing = (id: string) =>
  `DEVICE_CURRENCY_UNKNOWN: no coin configuration for ${JSON.stringify(cut(id))} is built in; the device wants one that Ledger has signed`;

export function simulatorOf({ device }: ProviderRun): Simulator {
  const { model, firmware: version } = device ?? {};
  return createSimulator({
    ...(model === undefined ? {} : { model }),
    ...(version === undefined ? {} : { firmware: firmware(version) }),
  });
}

/** The one the run was asked for; the simulator where it names none. */
async function deviceOf(run: ProviderRun, simulator: Simulator): Promise<Device> {
  const { device: spec = 'simulator', model } = run.device ?? {};
  if (spec === 'simulator') return simulator;
  const { openDevice } = await import('../../../transport/open-device.js');
  const expected = model === undefined ? {} : { model };
  return openDevice(spec, { ...expected, notify: run.notify, requireExchange: true });
}

/** The nonce given, or one of the simulator. */
async function placed(
  run: ProviderRun,
  operation: OrderOperation,
  trade: Trade,
  simulator: Simulator,
  nonce?: Uint8Array,
): Promise<PlacedOrder> {
  if (nonce === undefined) return placeOrder(run, { operation, trade });
  const addresses = walletAddresses(simulator.ledger.wallet, coinAppNamed);
  return placeOrder(run, { operation, trade, device: { nonce, addresses } });
}

/** Orders to look at for what one in many does. */
export const MANY = 20;
const AT_ONCE = 5;

/** All orders that were answered in this run, made up to `count`, each over a nonce of its own. */
export async function allOrders(run: ProviderRun, count: number): Promise<readonly Answered[]> {
  const { orders } = await deviceOrders(run);
  const known = new Map<number, Answered>();
  for (const { order } of orders) known.set(order.number, order);
  for (const good of fact(run, 'orders') ?? []) {
    const order = answeredOf(good);
    if (!known.has(order.number)) known.set(order.number, order);
  }
  const [first] = orders;
  if (first === undefined) return [...known.values()];
  for (const order of await specialOrders(run)) known.set(order.number, order);
  const { trade } = first.order;
  const asked = await askQuote(run, trade);
  while (known.size < count) {
    const size = Math.min(AT_ONCE, count - known.size);
    const placed = await Promise.all(
      Array.from({ length: size }, () =>
        placeOrder(run, asked?.quote === undefined ? { trade } : { trade, quote: asked.quote }),
      ),
    );
    const good = placed.map(answered).filter((order) => typeof order !== 'string');
    for (const order of good) known.set(order.number, order);
    // What refuses one refuses the next: other rules tell of it.
    if (good.length < size) break;
  }
  return [...known.values()].sort((a, b) => a.number - b.number);
}
