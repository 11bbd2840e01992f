/** The order of a journey over the device's nonce, and the signed payload through the whole of `check`. */
import { toHex } from '../../bytes.js';
import { sentByHost } from '../../check/answer/sent.js';
import type { CheckCase } from '../../check/check-case.js';
import { InputError } from '../../errors.js';
import type { Rate } from '../../exchange/constants.js';
import type { AddressBook } from '../../host/address-book.js';
import type { SignedPayload } from '../../host/signed-payload.js';
import type { Simulator } from '../../simulator/simulator.js';
import { inAnyForm } from '../test/any-form.js';
import type { DeviceOrder } from '../test/device/device-orders.js';
import { type Answered, answered, caseOfOrder, orderChecker } from '../test/device/order-case.js';
import { feesOf, flowOfRun, type Sides } from '../test/device/play.js';
import { fieldsOf } from '../test/device/show.js';
import { judgeOrderAnswer, judgeOrderTime } from '../test/judgements/order-answer.js';
import { type OrderOperation, type PlacedOrder, placeOrderByEitherId } from '../test/order.js';
import { told } from '../test/seen.js';
import { ruleOfFailure } from '../test/why-not.js';
import { isSerious } from './journey.js';
import { brokenRules, checkFindings } from './journey-judge.js';
import type { Quoted } from './journey-quote.js';
import { type Stage, Stopped } from './journey-stage.js';

/** A device that waits with its nonce. */
export interface Waiting {
  readonly device: Simulator;
  readonly nonce: Uint8Array;
  readonly addresses: AddressBook;
}

export interface JourneyOrder extends DeviceOrder {
  readonly order: Answered;
}

export interface OrderWay {
  readonly operation: OrderOperation;
  readonly rate: Rate;
  readonly sides?: Sides;
}

/** @throws Stopped when it is refused. */
export async function order(
  stage: Stage,
  party: Quoted,
  way: OrderWay,
  waiting: Waiting,
): Promise<JourneyOrder> {
  const { name, run, trade } = party;
  stage.begin('order', `ordering from ${name}`);
  const placed = await place(party, way.operation, waiting);
  const { exchange, answer, id } = placed;
  const calls = stage.addCalls('order', name, [exchange]);
  const broken = brokenRules(run, [exchange], (own) => {
    judgeOrderAnswer(own, placed);
    judgeOrderTime(own);
  });
  stage.addResults('order', broken, calls);
  if (answer === undefined) {
    const { failure } = exchange;
    const refused = run.judge.has('ORDER_REFUSED') ? 'ORDER_REFUSED' : 'PROVIDER_SIG_MEMBERS';
    throw new Stopped('order', told(exchange), failure ? ruleOfFailure(failure.kind) : refused);
  }
  if (id !== undefined) stage.change({ orderId: id });
  const found = answered(placed) as Answered;
  const says = id === undefined ? 'answered, without an id' : `order ${id}`;
  stage.settle('order', says);
  const title = `${trade.from} to ${trade.to}`;
  return { title, order: found, judged: judgedOf(stage, party, found, way), ...way };
}

async function place(
  { run, trade, quote }: Quoted,
  operation: OrderOperation,
  device: Waiting,
): Promise<PlacedOrder> {
  const wish = { operation, trade, device, ...(quote === undefined ? {} : { quote }) };
  const placeIt = () => placeOrderByEitherId(run, wish);
  return inAnyForm(run, operation, placeIt, ({ exchange }) => exchange);
}

function judgedOf(stage: Stage, { run }: Quoted, found: Answered, { sides }: OrderWay): CheckCase {
  try {
    return caseOfOrder(run, found, sides === undefined ? undefined : feesOf(sides));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    stage.begin('payload', '');
    throw new Stopped('payload', error.message, 'PROVIDER_SIG_MEMBERS');
  }
}

/** What is wrong with it is told; a device is asked all the same, where there is something to send. */
export function payload(stage: Stage, { run }: Quoted, made: JourneyOrder): SignedPayload {
  const verdict = orderChecker(run).check(made.judged);
  const findings = checkFindings(verdict.findings);
  const serious = findings.filter(isSerious);
  stage.set('payload', { facts: fieldsOf(run, made), findings });
  if (serious.length > 0) {
    const rules = [...new Set(serious.map(({ rule, codes }) => rule ?? codes[0]!))];
    stage.fail('payload', `${serious[0]!.title}: ${serious[0]!.evidence}`, rules.join(', '));
  } else {
    const count = findings.length === 0 ? 'nothing' : `${findings.length} warnings`;
    stage.set('payload', {
      state: 'done',
      says: `check finds ${count}; a device should accept it`,
    });
  }
  const sent = sentByHost(flowOfRun(run), made.judged);
  if ('unusable' in sent) {
    stage.begin('device', '');
    const why = `the device is never asked, Ledger Wallet finds nothing to send: ${sent.unusable.message}`;
    throw new Stopped('device', why, 'DEVICE_REFUSES');
  }
  return sent;
}

export function recordNonce(stage: Stage, nonce: Uint8Array): void {
  stage.set('nonce', {
    state: 'done',
    says: `${nonce.length} bytes, new for this order`,
    facts: [{ name: 'nonce', value: toHex(nonce) }],
  });
}
