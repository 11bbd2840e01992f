/** What the bodies of normal answers are: JSON, of the right kind, as the contract has them. */

import { cut } from '../../../shown.js';
import { type Contract, loadContract, type Problem } from '../../contract/index.js';
import type { Exchange } from '../exchange.js';
import { keyOf } from '../seen.js';
import { isAmountName, isOddAmount } from './amounts.js';
import { isHtml, isNormal, type PassiveRule, problem, strictly } from './look.js';

const NONE = 'waited for a normal answer';
const MAX_POINTERS = 5;

export const BODY: readonly PassiveRule[] = [
  {
    id: 'HTTP_CONTENT_TYPE',
    waited: NONE,
    look(exchange) {
      const { answer } = exchange;
      if (answer === undefined || !isNormal(exchange) || isHtml(answer.text)) return undefined;
      const type = answer.headers['content-type'];
      if (/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type ?? '')) return 'fine';
      return problem(`content-type ${cut(type ?? 'absent')}: application/json wanted`);
    },
  },
  {
    id: 'HTTP_HTML_WITH_200',
    waited: NONE,
    look(exchange) {
      if (!isNormal(exchange)) return undefined;
      if (!isHtml(exchange.answer!.text)) return 'fine';
      return problem(
        `status ${exchange.answer!.status} with a page of HTML: a login or error page`,
      );
    },
  },
  {
    id: 'JSON_INVALID',
    waited: NONE,
    look(exchange) {
      const json = strictly(exchange);
      if (json === undefined || isRefusalText(exchange)) return undefined;
      return json.problem === undefined ? 'fine' : problem(json.problem);
    },
  },
  {
    id: 'JSON_DUPLICATE_KEY',
    waited: NONE,
    look(exchange) {
      const json = strictly(exchange);
      if (json?.value === undefined) return undefined;
      const worst = json.duplicates.find(({ isSame }) => !isSame) ?? json.duplicates[0];
      if (worst === undefined) return 'fine';
      if (worst.isSame) return problem(`${worst.at} stands there twice, with one value`, 'warning');
      return problem(
        `${worst.at} stands there twice, with two values: readers differ in which wins`,
      );
    },
  },
  {
    id: 'JSON_INVALID_UTF8',
    waited: NONE,
    look(exchange) {
      const json = strictly(exchange);
      if (json === undefined) return undefined;
      if (json.badByte !== undefined)
        return problem(`byte ${json.badByte} of the body is no UTF-8`);
      return json.hasMark ? problem('a byte order mark stands in front of the body') : 'fine';
    },
  },
  {
    id: 'JSON_NOT_AN_OBJECT',
    waited: NONE,
    look(exchange) {
      const json = strictly(exchange);
      if (json?.value === undefined) return undefined;
      const { operation } = exchange.request;
      const kind = kindOf(exchange.answer!.json);
      const isList = LISTS.includes(operation);
      if (kind === (isList ? 'array' : 'object')) return 'fine';
      // Told by BARE_ARRAY and CRYPTO_NOT_ARRAY.
      if (kind === 'array' && BARE.includes(operation)) return undefined;
      if (kind === 'object' && isList) return undefined;
      return problem(`the body is ${kind}: ${isList ? 'a list' : 'an object'} wanted`);
    },
  },
  {
    id: 'SCHEMA_MISMATCH',
    waited: NONE,
    look(exchange) {
      const json = strictly(exchange);
      const body = exchange.answer?.json;
      // Damaged bytes may stand in a member's name.
      if (json?.badByte !== undefined) return undefined;
      if (json?.value === undefined || body === null || typeof body !== 'object') return undefined;
      // An error told as success is ERROR_HTTP_MISMATCH.
      if (isErrorOnly(body)) return undefined;
      const problems = schemaProblems(exchange).filter(
        (found) => !hasOwnRule(found, body, exchange.request.operation),
      );
      if (problems.length === 0) return 'fine';
      const shown = problems
        .slice(0, MAX_POINTERS)
        .map(({ at, message }) => `${at || '/'} ${message}`);
      const more = problems.length - shown.length;
      return problem(`${shown.join('; ')}${more > 0 ? `; ${more} more` : ''}`);
    },
  },
  {
    id: 'ERROR_HTTP_MISMATCH',
    waited: NONE,
    look(exchange) {
      if (!isNormal(exchange) || exchange.answer === undefined) return undefined;
      if (isRefusalText(exchange)) {
        return problem(`a plain text with status ${exchange.answer.status}: its errors have 400`);
      }
      if (exchange.answer.json === undefined) return undefined;
      const key = keyOf(exchange.answer.json);
      if (!isErrorOnly(exchange.answer.json)) return 'fine';
      const what = key === undefined ? 'an error' : cut(key);
      return problem(
        `${what} with status ${exchange.answer.status}: errors have a status of their own`,
      );
    },
  },
];

/** Operations whose contract has errors in plain text. */
const TEXTS: readonly string[] = ['buyQuote', 'buyRedirect', 'sellRedirect'];

const isRefusalText = ({ request, answer }: Exchange): boolean =>
  TEXTS.includes(request.operation) &&
  answer?.json === undefined &&
  /^text\/plain/i.test(answer?.headers['content-type'] ?? '');

const LISTS: readonly string[] = ['sellCryptoCurrencies', 'buyCryptoCurrencies'];
const BARE: readonly string[] = ['listCurrencies', 'listPairs'];

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

function isErrorOnly(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false;
  const { messageKey, message, error, code } = json as Record<string, unknown>;
  const isNamed = messageKey !== undefined || error !== undefined || code !== undefined;
  return isNamed && (typeof message === 'string' || typeof error === 'string');
}

let contract: Contract | undefined;

function schemaProblems({ request, answer }: Exchange): readonly Problem[] {
  contract ??= loadContract();
  if (!contract.operations.has(request.operation)) return [];
  return contract.validateAnswer(request.operation, answer!.status, answer!.json);
}

/**
 * Differences from the schema that a rule of their own names, and judges milder where documents
 * disagree. `oneOf` and `anyOf` only repeat what their branches say.
 */
function hasOwnRule({ at, message }: Problem, body: object, operation: string): boolean {
  const name = at.split('/').at(-1) ?? '';
  const value = valueAt(body, at);
  if (at === '' && /must be (object|array)/.test(message)) return true;
  if (operation === 'swapStatus' && at === '/status' && /allowed values/.test(message)) return true;
  if (at === '/providerSig/payload' && /pattern/.test(message)) return true;
  if (at === '/dca') return true;
  if (isAmountName(name)) {
    const isOtherKind = /must be (string|number|integer)/.test(message);
    if (isOtherKind && (typeof value === 'number' || typeof value === 'string')) return true;
    if (typeof value === 'string' && isOddAmount(value)) return true;
  }
  // Ledger's own example writes a fiat code in small letters.
  return /pattern/.test(message) && typeof value === 'string' && /^[a-z]{3}$/.test(value);
}

function valueAt(body: unknown, pointer: string): unknown {
  let found = body;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    found = (found as Record<string, unknown> | undefined)?.[key];
  }
  return found;
}
