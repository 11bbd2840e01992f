/** What the answer to an order has beside the signed message, and whether the two agree. */
import { addressProblem } from '../../../check/rules/address/problem.js';
import { rolesOf } from '../../../payload/roles.js';
import { cutJson, cutLong } from '../../../shown.js';
import { operationsOf } from '../operations.js';
import type { SeenOrder } from '../order.js';
import type { ProviderRun } from '../run.js';
import { callName, numbers, told } from '../seen.js';
import { builtIn } from '../trades.js';
import { readTime } from './expiry.js';
import { messageOf } from './message.js';

export const ANSWER_RULES = [
  'CREATED_AT_NOT_ISO',
  'PROVIDER_SIG_MEMBERS',
  'PAYIN_ADDRESS_MISMATCH',
  'PAYIN_ADDRESS_SHAPE',
  'PAYIN_IS_USERS',
  'PAYIN_MEMO_OUTSIDE',
  'ORDER_TOO_SLOW',
] as const;

/** Milliseconds: the user waits with the device in hand; then he gives up. */
const SLOW = 5_000;
const LOST = 30_000;

/** All of them but the time, for one order that was answered. */
export function judgeOrderAnswer(run: ProviderRun, placed: SeenOrder): void {
  if (placed.answer === undefined) return;
  judgeCreatedAt(run, placed);
  judgeSigMembers(run, placed);
  judgePayin(run, placed);
}

/** ORDER_TOO_SLOW: every order of the run, whatever came of it. */
export function judgeOrderTime({ judge, journal, product }: ProviderRun): void {
  const id = 'ORDER_TOO_SLOW';
  const ids = operationsOf(product).flatMap((one) => (one.kind === 'order' ? [one.id] : []));
  const asked = journal.filter(
    ({ request, answer, failure }) =>
      ids.includes(request.operation) &&
      (answer !== undefined || /^(headers-timeout|deadline)$/.test(failure?.kind ?? '')),
  );
  if (asked.length === 0) {
    judge.notRun(id, 'no order was answered');
    return;
  }
  const slowest = asked.reduce((one, other) => (other.totalMs > one.totalMs ? other : one));
  const { totalMs, answer } = slowest;
  const evidence = `${callName(slowest)} took ${Math.round(totalMs)} ms, the slowest of ${asked.length}`;
  const seen = { exchanges: numbers(slowest) };
  if (totalMs > LOST) judge.failed(id, { evidence, ...seen, severity: 'error' });
  else if (totalMs > SLOW || answer === undefined) judge.failed(id, { evidence, ...seen });
  else judge.passed(id, { evidence, ...seen });
}

function judgeCreatedAt({ judge }: ProviderRun, { answer = {}, exchange }: SeenOrder): void {
  const id = 'CREATED_AT_NOT_ISO';
  const { createdAt } = answer;
  const seen = { exchanges: numbers(exchange) };
  const shown = `createdAt is ${cutJson(createdAt)}`;
  const time = readTime(createdAt);
  if (createdAt === undefined) {
    judge.failed(id, { evidence: 'the answer has no createdAt', ...seen });
  } else if (time === undefined) {
    judge.failed(id, { evidence: `${shown}, not a time in ISO 8601`, ...seen });
  } else if (!time.hasZone) {
    const evidence = `${shown}, without a zone, like the sample of the documents`;
    judge.failed(id, { evidence, ...seen, severity: 'note' });
  } else judge.passed(id, { evidence: shown, ...seen });
}

