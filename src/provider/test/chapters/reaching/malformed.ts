/** Requests that are not as the contract wants them: a clear 4xx, never a crash, never an order. */
import { callOf } from '../../call-of.js';
import type { Call } from '../../client.js';
import type { Exchange } from '../../exchange.js';
import { fact, unusable } from '../../known.js';
import { operationsOf, type ProviderOperation, whyNothing } from '../../operations.js';
import type { ProviderRun } from '../../run.js';
import { answered, callName, isErrorBody, isGood, numbers, statusOf, told } from '../../seen.js';

export const MALFORMED_RULES = [
  'MALFORMED_REQUEST_500',
  'UNKNOWN_MEMBER_REFUSED',
  'REQUEST_NOT_VALIDATED',
] as const;

export async function askMalformed(run: ProviderRun): Promise<void> {
  const operations = operationsOf(run.product).filter(
    ({ kind }) => kind === 'quote' || kind === 'redirect' || (kind === 'order' && run.createOrders),
  );
  const open = operations.filter(({ id }) => unusable(run, id) === undefined);
  if (open.length === 0) {
    for (const id of MALFORMED_RULES) run.judge.notRun(id, whyNothing(run));
    return;
  }
  for (const operation of open) {
    await askBroken(run, operation);
    await askIncomplete(run, operation);
  }
  await askMore(run, open);
  run.judge.notRun('REQUEST_NOT_VALIDATED', 'no answer to a request without a required member');
}

const BODIES: readonly (readonly [string, unknown])[] = [
  ['an empty body', ''],
  ['{}', {}],
  ['[]', []],
  ['null', 'null'],
  ['a cut JSON text', '{"from":'],
  ['a text that is no JSON', 'from=BTC&to=ETH'],
];

async function askBroken(run: ProviderRun, operation: ProviderOperation): Promise<void> {
  for (const { how, call } of brokenCalls(run, operation)) {
    const exchange = await run.client.call({ ...call, operation: 'probe' });
    const status = statusOf(exchange);
    const seen = { exchanges: numbers(exchange) };
    if (status >= 500 || isHungUp(exchange)) {
      const evidence = `${callName(exchange)} with ${how} ${answered(exchange)}: 400 wanted`;
      run.judge.failed('MALFORMED_REQUEST_500', { evidence, ...seen });
    } else if (status > 0) {
      const evidence = `${callName(exchange)} with ${how} ${answered(exchange)}`;
      run.judge.passed('MALFORMED_REQUEST_500', { evidence, ...seen });
    }
  }
}

const isHungUp = ({ failure }: Exchange): boolean =>
  failure?.kind === 'network' || failure?.kind === 'truncated' || failure?.kind === 'refused';

function brokenCalls(run: ProviderRun, { id, method }: ProviderOperation) {
  const valid = callOf(run, id);
  if (method === 'POST') {
    const wrong = (value: unknown) => mapped(valid.body as object, () => value);
    return [
      ...BODIES.map(([how, body]) => ({ how, call: { ...valid, body } })),
      { how: 'numbers for all members', call: { ...valid, body: wrong(7) } },
      { how: 'objects for all members', call: { ...valid, body: wrong({ a: [] }) } },
    ];
  }
  const all = (value: string) => mapped(valid.query ?? {}, () => value) as Record<string, string>;
  return [
    { how: 'no parameters', call: { ...valid, query: {} } },
    { how: 'empty parameters', call: { ...valid, query: all('') } },
    { how: 'signs for all parameters', call: { ...valid, query: all('%00<>"\'\\') } },
  ];
}

const mapped = (object: object, change: () => unknown) =>
  Object.fromEntries(Object.keys(object).map((name) => [name, change()]));

/** Each required member left out in turn, from a request that works. */
async function askIncomplete(run: ProviderRun, operation: ProviderOperation): Promise<void> {
  const { judge } = run;
  if (operation.kind === 'quote' && fact(run, 'quotes') === undefined) return;
  const valid = callOf(run, operation.id);
  for (const name of Object.keys(valid.body ?? valid.query ?? {})) {
    const exchange = await run.client.call({ ...without(valid, name), operation: 'probe' });
    const seen = { exchanges: numbers(exchange) };
    if (isGood(exchange) && !isErrorBody(exchange.answer?.json)) {
      // One text says that only a float quote needs its amount.
      const isDisputed = operation.id === 'quote' && name === 'amount';
      const evidence = `${callName(exchange)} without ${name} ${answered(exchange)}: 400 naming it wanted`;
      judge.failed('REQUEST_NOT_VALIDATED', {
        evidence,
        ...seen,
        ...(isDisputed ? { severity: 'note' as const } : {}),
      });
    } else if (exchange.answer !== undefined) {
      const evidence = `${callName(exchange)} without ${name} ${answered(exchange)}`;
      judge.passed('REQUEST_NOT_VALIDATED', { evidence, ...seen });
    }
  }
}

function without(call: Call, name: string): Call {
  const drop = (object: object) =>
    Object.fromEntries(Object.entries(object).filter(([member]) => member !== name));
  return call.body === undefined
    ? { ...call, query: drop(call.query ?? {}) as Record<string, string> }
    : { ...call, body: drop(call.body as object) };
}

/** Contracts grow: what a provider does not know it must leave alone. */
async function askMore(run: ProviderRun, open: readonly ProviderOperation[]): Promise<void> {
  const { judge } = run;
  const asked =
    open.find(({ kind }) => kind === 'quote') ?? open.find(({ kind }) => kind === 'redirect');
  if (asked === undefined) {
    return judge.notRun('UNKNOWN_MEMBER_REFUSED', 'no endpoint to ask without creating an order');
  }
  const valid = callOf(run, asked.id);
  const plain = await run.client.call(valid);
  if (!isGood(plain) || isErrorBody(plain.answer?.json)) {
    return judge.notRun('UNKNOWN_MEMBER_REFUSED', `the valid request itself: ${told(plain)}`);
  }
  const more = await run.client.call({
    ...callOf(run, asked.id, { members: { ledgerProbeMember: 'x' } }),
    operation: 'probe',
  });
  const seen = { exchanges: numbers(plain, more) };
  if (isGood(more) && !isErrorBody(more.answer?.json)) {
    const evidence = `${callName(more)} with one member more ${answered(more)}`;
    judge.passed('UNKNOWN_MEMBER_REFUSED', { evidence, ...seen });
  } else {
    const evidence = `${callName(more)} with one member more ${answered(more)}; without it ${answered(plain)}: members to come would break it`;
    judge.failed('UNKNOWN_MEMBER_REFUSED', { evidence, ...seen });
  }
}
