/** Who is let in: without a key, with a wrong one, with the right one in other letters. */
import { loadContract } from '../../../contract/index.js';
import { authenticationHeaders } from '../../authentication.js';
import { callOf, unknownId } from '../../call-of.js';
import type { Call } from '../../client.js';
import type { Exchange } from '../../exchange.js';
import { unusable } from '../../known.js';
import { operationsOf, type ProviderOperation, whyNothing } from '../../operations.js';
import type { ProviderRun } from '../../run.js';
import { callName, isErrorBody, isGood, numbers, statusOf, told } from '../../seen.js';

export const AUTHENTICATION_RULES = [
  'AUTH_NOT_ENFORCED',
  'AUTH_STATUS',
  'AUTH_HEADER_CASE',
  'USER_AUTH_ON_QUOTE',
] as const;

const KEYED = ['AUTH_NOT_ENFORCED', 'AUTH_STATUS', 'AUTH_HEADER_CASE'] as const;

export async function askAuthentication(run: ProviderRun): Promise<void> {
  judgeUserLogin(run);
  const { judge, profile } = run;
  const keys = authenticationHeaders(profile);
  if (keys.length === 0) {
    for (const id of KEYED) judge.notRun(id, 'the profile names no header with a key');
    return;
  }
  const probes = keyProbes(run);
  if (probes.length === 0) {
    for (const id of KEYED) judge.notRun(id, whyNothing(run));
    return;
  }
  let open: Exchange | undefined;
  for (const probe of probes) {
    const right = await run.client.call(probe.call());
    const accepted = await refuse(run, probe, right);
    open ??= accepted;
    if (probe === probes[0]) await respell(run, probe, right);
  }
  judge.notRun('AUTH_STATUS', 'waited for AUTH_NOT_ENFORCED: no key was refused');
  judge.notRun(
    'AUTH_NOT_ENFORCED',
    open === undefined
      ? 'the calls with another key were not answered'
      : `${callName(open)} needs no key, and the contract declares none for it; nothing else could be asked`,
  );
}

async function respell(run: ProviderRun, { call }: KeyProbe, right: Exchange): Promise<void> {
  const { judge } = run;
  const keys = authenticationHeaders(run.profile);
  const spelled = (change: (name: string) => string) =>
    Object.fromEntries(keys.map(([name, value]) => [change(name), value]));
  for (const change of [upper, lower]) {
    const other = await run.client.call({ ...call(), as: 'none', headers: spelled(change) });
    const seen = { exchanges: numbers(right, other) };
    const names = keys.map(([name]) => change(name)).join(', ');
    if (isSame(other, right)) {
      judge.passed('AUTH_HEADER_CASE', { evidence: `${names} is read like any spelling`, ...seen });
    } else {
      const evidence = `with the header written ${names}, ${told(other)}; as the profile writes it, ${told(right)}: names of headers have no case`;
      judge.failed('AUTH_HEADER_CASE', { evidence, ...seen });
    }
  }
}

const upper = (name: string) => name.toUpperCase();
const lower = (name: string) => name.toLowerCase();

const title = (name: string) =>
  lower(name).replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

/**
 * Every endpoint has refused the key: perhaps only for how its header is written. True when another
 * spelling is let in; the run goes on with it.
 */
export async function findSpelling(run: ProviderRun, refused: Exchange): Promise<boolean> {
  const keys = authenticationHeaders(run.profile);
  const [operation] = operationsOf(run.product);
  if (keys.length === 0 || operation === undefined || operation.kind === 'order') return false;
  for (const change of [upper, lower, title]) {
    if (keys.every(([name]) => change(name) === name)) continue;
    const headers = Object.fromEntries(keys.map(([name, value]) => [change(name), value]));
    const exchange = await run.client.call({ ...callOf(run, operation.id), as: 'none', headers });
    if (exchange.answer === undefined || [401, 403].includes(statusOf(exchange))) continue;
    const written = keys.map(([name]) => name).join(', ');
    const evidence = `with the header written ${written}, ${told(refused)}; written ${Object.keys(headers).join(', ')}, ${told(exchange)}: names of headers have no case`;
    run.judge.failed('AUTH_HEADER_CASE', { evidence, exchanges: numbers(refused, exchange) });
    run.client.spell?.(change);
    return true;
  }
  return false;
}

interface KeyProbe {
  /** Each time with a nonce of its own, where it has one. */
  readonly call: () => Call;
  /** The contract declares a key here, or nowhere: then every endpoint of the product counts. */
  readonly isDeclared: boolean;
}

