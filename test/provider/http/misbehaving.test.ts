/**
 * One provider for each rule of A and B that breaks exactly it: the rule is reported, and no error
 * that does not follow from it.
 */
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import type { Product } from '../../../src/provider/product.js';
import type { RuleSeverity } from '../../../src/provider/rules/rule.js';
import type { Profile } from '../../../src/provider/test/profile.js';
import { play } from './runs.js';
import { type Asked, type Bend, KEY, REGION, type Reply, smallProvider } from './small-provider.js';

interface Case {
  readonly rule: string;
  /** What the provider does. */
  readonly what: string;
  readonly product?: Product;
  readonly bend?: Bend;
  readonly enter?: (asked: Asked) => Asked;
  /** 'error' when absent. */
  readonly severity?: RuleSeverity;
  /** Words the evidence must have. */
  readonly says?: string;
  /** Other rules that may fail with severity error: they follow. */
  readonly follows?: readonly string[];
  readonly deadline?: number;
  /** The profile says nothing of regions. */
  readonly isPlaceless?: boolean;
}

const at =
  (path: string, change: (reply: Reply, asked: Asked) => Reply): Bend =>
  async (reply, asked) =>
    asked.path === path ? change(reply, asked) : reply;
const good =
  (change: (body: Record<string, unknown>, asked: Asked) => unknown): Bend =>
  async (reply, asked) =>
    reply.status === 200 && !Array.isArray(reply.body)
      ? { ...reply, body: change(reply.body as Record<string, unknown>, asked) }
      : reply;
const goodText =
  (change: (text: string) => string | Buffer): Bend =>
  async (reply) =>
    reply.status === 200 ? { ...reply, body: change(JSON.stringify(reply.body)) } : reply;
const failing =
  (change: (body: Record<string, unknown>, reply: Reply, asked: Asked) => Reply): Bend =>
  async (reply, asked) =>
    reply.status >= 400 && typeof reply.body === 'object' && 'messageKey' in (reply.body as object)
      ? change(reply.body as Record<string, unknown>, reply, asked)
      : reply;
/** Answers by itself from where the good answer would begin. */
const raw =
  (path: string, write: (response: ServerResponse) => void): Bend =>
  async (reply, asked, response) => {
    if (asked.path !== path) return reply;
    write(response);
    return undefined;
  };
const isQuote = ({ path }: Asked) => path === '/quote';

