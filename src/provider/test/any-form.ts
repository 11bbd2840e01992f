/** A call under the name of our contract, and where nothing is there under the other names of it. */
import type { Exchange } from './exchange.js';
import { learnOf } from './known.js';
import { operationOf } from './operations.js';
import type { ProviderRun } from './run.js';
import { keyOf, statusOf } from './seen.js';

/** @param call makes it, under the path the run knows for the operation. */
export async function inAnyForm<Result>(
  run: ProviderRun,
  id: string,
  call: () => Promise<Result>,
  exchangeOf: (result: Result) => Exchange,
): Promise<Result> {
  const first = await call();
  if (!isAbsent(exchangeOf(first))) return first;
  const { path, others } = operationOf(run.product, id);
  for (const form of others) {
    learnOf(run, 'paths', id, form.path);
    const other = await call();
    if (!isAbsent(exchangeOf(other))) return other;
  }
  learnOf(run, 'paths', id, path);
  return first;
}

/** An error of the contract says that somebody was there. */
function isAbsent(exchange: Exchange): boolean {
  const isMissing = [404, 405].includes(statusOf(exchange));
  return isMissing && keyOf(exchange.answer?.json) === undefined;
}