/** PROVIDER_SIG_MEMBERS. */
function judgeSigMembers({ judge }: ProviderRun, { answer = {}, exchange }: SeenOrder): void {
  const id = 'PROVIDER_SIG_MEMBERS';
  const seen = { exchanges: numbers(exchange) };
  const sig = answer.providerSig;
  const isObject = typeof sig === 'object' && sig !== null && !Array.isArray(sig);
  if (!isObject) {
    const names = Object.keys(answer).slice(0, 12).join(', ');
    const what = sig === undefined ? 'is missing' : `is ${kindOf(sig)}, not an object`;
    judge.failed(id, { evidence: `providerSig ${what}; the answer has ${names}`, ...seen });
    return;
  }
  const members = sig as Readonly<Record<string, unknown>>;
  const wrong = ['payload', 'signature'].filter((name) => typeof members[name] !== 'string');
  if (wrong.length === 0) {
    judge.passed(id, { evidence: 'providerSig has payload and signature', ...seen });
    return;
  }
  const names = Object.keys(members).slice(0, 12).join(', ');
  const codes = 'payload_signature' in members ? { codes: ['KEY_payload_signature'] } : {};
  const evidence = `providerSig has no text ${wrong.join(' and ')}; its members are ${names === '' ? 'none' : names}`;
  judge.failed(id, { evidence, ...seen, ...codes });
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;

/** PAYIN_…: the address and memo beside the message against those inside. */
function judgePayin(run: ProviderRun, placed: SeenOrder): void {
  const { judge } = run;
  const { answer = {}, exchange, trade, request } = placed;
  const seen = { exchanges: numbers(exchange) };
  const message = messageOf(run, placed);
  const given = typeof answer.payinAddress === 'string' ? answer.payinAddress : answer.address;
  const outside = typeof given === 'string' ? given : undefined;
  const roles = message === undefined ? undefined : rolesOf(message.kind);
  const inside = roles === undefined ? undefined : message?.text(roles.payin);
  if (outside === undefined || inside === undefined || message?.isDraft === true) {
    const why = outside === undefined ? 'the answer has no payinAddress' : NO_MESSAGE;
    judge.notRun('PAYIN_ADDRESS_MISMATCH', why);
  } else if (outside === inside) {
    const evidence = `payinAddress and ${roles!.payin} are ${outside}`;
    judge.passed('PAYIN_ADDRESS_MISMATCH', { evidence, ...seen });
  } else {
    const evidence = `payinAddress is ${cutLong(outside)}, ${roles!.payin} is ${cutLong(inside)}`;
    judge.failed('PAYIN_ADDRESS_MISMATCH', { evidence, ...seen });
  }
  const payin = [...new Set([outside, inside].filter((one) => one !== undefined && one !== ''))];
  // What is signed is what the device pays; what stands beside it only where there is nothing else.
  const paid = inside === undefined || inside === '' ? outside : inside;
  judgeShape(run, placed, paid);
  const users = ['refundAddress', 'payoutAddress'].filter((name) => {
    const own = request[name];
    return typeof own === 'string' && payin.some((one) => sameAddress(one!, own));
  });
  if (payin.length === 0) judge.notRun('PAYIN_IS_USERS', 'no pay-in address was answered');
  else if (users.length === 0) {
    const evidence = `${payin[0]} is none of the user's addresses of ${trade.from}`;
    judge.passed('PAYIN_IS_USERS', { evidence, ...seen });
  } else {
    const evidence = `the pay-in address ${payin[0]} is the ${users.join(' and ')} of the request`;
    judge.failed('PAYIN_IS_USERS', { evidence, ...seen });
  }
  const memo = answer.payinExtraId;
  if (memo === undefined || memo === null || memo === '') {
    const why = 'the answer has no payinExtraId beside the message; no contract has one';
    judge.notRun('PAYIN_MEMO_OUTSIDE', why);
  } else if (message === undefined) judge.notRun('PAYIN_MEMO_OUTSIDE', NO_MESSAGE);
  else {
    const signed = message.text(roles!.memo);
    const evidence = `payinExtraId is ${cutJson(memo)}, ${roles!.memo} is ${JSON.stringify(signed)}`;
    if (String(memo) === signed) judge.passed('PAYIN_MEMO_OUTSIDE', { evidence, ...seen });
    else judge.failed('PAYIN_MEMO_OUTSIDE', { evidence, ...seen });
  }
}

export const NO_MESSAGE = 'waited for check: envelope family: no message could be read';

const sameAddress = (one: string, other: string): boolean =>
  one === other || (/^0x/i.test(one) && one.toLowerCase() === other.toLowerCase());

function judgeShape(run: ProviderRun, placed: SeenOrder, address: string | undefined) {
  const id = 'PAYIN_ADDRESS_SHAPE';
  const { exchange, trade } = placed;
  const currency = builtIn(run, trade.from);
  if (address === undefined) return run.judge.notRun(id, 'no pay-in address was answered');
  if (currency === undefined) {
    return run.judge.notRun(id, `what addresses of ${trade.from} look like is not known here`);
  }
  const seen = { exchanges: numbers(exchange) };
  const problem = addressProblem(address, currency);
  const shown = cutLong(address);
  if (problem === undefined) {
    const evidence = `${shown} is an address of ${currency.name}`;
    return run.judge.passed(id, { evidence, ...seen });
  }
  const evidence = `${shown} is no address of ${currency.name}: ${problem.says}`;
  return run.judge.failed(id, { evidence, ...seen, codes: [problem.code] });
}

/** Why nothing can be said of an order that was refused. */
export const refusedWhy = ({ exchange }: SeenOrder): string =>
  `waited for an order: ${told(exchange)}`;