const CASES: readonly Case[] = [
  // Transport
  {
    rule: 'HTTP_UNREACHABLE',
    what: 'one endpoint hangs up',
    bend: raw('/pairs', (response) => response.destroy()),
    says: 'GET /pairs',
  },
  {
    rule: 'HTTP_SLOW_HEADERS',
    what: 'a quote without headers in time',
    bend: raw('/quote', () => {}),
    deadline: 1_000,
    says: 'no headers within 1000 ms',
  },
  {
    rule: 'HTTP_SLOW_HEADERS',
    what: 'a catalogue without headers in time',
    bend: raw('/pairs', () => {}),
    deadline: 1_000,
    severity: 'warning',
  },
  {
    rule: 'HTTP_DRIPPING_BODY',
    what: 'one byte at a time',
    bend: raw('/currencies', (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    }),
    deadline: 1_000,
    says: 'not complete after 1000 ms',
  },
  {
    rule: 'HTTP_BODY_TOO_LARGE',
    what: 'two MiB for a quote',
    bend: at('/quote', (reply) => ({ ...reply, body: ' '.repeat(2 << 20) })),
    says: 'too large',
  },
  {
    rule: 'HTTP_BODY_TRUNCATED',
    what: 'content-length not reached',
    bend: raw('/quote', (response) => {
      response.writeHead(200, { 'content-length': '200' });
      response.write('{"quoteId":');
      setTimeout(() => response.destroy(), 10);
    }),
    says: '11 bytes of the body',
  },
  {
    rule: 'HTTP_PROTOCOL_ERROR',
    what: 'content-encoding gzip without gzip',
    bend: at('/currencies', (reply) => ({ ...reply, headers: { 'content-encoding': 'gzip' } })),
    says: 'gzip',
  },
  {
    rule: 'HTTP_REDIRECTED',
    what: 'a quote on another host',
    bend: at('/quote', () => ({
      status: 307,
      headers: { location: 'http://elsewhere.example/quote' },
      body: '',
    })),
    says: 'another host, elsewhere.example',
  },
  {
    rule: 'HTTP_REDIRECTED',
    what: 'a quote elsewhere on the same host',
    bend: at('/quote', () => ({ status: 301, headers: { location: '/v2/quote' }, body: '' })),
    severity: 'warning',
  },
  {
    rule: 'CLOCK_SKEW',
    what: 'its clock five minutes behind',
    bend: async (reply) => ({
      ...reply,
      headers: { ...reply.headers, date: new Date(Date.now() - 300_000).toUTCString() },
    }),
    severity: 'warning',
    says: 'behind ours',
  },
  {
    rule: 'RATE_LIMITED',
    what: 'each tenth call is too many',
    bend: (() => {
      let calls = 0;
      const bend: Bend = async (reply) =>
        ++calls % 10 === 0
          ? { status: 429, headers: { 'retry-after': '0' }, body: { message: 'Slower, please.' } }
          : reply;
      return bend;
    })(),
    severity: 'note',
    says: '429 after 9 calls, Retry-After: 0',
  },
  // Bodies
  {
    rule: 'HTTP_CONTENT_TYPE',
    what: 'JSON as text/html',
    bend: async (reply) => ({ ...reply, headers: { 'content-type': 'text/html' } }),
    severity: 'warning',
  },
  {
    rule: 'HTTP_HTML_WITH_200',
    what: 'a login page for a quote',
    bend: at('/quote', () => ({
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!DOCTYPE html><html><body>Log in</body></html>',
    })),
  },
  {
    rule: 'JSON_INVALID',
    what: 'a trailing comma',
    bend: goodText((text) => text.replace(/}$/, ',}')),
    says: 'at character',
  },
  {
    rule: 'JSON_DUPLICATE_KEY',
    what: 'amountTo twice, with two values',
    bend: goodText((text) => text.replace('"amountTo":', '"amountTo":"9","amountTo":')),
    says: '/amountTo stands there twice, with two values',
  },
  {
    rule: 'JSON_DUPLICATE_KEY',
    what: 'amountTo twice, with one value',
    bend: goodText((text) =>
      text.replace('"amountTo":"0.24"', '"amountTo":"0.24","amountTo":"0.24"'),
    ),
    severity: 'warning',
  },
  {
    rule: 'JSON_INVALID_UTF8',
    what: 'Latin-1 in a name',
    bend: goodText((text) => Buffer.from(text.replace(/}$/, ',"name":"Zürich"}'), 'latin1')),
    says: 'byte',
  },
  {
    rule: 'JSON_INVALID_UTF8',
    what: 'a byte order mark',
    bend: goodText((text) => `\ufeff${text}`),
    says: 'byte order mark',
  },
  {
    rule: 'JSON_NOT_AN_OBJECT',
    what: 'a quote in a list',
    bend: good((body, asked) => (isQuote(asked) ? [body] : body)),
    says: 'an object wanted',
  },
  {
    rule: 'SCHEMA_MISMATCH',
    what: 'a quote without amountTo',
    bend: good(({ amountTo, ...body }) => body),
    says: 'amountTo',
  },
  {
    rule: 'NUMBER_INSTEAD_OF_STRING',
    what: 'fees as numbers',
    bend: good((body) => ('providerFees' in body ? { ...body, providerFees: 0.01 } : body)),
    says: '/providerFees is a number',
  },
  {
    rule: 'STRING_INSTEAD_OF_NUMBER',
    product: 'buy',
    what: 'amounts of buy as texts',
    bend: good((body) => ('cryptoAmount' in body ? { ...body, cryptoAmount: '0.0008' } : body)),
    severity: 'warning',
  },
  {
    rule: 'SCIENTIFIC_NOTATION',
    what: '1e-7 as text',
    bend: good((body) => ('providerFees' in body ? { ...body, providerFees: '1e-7' } : body)),
    says: '/providerFees is written 1e-7',
  },
  {
    rule: 'SCIENTIFIC_NOTATION',
    product: 'buy',
    what: '8e-4 as number',
    bend: goodText((text) => text.replace('0.0008', '8e-4')),
    says: '8e-4',
  },
  {
    rule: 'AMOUNT_PRECISION',
    what: 'nineteen decimals of ETH',
    bend: good((body) =>
      'amountTo' in body ? { ...body, amountTo: '0.2400000000000000001' } : body,
    ),
    severity: 'warning',
    says: '19 decimals: ETH has 18',
  },
  {
    rule: 'AMOUNT_PRECISION',
    what: 'thousands separators',
    bend: good((body) => ('amountTo' in body ? { ...body, amountTo: '1,240.5' } : body)),
    severity: 'warning',
  },
  {
    rule: 'AMOUNT_NEGATIVE',
    what: 'a negative fee',
    bend: good((body) => ('referralFees' in body ? { ...body, referralFees: '-0.01' } : body)),
  },
  {
    rule: 'AMOUNT_NEGATIVE',
    what: 'NaN as text',
    bend: good((body) => ('referralFees' in body ? { ...body, referralFees: 'NaN' } : body)),
  },
  // Authentication
  {
    rule: 'AUTH_NOT_ENFORCED',
    what: 'any key will do',
    enter: (asked) => ({ ...asked, headers: { ...asked.headers, 'x-api-key': KEY } }),
    severity: 'warning',
  },
  {
    rule: 'AUTH_NOT_ENFORCED',
    what: 'a key, whichever',
    enter: (asked) => ({
      ...asked,
      headers: {
        ...asked.headers,
        ...('x-api-key' in asked.headers ? { 'x-api-key': KEY } : {}),
      },
    }),
    severity: 'warning',
    says: 'with a wrong key',
  },
  {
    rule: 'AUTH_STATUS',
    what: 'a refused key gets 200 and an error',
    bend: failing((_, reply) => (reply.status === 401 ? { ...reply, status: 200 } : reply)),
    severity: 'warning',
  },
  {
    rule: 'AUTH_STATUS',
    what: 'a refused key gets 404',
    bend: failing((_, reply) => (reply.status === 401 ? { ...reply, status: 404 } : reply)),
    severity: 'warning',
  },
  {
    rule: 'AUTH_HEADER_CASE',
    what: 'only the header X-Api-Key in this spelling',
    enter: (asked) => ({
      ...asked,
      headers: {
        ...asked.headers,
        'x-api-key': asked.rawHeaders.includes('X-Api-Key') ? KEY : '',
      },
    }),
    says: 'names of headers have no case',
  },
  {
    rule: 'AUTH_HEADER_CASE',
    what: 'only the header X-API-KEY, which the profile writes otherwise',
    enter: (asked) => ({
      ...asked,
      headers: {
        ...asked.headers,
        'x-api-key': asked.rawHeaders.includes('X-API-KEY') ? KEY : '',
      },
    }),
    says: 'written X-API-KEY, GET /currencies answers 200',
  },
  {
    rule: 'USER_AUTH_ON_QUOTE',
    what: 'a quote needs a login',
    bend: at('/quote', () => ({ status: 401, body: { message: 'Log in first.' } })),
  },
  {
    rule: 'AUTH_LEAK',
    what: 'the key in an error text',
    bend: failing((body, reply, { headers }) => ({
      ...reply,
      body: { ...body, message: `Refused for key ${headers['x-api-key']}.` },
    })),
    says: 'repeats the key',
  },
  {
    rule: 'AUTH_LEAK',
    what: 'the nonce in an error text',
    bend: failing((body, reply, { members }) => ({
      ...reply,
      body: { ...body, message: `Refused for nonce ${members.nonce}.` },
    })),
    says: 'repeats the nonce',
  },
  // Methods and paths
  {
    rule: 'METHOD_WRONG',
    what: 'POST /quote is GET here',
    enter: swapped('POST', 'GET', '/quote'),
    says: 'POST /quote answers 405',
  },
  {
    rule: 'PATH_OLD',
    what: 'currencies at /crypto-currencies only',
    enter: moved('/currencies', '/crypto-currencies'),
    says: 'before March 2024',
  },
  {
    rule: 'PATH_OLD',
    what: 'orders at /swap/trade/fixed only',
    enter: moved('/swap/fixed', '/swap/trade/fixed'),
  },
  {
    rule: 'PATH_OLD',
    product: 'buy',
    what: 'the redirect at /buy only',
    enter: moved('/buy-redirect', '/buy'),
  },
  {
    rule: 'QUOTES_PATH',
    product: 'sell',
    what: 'quotes at /quotes only',
    enter: moved('/quote', '/quotes'),
    severity: 'note',
    says: 'the run goes on with /quotes',
  },
  {
    rule: 'QUOTES_PATH',
    product: 'sell',
    what: 'quotes at /quotes only, and a key in every 404',
    enter: moved('/quote', '/quotes'),
    bend: async (reply) =>
      reply.status === 404
        ? { ...reply, body: { messageKey: 'NOT_FOUND', ...(reply.body as object) } }
        : reply,
    severity: 'note',
  },
  {
    rule: 'QUOTES_PATH',
    product: 'buy',
    what: 'quotes at /quotes only',
    enter: moved('/quote', '/quotes'),
    severity: 'note',
  },
  {
    rule: 'TRAILING_SLASH',
    what: 'two slashes crash it',
    bend: async (reply, { path }) =>
      path.startsWith('//') ? { status: 500, body: { message: 'Oops, no.' } } : reply,
    severity: 'warning',
  },
  {
    rule: 'HEAD_OPTIONS_CRASH',
    what: 'OPTIONS crashes it',
    bend: async (reply, { method }) =>
      method === 'OPTIONS' ? { status: 500, body: { message: 'Oops, no.' } } : reply,
    severity: 'warning',
    says: 'OPTIONS',
  },
  // Requests that are wrong
  {
    rule: 'MALFORMED_REQUEST_500',
    what: 'a crash on what is no JSON',
    bend: async (reply, { method, body }) =>
      method === 'POST' && !body.startsWith('{"') && !body.startsWith('{}')
        ? { status: 500, body: { message: 'Oops, no.' } }
        : reply,
    severity: 'warning',
  },
  {
    rule: 'MALFORMED_REQUEST_500',
    product: 'buy',
    what: 'a hang-up without parameters',
    bend: async (reply, { path, query }, response) => {
      if (!isQuote({ path } as Asked) || Object.keys(query).length > 0) return reply;
      response.destroy();
      return undefined;
    },
    severity: 'warning',
  },
  {
    rule: 'UNKNOWN_MEMBER_REFUSED',
    what: 'no members beside the documented ones',
    bend: async (reply, { members }) =>
      'ledgerProbeMember' in members
        ? { status: 400, body: { message: 'What is this member?' } }
        : reply,
    severity: 'warning',
  },
  {
    rule: 'REQUEST_NOT_VALIDATED',
    what: 'an order without refund address',
    enter: (asked) => ({
      ...asked,
      members: {
        ...(asked.path.startsWith('/swap/') ? { refundAddress: 'x' } : {}),
        ...asked.members,
      },
    }),
    severity: 'warning',
    says: 'without refundAddress',
  },
  {
    rule: 'REQUEST_NOT_VALIDATED',
    product: 'buy',
    what: 'a quote without address',
    enter: (asked) => ({ ...asked, members: { dest: 'x', ...asked.members } }),
    severity: 'warning',
    says: 'without dest',
  },
  {
    rule: 'STACK_TRACE',
    what: 'a stack in an error text',
    bend: failing((body, reply) => ({
      ...reply,
      body: {
        ...body,
        message: 'Error: no\n    at quote (/srv/app/dist/quote.js:12:7)\n    at next (node:http:1)',
      },
    })),
    severity: 'warning',
    says: 'stack',
  },
  {
    rule: 'STACK_TRACE',
    what: 'SQL in an error text',
    bend: failing((body, reply) => ({
      ...reply,
      body: { ...body, message: 'near "x": SELECT id, amount FROM quotes WHERE id = 7' },
    })),
    severity: 'warning',
    says: 'SQL',
  },
  // Errors
  {
    rule: 'ERROR_HTTP_MISMATCH',
    what: 'errors with status 200',
    bend: failing((_, reply) => (reply.status === 401 ? reply : { ...reply, status: 200 })),
    says: 'answers 200 SWAP_PAIR_NOT_FOUND_ERROR: 404 wanted',
  },
  {
    rule: 'ERROR_HTTP_MISMATCH',
    what: '500 for a limit',
    bend: failing((body, reply) =>
      /M[A-Z]+IMUM/.test(String(body.messageKey)) ? { ...reply, status: 500 } : reply,
    ),
    says: '400 wanted',
  },
  {
    rule: 'ERROR_HTTP_MISMATCH',
    product: 'sell',
    what: '400 for an unknown quote',
    bend: failing((body, reply) =>
      body.messageKey === 'SELL_QUOTE_NOT_FOUND_ERROR' ? { ...reply, status: 400 } : reply,
    ),
    says: '404 wanted',
  },
  {
    rule: 'ERROR_SHAPE',
    what: 'no message',
    bend: failing(({ message, ...body }, reply) => ({ ...reply, body })),
    says: 'without a message',
  },
  {
    rule: 'ERROR_SHAPE',
    product: 'sell',
    what: 'no messageKey',
    bend: failing(
      ({ messageKey, ...body }, reply) =>
        (reply.status === 451 ? reply : { ...reply, body }) as Reply,
    ),
    says: 'without messageKey',
  },
  {
    rule: 'ERROR_SHAPE',
    what: 'no messageKey',
    bend: failing(({ messageKey, ...body }, reply) => ({ ...reply, body })),
    severity: 'warning',
  },
  {
    rule: 'ERROR_SHAPE_BUY',
    product: 'buy',
    what: 'a page of HTML',
    bend: async (reply) =>
      reply.status === 400
        ? { ...reply, headers: { 'content-type': 'text/html' }, body: '<html>Bad Request</html>' }
        : reply,
    severity: 'warning',
  },
  {
    rule: 'ERROR_SHAPE_BUY',
    product: 'buy',
    what: 'a text that names nothing',
    bend: async (reply) => (reply.status === 400 ? { ...reply, body: 'Bad Request' } : reply),
    severity: 'warning',
    says: 'does not name',
  },
  {
    rule: 'ERROR_KEY_UNKNOWN',
    what: 'a key of its own for an unknown pair',
    bend: renamed('SWAP_PAIR_NOT_FOUND_ERROR', 'MARKET_GONE'),
    severity: 'note',
    says: 'SWAP_PAIR_NOT_FOUND_ERROR wanted',
  },
  {
    rule: 'ERROR_KEY_OLD_NAME',
    what: 'the portal’s name of the maximum error',
    bend: renamed('FROM_CURRENCY_MAXIMUM_AMOUNT_ERROR', 'TO_CURRENCY_MAXIMUM_AMOUNT_ERROR'),
    severity: 'warning',
  },
  {
    rule: 'ERROR_KEY_OLD_NAME',
    what: 'the name of 2025 for an unknown swapId',
    bend: renamed('TRANSACTION_NOT_FOUND', 'SWAP_TRANSACTION_NOT_FOUND_ERROR'),
    severity: 'warning',
  },
  {
    rule: 'ERROR_KEY_CASE',
    product: 'sell',
    what: 'keys in small letters',
    bend: renamed('SELL_QUOTE_NOT_FOUND_ERROR', 'sell_quote_not_found_error'),
    severity: 'warning',
  },
  {
    rule: 'ERROR_LIMITS_MISSING',
    what: 'no additionalFields',
    bend: failing(({ additionalFields, ...body }, reply) => ({ ...reply, body })),
  },
  {
    rule: 'ERROR_LIMITS_WRONG',
    what: 'limits in base units',
    bend: failing((body, reply) =>
      body.additionalFields === undefined
        ? reply
        : {
            ...reply,
            body: {
              ...body,
              additionalFields: { minRequiredAmount: '100000', maxRequiredAmount: '500000000' },
            },
          },
    ),
    says: 'minRequiredAmount is 100000',
  },
  {
    rule: 'ERROR_MESSAGE_EMPTY',
    what: 'the key as message',
    bend: failing((body, reply) => ({ ...reply, body: { ...body, message: body.messageKey } })),
    severity: 'warning',
  },
  {
    rule: 'ERROR_MESSAGE_EMPTY',
    product: 'buy',
    what: 'an empty text',
    bend: async (reply) => (reply.status === 400 ? { ...reply, body: '' } : reply),
    severity: 'warning',
  },
  {
    rule: 'REGION_STATUS',
    what: '403 for a restricted place',
    bend: failing((body, reply) =>
      body.messageKey === 'REGION_RESTRICTED_ERROR' ? { ...reply, status: 403 } : reply,
    ),
  },
  {
    rule: 'CURRENCY_REGION_STATUS',
    product: 'sell',
    what: '404 for a restricted currency',
    bend: failing((body, reply) =>
      body.messageKey === 'CURRENCY_REGION_RESTRICTED_ERROR' ? { ...reply, status: 404 } : reply,
    ),
  },
  {
    rule: 'REGION_INCONSISTENT',
    what: 'only orders look at the place',
    enter: (asked) => (isQuote(asked) ? abroadNot(asked) : asked),
    follows: ['REGION_STATUS', 'CURRENCY_REGION_STATUS'],
  },
  {
    rule: 'REGION_INCONSISTENT',
    what: 'only quotes look at the place',
    enter: (asked) => (isQuote(asked) ? asked : abroadNot(asked)),
  },
  {
    rule: 'REGION_INCONSISTENT',
    what: 'orders are refused for a place nobody named',
    isPlaceless: true,
    bend: at('/swap/fixed', () => ({
      status: 451,
      body: { messageKey: 'REGION_RESTRICTED_ERROR', message: 'Not where you are.' },
    })),
    says: 'quotes are given to the same user',
  },
];

