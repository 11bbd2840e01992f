/** A. Mistakes in HTTP and JSON, whatever the endpoint. */

import type { RawCall } from '../call.js';
import { JSON_TYPE } from '../call.js';
import type { Desk } from '../desk.js';
import {
  answered,
  answers,
  bytes,
  endsWith,
  errors,
  everyAnswer,
  isCall,
  type Json,
  mistake,
  NOT_SERVED,
  ORDERS,
  QUOTES,
  remembering,
  type Switch,
  withPath,
} from './switch.js';

const SLOW = 6_000;
const HUGE = 17 * 1024 * 1024;
const RATE = 20;
const SKEW = 600_000;
const PAGE = '<!doctype html><title>Sign in</title><p>Please sign in to go on.';

const isoSkewed = (text: string) => new Date(Date.parse(text) + SKEW).toISOString();

export const HTTP: readonly Switch[] = [
  mistake('CLOSED_PORT', 'Says where it listens and does not.', { wire: 'closed-port' }),
  mistake('TLS_SELF_SIGNED', 'Shows a certificate nobody has signed.', { wire: 'tls-self-signed' }),
  mistake('TLS_OTHER_NAME', 'Shows a certificate of another host.', { wire: 'tls-other-name' }),
  remembering('SLOW_HEADERS', 'Answers the first call of every endpoint after six seconds.', () => {
    const seen = new Set<string>();
    return {
      reply: async (reply, call, { clock }) => {
        if (!isCall(call) || seen.has(call.operation)) return reply;
        seen.add(call.operation);
        await clock.wall.pause(SLOW);
        return reply;
      },
    };
  }),
  mistake('DRIP', 'Sends the first body of every endpoint one byte at a time.', { wire: 'drip' }),
  mistake(
    'HUGE_BODY',
    'Sends 17 MiB of blanks behind the JSON.',
    everyAnswer((reply) => bytes(reply, (json) => json.padEnd(HUGE))),
  ),
  mistake('TRUNCATE', 'Ends the connection in the middle of the body.', { wire: 'truncate' }),
  mistake('NOT_HTTP', 'Speaks another protocol.', { wire: 'not-http' }),
  mistake(
    'REDIRECT_OTHER_HOST',
    'Redirects every call to another host.',
    everyAnswer((reply, { path }) => ({
      ...reply,
      status: 302,
      headers: { ...reply.headers, location: `https://elsewhere.example${path}` },
    })),
  ),
  mistake(
    'CONTENT_TYPE_HTML',
    'Calls its JSON text/html.',
    everyAnswer((reply) => ({
      ...reply,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: JSON.stringify(reply.body),
    })),
  ),
  mistake(
    'HTML_200',
    'Answers every call with a login page.',
    everyAnswer(() => ({ status: 200, headers: { 'content-type': 'text/html' }, body: PAGE })),
  ),
  mistake(
    'JSON_TRAILING_COMMA',
    'Puts a comma behind the last member.',
    everyAnswer((reply) => bytes(reply, (json) => json.replace(/[\]}]$/, ',$&'))),
  ),
  mistake(
    'DUPLICATE_KEY',
    'Writes the first member twice, with two values.',
    everyAnswer((reply) => bytes(reply, (json) => json.replace(/\{("\w+"):/, '{$1:"other",$1:'))),
  ),
  mistake(
    'INVALID_UTF8',
    'Sends a byte that is no UTF-8, in a member nobody needs.',
    everyAnswer((reply) =>
      bytes(reply, (json) => {
        const changed = new TextEncoder().encode(json.replace(/\}$/, ',"note":"~"}'));
        const at = changed.lastIndexOf(0x7e);
        if (at >= 0) changed[at] = 0xff;
        return changed;
      }),
    ),
  ),
  mistake(
    'BARE_ARRAY_QUOTE',
    'Puts the quote into a list.',
    answers(QUOTES, (quote) => [quote]),
  ),
  mistake(
    'DROP_MEMBER',
    'Leaves a required member out of quotes and of orders.',
    answers([...QUOTES, 'cardSell'], ({ referralFees: _, cryptoAmount: __, ...rest }) => rest),
  ),
  mistake(
    'NUMBERS',
    'Writes amounts and fees as numbers.',
    answers([...QUOTES, ...ORDERS], (body) => texts(body, Number)),
  ),
  mistake(
    'STRINGS',
    'Buy: writes amounts as texts.',
    answers(['buyQuote'], (body) => ({
      ...body,
      fiatAmount: String(body.fiatAmount),
      cryptoAmount: String(body.cryptoAmount),
    })),
  ),
  mistake(
    'SCIENTIFIC',
    'Writes a fee (buy: the amount) with an exponent.',
    spelled((text) => Number(text).toExponential()),
  ),
  mistake(
    'TOO_MANY_DECIMALS',
    'Writes a fee (buy: the amount) with more decimals than the currency has.',
    spelled((text) => `${text.includes('.') ? text : `${text}.0`}${'0'.repeat(24)}1`),
  ),
  mistake('NEGATIVE_FEE', 'Writes a fee below zero; buy: a limit.', {
    reply: (reply, call) => {
      if (!isCall(call) || reply.status !== 200) return reply;
      const body = structuredClone(reply.body) as Json;
      if (call.operation === 'buyCapabilities') body.fiatCurrencyCapabilities[0].minAmount = -1;
      else if (typeof body.providerFees === 'string') body.providerFees = `-${body.providerFees}`;
      return { ...reply, body };
    },
  }),
  mistake('ACCEPT_NO_KEY', 'Answers whoever asks, with or without a key.', { skip: ['key'] }),
  mistake(
    'AUTH_200',
    'Answers a missing or wrong key with 200.',
    errors(
      (_, { status }) => status === 401,
      (reply) => ({ ...reply, status: 200 }),
    ),
  ),
  mistake('HEADER_CASE', 'Knows its key header in lower case only.', {
    ask: (call) => {
      const isOther = call.rawNames?.some(
        (name) => name !== 'x-api-key' && name.toLowerCase() === 'x-api-key',
      );
      if (isOther !== true) return call;
      const { 'x-api-key': _, ...headers } = call.headers;
      return { ...call, headers };
    },
  }),
  mistake('USER_AUTH', 'Asks for a logged-in user before it quotes.', {
    ask: (call) => {
      const known = call.headers.cookie !== undefined || call.headers.authorization !== undefined;
      return endsWith(call, '/quote') && !known
        ? answered(401, { messageKey: 'LOGIN_REQUIRED', message: 'Log in first.' })
        : call;
    },
  }),
  mistake(
    'ECHO_KEY',
    'Repeats the key, or the nonce, in its error texts.',
    errors(
      () => true,
      (reply, call) => {
        const nonce = (call.body as Json)?.nonce ?? '';
        const secret = call.headers['x-api-key'] ?? nonce;
        return told(reply, (text) => `${text} (${secret})`);
      },
    ),
  ),
  mistake('METHOD_GET_QUOTE', 'Quotes with the other method.', {
    ask: (call, desk) => {
      if (!endsWith(call, '/quote')) return call;
      const swaps = isSwap(call, desk);
      if ((call.method === 'POST') === swaps) {
        return answered(405, { message: 'Wrong method.' });
      }
      if (!swaps)
        return { ...call, method: 'GET', query: { ...membersOf(call.text), ...call.query } };
      return { ...call, method: 'POST', text: JSON.stringify(call.query) };
    },
  }),
  mistake('OLD_PATH', 'Serves only the paths of earlier contracts, where there were others.', {
    ask: (call, desk) => {
      for (const [now, before, ofSwap] of OLD_PATHS) {
        if (ofSwap !== isSwap(call, desk)) continue;
        if (endsWith(call, before)) return withPath(call, before, now);
        if (endsWith(call, now)) return NOT_SERVED;
      }
      return call;
    },
  }),
  mistake('QUOTES_PATH', 'Sell and buy: quotes at /quotes, not at /quote.', {
    ask: (call) => {
      if (call.method !== 'GET') return call;
      if (endsWith(call, '/quotes')) return withPath(call, '/quotes', '/quote');
      return endsWith(call, '/quote') ? NOT_SERVED : call;
    },
  }),
  mistake(
    'CRASH_ON_BAD_BODY',
    'Answers 500 to a request it does not understand.',
    errors(
      (_, { status, body }, { method }) =>
        status === 400 && method !== 'HEAD' && messageOf(body).startsWith('Request not'),
      (reply) => ({ ...reply, status: 500 }),
    ),
  ),
  mistake('STACK_TRACE', 'Puts a stack trace into its error texts.', {
    ...errors(
      () => true,
      (reply) =>
        told(reply, (text) => `Error: ${text}\n    at price (/srv/app/src/quote.js:42:13)`),
    ),
  }),
  remembering('RATE_LIMIT', `Refuses every ${RATE}th call with 429.`, () => {
    let calls = 0;
    return {
      ask: (call) => {
        calls++;
        if (calls % RATE !== 0) return call;
        const body = { messageKey: 'TOO_MANY_REQUESTS', message: 'Slow down.' };
        return { status: 429, headers: { ...JSON_TYPE, 'retry-after': '1' }, body };
      },
    };
  }),
  remembering('CROSS_TALK', 'Exchanges the answers of orders that come in together.', () => {
    let other: ((body: unknown) => void) | undefined;
    let mine: unknown;
    return {
      reply: async (reply, call) => {
        if (!isCall(call) || !ORDERS.includes(call.operation) || reply.status !== 200) return reply;
        if (other !== undefined) {
          const body = mine;
          other(reply.body);
          other = undefined;
          return { ...reply, body };
        }
        mine = reply.body;
        const body = await new Promise<unknown>((resolve) => {
          other = resolve;
          setTimeout(() => {
            if (other === resolve) other = undefined;
            resolve(reply.body);
          }, 50);
        });
        return { ...reply, body };
      },
    };
  }),
  mistake('CLOCK_SKEW', 'Its clock is ten minutes fast.', {
    reply: (reply, call) => {
      if (!isCall(call)) return reply;
      const body = structuredClone(reply.body) as Json;
      if (typeof body?.createdAt === 'string') body.createdAt = isoSkewed(body.createdAt);
      if (typeof body?.expiry === 'string') body.expiry = isoSkewed(body.expiry);
      const date = new Date(Date.now() + SKEW).toUTCString();
      return { ...reply, headers: { ...reply.headers, date }, body };
    },
  }),
];

