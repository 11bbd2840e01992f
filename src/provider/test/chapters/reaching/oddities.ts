/** Slashes, and methods that ask nothing. */
import { callOf } from '../../call-of.js';
import type { Call } from '../../client.js';
import { unusable } from '../../known.js';
import { operationsOf } from '../../operations.js';
import type { ProviderRun } from '../../run.js';
import { answered, isGood, numbers, statusOf, told } from '../../seen.js';

export const ODDITY_RULES = ['TRAILING_SLASH', 'HEAD_OPTIONS_CRASH'] as const;

export async function askOddities(run: ProviderRun): Promise<void> {
  await askSlashes(run);
  await askQuietMethods(run);
}

/** A base URL given as `…/ledger/` may be joined with `/currencies` by whoever writes it down. */
async function askSlashes(run: ProviderRun): Promise<void> {
  const call = getCall(run);
  if (typeof call === 'string') return run.judge.notRun('TRAILING_SLASH', call);
  const doubled = await run.client.call({ ...call, operation: 'probe', path: `/${call.path}` });
  const behind = await run.client.call({ ...call, operation: 'probe', path: `${call.path}/` });
  const seen = { exchanges: numbers(doubled, behind) };
  const isBadly = (status: number) =>
    status === 0 || status >= 500 || (status >= 300 && status < 400);
  const bad = [doubled, behind].find((exchange) => isBadly(statusOf(exchange)));
  if (bad !== undefined) {
    run.judge.failed('TRAILING_SLASH', {
      evidence: `${told(bad)}: an answer or 404 wanted`,
      ...seen,
    });
  } else if (run.profile.url.endsWith('/') && !isGood(doubled)) {
    const evidence = `the base URL ends in a slash, and joined with the path as it is, ${told(doubled)}: give it without the slash`;
    run.judge.failed('TRAILING_SLASH', { evidence, ...seen });
  } else {
    const evidence = `${told(doubled)}, ${told(behind)}; the base URL itself is clear`;
    run.judge.passed('TRAILING_SLASH', { evidence, ...seen });
  }
}

async function askQuietMethods(run: ProviderRun): Promise<void> {
  const call = getCall(run);
  if (typeof call === 'string') return run.judge.notRun('HEAD_OPTIONS_CRASH', call);
  const quote = operationsOf(run.product).find(({ kind }) => kind === 'quote');
  const paths = [call.path, ...(quote === undefined ? [] : [callOf(run, quote.id).path])];
  for (const path of new Set(paths)) {
    for (const method of ['HEAD', 'OPTIONS'] as const) {
      const exchange = await run.client.call({ operation: 'probe', method, path });
      const seen = { exchanges: numbers(exchange) };
      const status = statusOf(exchange);
      // 501 is the standard's own answer to a method a server does not know.
      if (status === 0 || (status >= 500 && status !== 501)) {
        const evidence = `${method} ${path} ${answered(exchange)}: a proxy or a browser may ask it`;
        run.judge.failed('HEAD_OPTIONS_CRASH', { evidence, ...seen });
      } else run.judge.passed('HEAD_OPTIONS_CRASH', { evidence: told(exchange), ...seen });
    }
  }
}

function getCall(run: ProviderRun): Call | string {
  const operations = operationsOf(run.product);
  const found = operations.find(
    ({ id, method, kind }) =>
      method === 'GET' && kind !== 'status' && unusable(run, id) === undefined,
  );
  if (found !== undefined) return callOf(run, found.id);
  const why = operations.map(({ id }) => unusable(run, id)).find((one) => one !== undefined);
  return why ?? 'the product has no endpoint that is read with GET';
}