function moved(from: string, to: string) {
  return (asked: Asked): Asked =>
    asked.path === to
      ? { ...asked, path: from }
      : asked.path === from
        ? { ...asked, path: '/gone' }
        : asked;
}

function swapped(from: string, to: string, path: string) {
  return (asked: Asked): Asked => {
    if (asked.path !== path) return asked;
    if (asked.method === from) return { ...asked, method: 'PUT' };
    return asked.method === to ? { ...asked, method: from, members: asked.query } : asked;
  };
}

function renamed(from: string, to: string): Bend {
  return failing((body, reply) =>
    body.messageKey === from ? { ...reply, body: { ...body, messageKey: to } } : reply,
  );
}

const abroadNot = ({ headers, ...asked }: Asked): Asked => ({
  ...asked,
  headers: { ...headers, [REGION.header]: undefined },
});

const CURRENCIES: Profile['currencies'] = {
  DAI: { ticker: 'DAI', restricted: true },
  dai: { ticker: 'DAI', restricted: true },
};

it.each(CASES.map((one) => [`${one.rule}: ${one.product ?? 'swap'}, ${one.what}`, one] as const))(
  '%s',
  async (_, { rule, product = 'swap', severity = 'error', says, follows = [], ...one }) => {
    const { bend, enter, deadline, isPlaceless = false } = one;
    const url = await smallProvider({
      product,
      ...(bend === undefined ? {} : { bend }),
      ...(enter === undefined ? {} : { enter }),
    });
    const restricted = product === 'swap' ? 'DAI' : 'dai';
    const run = await play(url, {
      product,
      createOrders: true,
      profile: {
        headers: { 'X-Api-Key': KEY },
        ...(isPlaceless ? {} : { region: REGION }),
        currencies: product === 'buy' ? {} : { [restricted]: CURRENCIES[restricted]! },
      },
      ...(deadline === undefined ? {} : { http: { deadline } }),
    });
    const found = run.rule(rule);
    expect(found, JSON.stringify(found)).toMatchObject({ result: 'failed', severity });
    if (says !== undefined) expect(found.evidence).toContain(says);
    expect(found.evidence).not.toContain(KEY);
    expect(found.exchanges?.length).toBeGreaterThan(0);
    const others = run.errors.filter((id) => id !== rule && !follows.includes(id));
    expect(others.map((id) => run.rule(id))).toEqual([]);
  },
);
