/** What a backend did instead of answering, in one sentence: for those who only want its answer. */
import { providerError } from '../../check/answer/provider-error.js';
import { membersOf } from '../../check/answer/unwrap.js';
import { ProviderAwayError, type ProviderError, ProviderRefusal } from '../../errors.js';
import { cut, cutLong } from '../../shown.js';
import type { Redact } from '../report/redacted.js';
import type { Exchange, FailureKind, HttpAnswer } from '../test/exchange.js';
import { callName, isGood, keyOf } from '../test/seen.js';

/** It did answer, and what came is no HTTP, or too much. */
const ANSWERED: ReadonlySet<FailureKind> = new Set(['protocol', 'too-large']);

/**
 * @param wanted what the answer should have been, e.g. `a quote`.
 * @param redact of the run's profile: bodies may repeat keys.
 */
export function refusalOf(exchange: Exchange, wanted: string, redact: Redact): ProviderError {
  const { answer, failure } = exchange;
  const call = callName(exchange);
  if (answer === undefined) {
    const message = `${call}: ${redact(failure?.message ?? 'no answer came')}`;
    if (failure !== undefined && ANSWERED.has(failure.kind)) return new ProviderRefusal(message);
    return new ProviderAwayError(message, {
      hint: 'Start the backend, or name its base URL as Ledger would call it.',
    });
  }
  const hint = HINTS[answer.status];
  return new ProviderRefusal(
    redact(`${call} answers ${answer.status} ${whatCame(exchange, answer, wanted)}`),
    hint === undefined || keyOf(answer.json) !== undefined ? {} : { hint },
  );
}

const NO_KEY =
  "The key of the provider goes into a header: --header 'NAME: VALUE', or headers in the profile.";
const NO_PATH =
  'The URL has to be the base of the API: what stands in front of /quote, with the version if there is one.';
const NO_METHOD = 'What else is not as documented: exchange-sim provider test URL.';
const HINTS: Readonly<Record<number, string>> = {
  401: NO_KEY,
  403: NO_KEY,
  404: NO_PATH,
  405: NO_METHOD,
};

function whatCame(exchange: Exchange, answer: HttpAnswer, wanted: string): string {
  const { status, headers, json, text } = answer;
  if (status >= 300 && status < 400) {
    return `and points to ${placeOf(headers.location, exchange.request.url)}: redirects are not followed`;
  }
  if (json === undefined) {
    const page = /^\s*<(!doctype|html|\?xml)/i.test(text) ? 'an HTML page' : 'text that is no JSON';
    const came = text.trim() === '' ? 'an empty body' : page;
    return `with ${came} (content-type ${cut(headers['content-type'] ?? 'not told')}) in place of ${wanted}`;
  }
  const error = errorIn(json);
  if (error !== undefined) return isGood(exchange) ? `and yet an error: ${error}` : error;
  return `${isGood(exchange) ? 'with JSON that is not' : 'in place of'} ${wanted}`;
}

/** The code first, as the contract has it. */
function errorIn(json: unknown): string | undefined {
  const members = membersOf(json);
  if (members === undefined) return undefined;
  const { messageKey, message } = members;
  if (typeof messageKey !== 'string') {
    const said = providerError(members);
    return said === undefined ? undefined : cutLong(said);
  }
  const says = typeof message === 'string' ? `: ${cutLong(message)}` : '';
  return `${cutLong(messageKey)}${says}`;
}

/** The host alone: what stands behind it may be a secret. */
function placeOf(location: string | undefined, from: string): string {
  if (location === undefined || !URL.canParse(location, from)) return 'nowhere';
  const { host } = new URL(location, from);
  return host === new URL(from).host ? 'another path' : `another host, ${host}`;
}