/** What costs nothing: quote and redirect, else whatever answers; what may be left out comes last. */
function keyProbes(run: ProviderRun): readonly KeyProbe[] {
  const usable = operationsOf(run.product).filter(({ id }) => unusable(run, id) === undefined);
  const of = (kind: ProviderOperation['kind'], isOptional = false) =>
    usable.filter((one) => one.kind === kind && one.isOptional === isOptional);
  const found =
    [
      [...of('quote'), ...of('redirect')],
      of('catalogue').slice(0, 1),
      // A quote nobody has: the right key gets its 404, another must not come that far.
      run.createOrders ? of('order').slice(0, 1) : [],
      of('quote', true),
      of('catalogue', true).slice(0, 1),
    ].find(({ length }) => length > 0) ?? [];
  const declares = ({ id }: ProviderOperation) =>
    loadContract().operation(id).object.security !== undefined;
  const isDeclaredSomewhere = operationsOf(run.product).some(declares);
  return found.map((operation) => ({
    call: () =>
      callOf(
        run,
        operation.id,
        operation.kind === 'order' ? { members: { quoteId: unknownId(run) } } : {},
      ),
    isDeclared: declares(operation) || !(isDeclaredSomewhere || operation.isOptional),
  }));
}

/** The call that was answered without a key where the contract declares none. */
async function refuse(
  run: ProviderRun,
  { call, isDeclared }: KeyProbe,
  right: Exchange,
): Promise<Exchange | undefined> {
  const { judge } = run;
  const refused: Exchange[] = [];
  let open: Exchange | undefined;
  for (const as of ['none', 'wrong'] as const) {
    const exchange = await run.client.call({ ...call(), operation: 'probe', as });
    const how = as === 'none' ? 'without a key' : 'with a wrong key';
    const seen = { exchanges: numbers(right, exchange) };
    const status = statusOf(exchange);
    if (status === 401 || status === 403) refused.push(exchange);
    else if (isSame(exchange, right)) {
      const evidence = `${how}, ${told(exchange)}, as with the right one: 401 or 403 wanted`;
      if (isDeclared) judge.failed('AUTH_NOT_ENFORCED', { evidence, ...seen });
      else open = exchange;
    } else if (exchange.answer === undefined) {
      judge.notRun('AUTH_STATUS', `${how}, ${told(exchange)}`);
    } else {
      const evidence = `${how}, ${told(exchange)}: 401 or 403 wanted`;
      judge.failed('AUTH_STATUS', { evidence, ...seen });
      refused.push(exchange);
    }
  }
  if (refused.length === 2) {
    const evidence = `no key and a wrong key are refused: ${refused.map(told).join('; ')}`;
    judge.passed('AUTH_NOT_ENFORCED', { evidence, exchanges: numbers(...refused) });
  }
  if (refused.length > 0) {
    const evidence = refused.map(told).join('; ');
    judge.passed('AUTH_STATUS', { evidence, exchanges: numbers(...refused) });
  }
  return open;
}

/** The same outcome: also both normal, or both the same error. */
function isSame(one: Exchange, right: Exchange): boolean {
  if (statusOf(one) !== statusOf(right)) return false;
  return isErrorBody(one.answer?.json) === isErrorBody(right.answer?.json);
}

/** No user is logged in when Ledger asks for a price. */
function judgeUserLogin(run: ProviderRun): void {
  const { judge, journal } = run;
  const quotes = operationsOf(run.product).filter(({ kind }) => kind === 'quote');
  const asked = journal.filter(({ request }) => quotes.some(({ id }) => id === request.operation));
  const good = asked.find(isGood);
  if (good !== undefined && !isErrorBody(good.answer?.json)) {
    const evidence = `${told(good)} without cookie or user token`;
    judge.passed('USER_AUTH_ON_QUOTE', { evidence, exchanges: numbers(good) });
    return;
  }
  const closed = asked.find((exchange) => isLogin(exchange));
  const others = journal.filter((exchange) => !asked.includes(exchange) && isGood(exchange));
  if (closed !== undefined && others.length > 0) {
    const evidence = `${told(closed)} to a call without a user, while ${callName(others[0]!)} is answered: a price must not need a login`;
    judge.failed('USER_AUTH_ON_QUOTE', { evidence, exchanges: numbers(closed, others[0]) });
    return;
  }
  const last = asked.at(-1);
  judge.notRun('USER_AUTH_ON_QUOTE', last === undefined ? 'no quote was asked for' : told(last));
}

function isLogin({ answer }: Exchange): boolean {
  if (answer === undefined) return false;
  if (answer.status === 401 || answer.status === 403) return true;
  return (
    answer.status >= 300 &&
    answer.status < 400 &&
    /login|signin|auth/i.test(answer.headers.location ?? '')
  );
}