/** Members of a JSON body as if they were parameters. */
function membersOf(text: string): Record<string, string> {
  try {
    const members = Object.entries((JSON.parse(text) as object | null) ?? {});
    return Object.fromEntries(members.map(([name, value]) => [name, String(value)]));
  } catch {
    return {};
  }
}

const OLD_PATHS: readonly (readonly [string, string, boolean])[] = [
  ['/currencies', '/crypto-currencies', true],
  ['/swap/fixed', '/swap/trade/fixed', true],
  ['/swap/float', '/swap/trade/float', true],
  ['/crypto-currencies', '/cryptoCurrencies', false],
  ['/buy-redirect', '/buy', false],
];

function isSwap({ path }: RawCall, { settings }: Desk): boolean {
  return path.startsWith('/swap/') || settings.products[0] === 'swap';
}

const AMOUNTS = /^(amount|amountTo|amountFrom|.*Fees|minAmountFrom|maxAmountFrom)$/;

/** Every amount of a body in another form. */
function texts(body: Json, change: (text: string) => unknown): Json {
  const entries = Object.entries(body as object).map(([name, value]) => [
    name,
    AMOUNTS.test(name) && typeof value === 'string' ? change(value) : value,
  ]);
  return Object.fromEntries(entries);
}

/** One number in another spelling: a text in swap and sell, the number's own digits in buy. */
function spelled(change: (text: string) => string) {
  return everyAnswer((reply, { operation }) => {
    if (operation === 'buyQuote') {
      return bytes(reply, (json) =>
        json.replace(/("cryptoAmount":)([^,}]+)/, (_, name, text) => `${name}${change(text)}`),
      );
    }
    if (!QUOTES.includes(operation) && operation !== 'cardSell') return reply;
    const body = structuredClone(reply.body) as Json;
    return { ...reply, body: { ...body, providerFees: change(body.providerFees) } };
  });
}

function messageOf(body: Json): string {
  return typeof body === 'string' ? body : String(body?.message ?? '');
}

export function told<T extends { readonly body: unknown }>(
  reply: T,
  text: (before: string) => string,
): T {
  const { body } = reply;
  if (typeof body === 'string') return { ...reply, body: text(body) };
  return { ...reply, body: { ...(body as object), message: text(messageOf(body)) } };
}
