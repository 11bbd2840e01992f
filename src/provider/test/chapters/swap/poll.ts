/** GET /status of an order, and what one answer says. */

import { cutJson } from '../../../../shown.js';
import { isStatus, type Status } from '../../../statuses.js';
import { callOf } from '../../call-of.js';
import type { Exchange } from '../../exchange.js';
import type { ProviderRun } from '../../run.js';
import { answered, isErrorBody, isGood, numbers } from '../../seen.js';
import { providerNow } from '../../time.js';

export interface Poll {
  readonly exchange: Exchange;
  /** The provider's time, milliseconds since 1970. */
  readonly at: number;
  /** The body of a normal answer. */
  readonly answer?: Readonly<Record<string, unknown>>;
  /** Of the list, or mapped to it by the profile. */
  readonly status?: Status;
}

export async function poll(run: ProviderRun, swapId: string): Promise<Poll> {
  const at = providerNow(run);
  const exchange = await run.client.call(callOf(run, 'swapStatus', { members: { swapId } }));
  return pollOf(run, exchange, at);
}

/** @param at the provider's time, milliseconds since 1970. */
export function pollOf(run: ProviderRun, exchange: Exchange, at: number): Poll {
  const json = exchange.answer?.json;
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  if (!isGood(exchange) || !isObject || isErrorBody(json)) return { exchange, at };
  const answer = json as Record<string, unknown>;
  const status = meant(run, answer.status);
  return { exchange, at, answer, ...(status === undefined ? {} : { status }) };
}

function meant({ profile }: ProviderRun, value: unknown): Status | undefined {
  if (isStatus(value)) return value;
  const mapped = typeof value === 'string' ? profile.statuses?.[value] : undefined;
  return isStatus(mapped) ? mapped : undefined;
}

const MEMBERS = [
  'status',
  'amount',
  'payinTransactionId',
  'payoutTransactionId',
  'providerFees',
  'referralFees',
  'payoutNetworkFees',
] as const;

export const POLL_RULES = [
  'STATUS_VALUE_UNKNOWN',
  'TRANSFER_IN_COMPLETED_IN_GET',
  'STATUS_MEMBERS',
  'STATUS_FINAL_WITHOUT_AMOUNT',
] as const;

/** What every answer must hold. */
export function judgePoll(run: ProviderRun, { exchange, answer, status }: Poll): void {
  const { judge } = run;
  const exchanges = numbers(exchange);
  if (answer === undefined) {
    for (const id of POLL_RULES) judge.notRun(id, `GET /status of an order ${answered(exchange)}`);
    return;
  }
  const told = `status is ${cutJson(answer.status)}`;
  if (isStatus(answer.status)) {
    judge.passed('STATUS_VALUE_UNKNOWN', { evidence: told, exchanges });
  } else if (status !== undefined) {
    const evidence = `${told}, which the profile maps to ${status}`;
    judge.failed('STATUS_VALUE_UNKNOWN', { evidence, exchanges, severity: 'note' });
  } else judge.failed('STATUS_VALUE_UNKNOWN', { evidence: `${told}: none of the list`, exchanges });
  if (answer.status === 'TRANSFER_IN_COMPLETED') {
    const evidence = `${told}: it is for pushes, PENDING wanted`;
    judge.failed('TRANSFER_IN_COMPLETED_IN_GET', { evidence, exchanges });
  } else judge.passed('TRANSFER_IN_COMPLETED_IN_GET', { evidence: told, exchanges });
  const lacking = MEMBERS.filter((name) => answer[name] === undefined || answer[name] === null);
  if (lacking.length === 0) {
    judge.passed('STATUS_MEMBERS', { evidence: `all of ${MEMBERS.join(', ')}`, exchanges });
  } else {
    const evidence = `missing or null: ${lacking.join(', ')}; an empty text until it is known`;
    judge.failed('STATUS_MEMBERS', { evidence, exchanges });
  }
  if (status === 'FINISHED') judgeFinished(run, answer, exchanges);
}

function judgeFinished(
  { judge }: ProviderRun,
  { amount, payoutTransactionId: hash }: Readonly<Record<string, unknown>>,
  exchanges: readonly number[],
): void {
  const id = 'STATUS_FINAL_WITHOUT_AMOUNT';
  const evidence = `FINISHED with amount ${cutJson(amount)} and payoutTransactionId ${cutJson(hash)}`;
  const isThere = Number(amount) > 0 && typeof hash === 'string' && hash !== '';
  if (isThere) judge.passed(id, { evidence, exchanges });
  else judge.failed(id, { evidence, exchanges });
}
