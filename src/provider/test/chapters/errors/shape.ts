/** One error answer against what the documents want of it. */

import { cut } from '../../../../shown.js';
import { isErrorKey, meantKey, OLD_ERROR_KEYS } from '../../error-keys.js';
import type { Exchange } from '../../exchange.js';
import type { ProviderRun } from '../../run.js';
import { answered, callName, isErrorBody, isGood, keyOf, numbers, statusOf } from '../../seen.js';
import type { ErrorProbe } from './probe.js';

/** What was asked, and what the documents have for it. */
export type Asked = Omit<ErrorProbe, 'call'>;

/** Judges 39 to 44 and 47; false when the answer is no error at all, which other rules name. */
export function judgeError(run: ProviderRun, probe: Asked, exchange: Exchange): boolean {
  const { answer } = exchange;
  if (answer === undefined) return false;
  if (isGood(exchange) && !isErrorBody(answer.json)) return false;
  judgeStatus(run, probe, exchange);
  if (answer.status >= 500 || [405, ...ABOUT_THE_CALLER].includes(answer.status)) return true;
  if (run.product === 'buy') judgeBuyShape(run, probe, exchange);
  else judgeKeyed(run, probe, exchange);
  judgeMessage(run, exchange, probe);
  return true;
}

/** Who calls, how often and from where: other rules. */
const ABOUT_THE_CALLER: readonly number[] = [401, 403, 429, 451];

const where = (exchange: Exchange, { how }: Asked): string => `${callName(exchange)} for ${how}`;

function judgeStatus(run: ProviderRun, probe: Asked, exchange: Exchange): void {
  const status = statusOf(exchange);
  const isRight =
    probe.statuses.length === 0 ? status >= 400 && status < 500 : probe.statuses.includes(status);
  const seen = { exchanges: numbers(exchange) };
  if (isRight) {
    const evidence = `${where(exchange, probe)} ${answered(exchange)}`;
    run.judge.passed('ERROR_HTTP_MISMATCH', { evidence, ...seen });
    return;
  }
  if (ABOUT_THE_CALLER.includes(status)) return;
  const wanted = probe.statuses.length === 0 ? '400' : probe.statuses.join(' or ');
  const evidence = `${where(exchange, probe)} ${answered(exchange)}: ${wanted} wanted`;
  run.judge.failed('ERROR_HTTP_MISMATCH', { evidence, ...seen });
}

function judgeKeyed(run: ProviderRun, probe: Asked, exchange: Exchange): void {
  const { judge, product } = run;
  const json = exchange.answer!.json;
  const seen = { exchanges: numbers(exchange) };
  const at = where(exchange, probe);
  const { message, code } = objectOf(json);
  const key = keyOf(json);
  if (typeof message !== 'string') {
    const evidence = `${at} ${answered(exchange)} without a message`;
    judge.failed('ERROR_SHAPE', { evidence, ...seen });
    return;
  }
  if (key === undefined) {
    // Sell's catalogue and quotes: the published examples have {code, message}.
    const isCoded = probe.keys.length === 0 && code !== undefined;
    if (isCoded || probe.isKeyOptional || (product === 'swap' && probe.keys.length === 0)) {
      const evidence = `${at} ${answered(exchange)} with a message`;
      judge.passed('ERROR_SHAPE', { evidence, ...seen });
      return;
    }
    const evidence = `${at} ${answered(exchange)} without messageKey${wantedKeys(probe)}`;
    // The swap contract requires no member; only the portal's table has keys.
    const severity = product === 'swap' ? ('warning' as const) : undefined;
    judge.failed('ERROR_SHAPE', { evidence, ...seen, ...(severity && { severity }) });
    return;
  }
  judge.passed('ERROR_SHAPE', { evidence: `${at} ${answered(exchange)}`, ...seen });
  judgeKey(run, probe, exchange, key);
}

const wantedKeys = ({ keys }: Asked): string =>
  keys.length === 0 ? '' : `: ${keys.join(' or ')} wanted`;

