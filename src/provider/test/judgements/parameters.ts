/** A required parameter left out: refused with a 400 that names it. */
import { callOf } from '../call-of.js';
import type { Exchange } from '../exchange.js';
import type { ProviderRun } from '../run.js';
import { isErrorBody, isGood, statusOf, told } from '../seen.js';
import { type Complaint, tell } from '../told.js';

export async function askWithout(
  run: ProviderRun,
  id: string,
  operation: string,
  parameters: readonly string[],
): Promise<void> {
  const complaints: Complaint[] = [];
  const asked: Exchange[] = [];
  for (const name of parameters) {
    const exchange = await run.client.call(
      callOf(run, operation, { members: { [name]: undefined } }),
    );
    if (exchange.answer === undefined) continue;
    asked.push(exchange);
    const problem = refusalProblem(exchange, name);
    if (problem !== undefined)
      complaints.push({ ...problem, text: `without ${name}, ${problem.text}` });
  }
  if (asked.length === 0) {
    run.judge.notRun(id, 'none of the calls without a parameter was answered');
    return;
  }
  tell(run, id, complaints, `each of ${parameters.join(', ')} is missed, and named`, ...asked);
}

/** Undefined for a 400 that names the parameter. */
export function refusalProblem(exchange: Exchange, name: string): Complaint | undefined {
  const { answer } = exchange;
  if (isGood(exchange) && !isErrorBody(answer?.json)) {
    return { text: `${told(exchange)}: it is not missed` };
  }
  if (statusOf(exchange) !== 400) {
    return { text: `${told(exchange)}: 400 wanted`, severity: 'warning' };
  }
  if (!letters(answer?.text ?? '').includes(letters(name))) {
    return { text: `${told(exchange)}, but the text does not name it`, severity: 'warning' };
  }
  return undefined;
}

/** `payment-method` may be told as paymentMethod. */
const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
