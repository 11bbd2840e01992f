/** Flows that a client starts on a served simulator, with the built-in partner: one at a time each. */

import { borrowed } from '../device/forward.js';
import type { Device } from '../device.js';
import { ExchangeSimError, InputError } from '../errors.js';
import { type FlowKind, flowFor } from '../exchange/flows.js';
import { spokenTo } from '../firmware/spoken.js';
import type { FlowStep, Refusal } from '../host/flow-step.js';
import type { ShownReview } from '../host/shown-review.js';
import { FIELD_OPTIONS, type OrderOptions } from '../order/options.js';
import { expected, shownName } from '../shown.js';
import { isSimulator, type Simulator } from '../simulator/simulator.js';
import { shownStep } from './journal-words.js';
import { journalledScreen } from './journalled-screen.js';
import { type JsonObject, oneOf, onlyKeys, shown } from './request-body.js';
import type { ServedDevice } from './served-device.js';

interface Flow {
  readonly kind: FlowKind;
  readonly steps: FlowStep[];
  /** What the client did not say: fields of the message, `fees`, `partner`. */
  readonly invented: readonly string[];
  /** What the device showed, once it has. */
  review?: ShownReview;
  /** `running` until it ends. */
  outcome: string;
  error?: string;
  /** Why the device ended it early, and what to do. */
  refusal?: Refusal | null;
}

/**
 * `user` says who decides, the user id of a fund has a name of its own; the currencies are built in,
 * with their decimals.
 */
const ORDER_KEYS = [
  ...FIELD_OPTIONS.filter((option) => option !== 'user' && !/decimals$/i.test(option)),
  'fees',
] as const;

export class FlowRoom {
  private readonly flows = new WeakMap<ServedDevice, Flow>();

  /** The last flow of this device, as JSON. */
  state(served: ServedDevice) {
    const flow = this.flows.get(served);
    if (flow === undefined) return undefined;
    const { kind, outcome, error, refusal, review, invented, steps } = flow;
    return {
      kind,
      outcome,
      error: error ?? null,
      review: review ?? null,
      invented,
      refusal: refusal ?? null,
      steps: steps.map(shownStep),
    };
  }

  /**
   * Begins, and returns when everything that can be wrong with the request has been checked.
   * `user` decides: `approve`, `reject`, or `wait` for whoever presses the buttons.
   */
  async start(served: ServedDevice, body: JsonObject, build: string): Promise<void> {
    if (this.flows.get(served)?.outcome === 'running') {
      throw new InputError('a flow is running on this device: wait for its end');
    }
    onlyKeys(body, ['kind', 'legacy', 'rate', 'user', 'userId', 'fields', ...ORDER_KEYS]);
    const kind = oneOf(body, 'kind', ['swap', 'sell', 'fund'], 'swap');
    const user = oneOf(body, 'user', ['approve', 'reject', 'wait'], 'approve');
    const request = await requestOf(simulated(served), kind, body, build);
    const invented = ['partner', ...request.invented];
    const flow: Flow = { kind, steps: [], outcome: 'running', invented };
    this.flows.set(served, flow);
    void run(served, flow, { ...request, user: user === 'reject' ? 'reject' : 'approve' }, user);
  }
}

/** @throws InputError for another device: flows are of the simulated kind, as is their partner. */
function simulated({ device, id }: ServedDevice): Simulator {
  if (isSimulator(device)) return device;
  throw new InputError(`device ${id}: flows start on simulated devices only`);
}

async function requestOf(device: Simulator, kind: FlowKind, body: JsonObject, build: string) {
  const [{ walletAddresses }, { testAuthority }, { orderOf }, { testPartner }] = await Promise.all([
    import('../host/address-book.js'),
    import('../host/authority.js'),
    import('../order/order.js'),
    import('../host/partner.js'),
  ]);
  if (build === 'production') {
    throw new InputError('build production: the built-in partner is signed by the test key only');
  }
  const named = flowFor(kind, { legacy: body.legacy === true });
  const { flow, lastCheckDisplays } = spokenTo(device.ledger.firmware, named);
  const { coinAppNamed } = await import('../simulator/coins/registry.js');
  const addresses = walletAddresses(
    device.ledger.wallet,
    (name) => device.coinApp(name) ?? coinAppNamed(name),
  );
  const { values, ...terms } = orderOf(flow, orderOptions(body), addresses, {
    name: (option) => (option === 'user' ? 'userId' : option),
    instead: 'fields sends it all the same.',
  });
  return {
    flow,
    rate: oneOf(body, 'rate', ['fixed', 'floating'], 'fixed'),
    client: 'direct' as const,
    lastCheckDisplays,
    partner: testPartner(flow),
    authority: testAuthority(),
    payload: { kind: 'order' as const, values },
    ...terms,
  };
}

function orderOptions(body: JsonObject): OrderOptions {
  const options: Record<string, string> = {};
  for (const key of [...ORDER_KEYS, 'userId']) {
    if (body[key] === undefined) continue;
    options[key === 'userId' ? 'user' : key] = textIn(body, key, key);
  }
  return { ...options, ...(body.fields === undefined ? {} : { fields: fieldsIn(body.fields) }) };
}

/** Fields that are replaced: an object, as in scenarios. */
function fieldsIn(fields: unknown): readonly string[] {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    throw new InputError(expected('fields', 'an object of texts', shown(fields)));
  }
  const members = fields as JsonObject;
  return Object.keys(members).map(
    (name) => `${name}=${textIn(members, name, `fields.${shownName(name)}`)}`,
  );
}

function textIn(members: JsonObject, key: string, name: string): string {
  const value = members[key];
  if (typeof value === 'string' && value.length <= MAX_TEXT) return value;
  throw new InputError(expected(name, 'a text', shown(value)));
}

const MAX_TEXT = 2000;

async function run(
  served: ServedDevice,
  flow: Flow,
  request: Parameters<typeof import('../host/flow-runner.js').flowSteps>[1],
  user: 'approve' | 'reject' | 'wait',
): Promise<void> {
  const [{ flowSteps }, { outcomeOf, refusalOf }, { reviewOfFacts }] = await Promise.all([
    import('../host/flow-runner.js'),
    import('../host/flow-step.js'),
    import('../host/shown-review.js'),
  ]);
  const { ledger, screen } = simulated(served);
  const stop = screen.onChange(() => {
    const { ui } = ledger;
    if (ui.kind === 'review') flow.review = reviewOfFacts(ui.facts);
  });
  try {
    for await (const step of flowSteps(queued(served, user !== 'wait'), request)) {
      flow.steps.push(step);
      served.journal.add({ type: 'flow-step', step });
    }
    flow.refusal = refusalOf(flow.steps);
    flow.outcome = outcomeOf(flow.steps);
  } catch (error) {
    flow.outcome = 'failed';
    flow.error = error instanceof ExchangeSimError ? error.message : 'unexpected';
  } finally {
    stop();
  }
  served.journal.add({
    type: 'flow-end',
    outcome: flow.outcome,
    ...(flow.error === undefined ? {} : { error: flow.error }),
  });
}

/** The device as a flow sees it: in the queue with all others; without a screen when a person decides. */
function queued(served: ServedDevice, presses: boolean): Device {
  const { device } = served;
  return borrowed(device, {
    screen: presses && device.screen !== undefined ? journalledScreen(served) : undefined,
    exchange: (apdu) => served.exchange(apdu, 'flow').answer,
    whyRefused: () => served.lastReason,
  });
}