function judgeKey(run: ProviderRun, probe: Asked, exchange: Exchange, key: string): void {
  const { judge } = run;
  const at = where(exchange, probe);
  const seen = { exchanges: numbers(exchange) };
  const right = { evidence: `${at} ${answered(exchange)}`, ...seen };
  const shown = cut(key);
  const current = OLD_ERROR_KEYS[key];
  if (current !== undefined) {
    const evidence = `${at}: ${shown} is the older name, ${current} the one of today`;
    judge.failed('ERROR_KEY_OLD_NAME', { evidence, ...seen });
    return;
  }
  if (isErrorKey(key)) {
    const isRenamed = Object.values(OLD_ERROR_KEYS).includes(key);
    for (const id of ['ERROR_KEY_UNKNOWN', 'ERROR_KEY_CASE']) judge.passed(id, right);
    if (isRenamed) judge.passed('ERROR_KEY_OLD_NAME', right);
    return;
  }
  const meant = meantKey(key);
  if (meant !== undefined) {
    const evidence = `${at}: ${shown} is spelled ${meant} in the contract`;
    judge.failed('ERROR_KEY_CASE', { evidence, ...seen });
    return;
  }
  const isFree = probe.keys.length === 0 && statusOf(exchange) === 400;
  if (isFree && /^[A-Z][A-Z0-9_]*$/.test(key)) {
    const evidence = `${at}: ${shown}, a key of its own, as /quote may with status 400`;
    judge.passed('ERROR_KEY_UNKNOWN', { evidence, ...seen });
    return;
  }
  const evidence = `${at}: ${shown} is no key of the contract${wantedKeys(probe)}`;
  judge.failed('ERROR_KEY_UNKNOWN', { evidence, ...seen });
}

function judgeBuyShape(run: ProviderRun, probe: Asked, exchange: Exchange): void {
  const { headers, json, text } = exchange.answer!;
  const { code, message } = objectOf(json);
  const seen = { exchanges: numbers(exchange) };
  const at = where(exchange, probe);
  const isCoded = Number.isInteger(code) && typeof message === 'string';
  const isText = /^text\/plain/i.test(headers['content-type'] ?? '');
  const names = probe.parameter === undefined || namesIt(text, probe.parameter);
  if (isCoded || (isText && names)) {
    const evidence = `${at} ${answered(exchange)} with ${isCoded ? 'code and message' : `a text that names ${probe.parameter}`}`;
    run.judge.passed('ERROR_SHAPE_BUY', { evidence, ...seen });
    return;
  }
  const found = isText
    ? `a text that does not name ${probe.parameter}`
    : `neither {code, message} nor text/plain`;
  run.judge.failed('ERROR_SHAPE_BUY', {
    evidence: `${at} ${answered(exchange)}: ${found}`,
    ...seen,
  });
}

const namesIt = (text: string, parameter: string): boolean =>
  new RegExp(`(^|[^a-z])${parameter}([^a-z]|$)`, 'i').test(text);

function judgeMessage(run: ProviderRun, exchange: Exchange, probe: Asked): void {
  const { json, text, headers } = exchange.answer!;
  const isText = /^text\/plain/i.test(headers['content-type'] ?? '');
  const message = isText ? text : objectOf(json).message;
  if (typeof message !== 'string') return;
  const seen = { exchanges: numbers(exchange) };
  const at = where(exchange, probe);
  const key = keyOf(json);
  if (message.trim() === '' || message === key) {
    const what = message.trim() === '' ? 'an empty message' : 'the key as its message';
    const evidence = `${at} ${answered(exchange)} with ${what}: a sentence for a person wanted`;
    run.judge.failed('ERROR_MESSAGE_EMPTY', { evidence, ...seen });
  } else {
    const evidence = `${at} ${answered(exchange)} with a sentence`;
    run.judge.passed('ERROR_MESSAGE_EMPTY', { evidence, ...seen });
  }
}

const objectOf = (json: unknown): { message?: unknown; code?: unknown } =>
  typeof json === 'object' && json !== null ? json : {};
