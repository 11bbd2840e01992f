/** The shape of a switch of `--misbehave`, and the few ways in which most of them work. */
import type { Product } from '../../product.js';
import type { Behaviour } from '../behaviour.js';
import { type Call, JSON_TYPE, type RawCall, type Reply } from '../call.js';
import type { Desk } from '../desk.js';

export interface Switch {
  readonly code: string;
  /** What is done wrong, one sentence. */
  readonly does: string;
  /** Made when the provider starts: some remember what came before. */
  readonly behaviour: () => Behaviour;
}

// biome-ignore lint/suspicious/noExplicitAny: bodies of every kind are bent here
export type Json = any;

export function mistake(code: string, does: string, behaviour: Behaviour): Switch {
  return { code, does, behaviour: () => behaviour };
}

export function remembering(code: string, does: string, behaviour: () => Behaviour): Switch {
  return { code, does, behaviour };
}

/** Operations by what they are, over all contracts. */
export const QUOTES = ['quote', 'sellQuote', 'buyQuote'];
export const SWAP_ORDERS = ['swapFixed', 'swapFloat'];
export const ORDERS = [...SWAP_ORDERS, 'sell', 'cardSell'];
export const CAPABILITIES = ['sellCapabilities', 'buyCapabilities'];
export const CRYPTOS = ['sellCryptoCurrencies', 'buyCryptoCurrencies'];
export const REDIRECTS = ['sellRedirect', 'buyRedirect'];

export const isCall = (call: Call | RawCall): call is Call => 'operation' in call;

/** Another body for the good answers of some operations. */
export function answers(
  operations: readonly string[],
  change: (body: Json, call: Call, desk: Desk) => unknown,
): Behaviour {
  return {
    reply: (reply, call, desk) =>
      reply.status === 200 && isCall(call) && operations.includes(call.operation)
        ? { ...reply, body: change(structuredClone(reply.body), call, desk) }
        : reply,
  };
}

/** Another answer for every good answer of the contracts. */
export function everyAnswer(change: (reply: Reply, call: Call) => Reply): Behaviour {
  return {
    reply: (reply, call) => (reply.status === 200 && isCall(call) ? change(reply, call) : reply),
  };
}

/** Another answer for errors; the error's key, where it has one, chooses. */
export function errors(
  wanted: (key: string | undefined, reply: Reply, call: Call) => boolean,
  change: (reply: Reply, call: Call) => Reply,
): Behaviour {
  return {
    reply: (reply, call) =>
      reply.status >= 400 && isCall(call) && wanted(keyOf(reply), reply, call)
        ? change(reply, call)
        : reply,
  };
}

export function keyOf({ body }: Reply): string | undefined {
  const key = (body as Json)?.messageKey;
  return typeof key === 'string' ? key : undefined;
}

/** Slow once is slow; at every call a whole run would take hours. */
const EVERY = 4;

/** Waits before every fourth answer, the first among them. */
export function late(operations: readonly string[], milliseconds: number): Behaviour {
  let calls = 0;
  return {
    reply: async (reply, call, { clock }) => {
      if (isCall(call) && operations.includes(call.operation) && calls++ % EVERY === 0) {
        await clock.wall.pause(milliseconds);
      }
      return reply;
    },
  };
}

/** The answer as bytes that JSON.stringify would not write. */
export function bytes(reply: Reply, text: (json: string) => string | Uint8Array): Reply {
  const changed = text(JSON.stringify(reply.body));
  const body = typeof changed === 'string' ? new TextEncoder().encode(changed) : changed;
  return { ...reply, body };
}

export function answered(status: number, body: unknown): Reply {
  return { status, headers: JSON_TYPE, body };
}

/** As for any path that is not there: no key of an error. */
export const NOT_SERVED: Reply = answered(404, { message: 'Nothing is served here.' });

/** The last part of the path, whatever base URL was used: `/swap/quote` is `/quote`. */
export function endsWith(call: RawCall, path: string): boolean {
  return call.path === path || PREFIXES.some((prefix) => call.path === `${prefix}${path}`);
}

export function withPath(call: RawCall, from: string, to: string): RawCall {
  return { ...call, path: `${call.path.slice(0, -from.length)}${to}` };
}

const PRODUCT_NAMES: readonly Product[] = ['swap', 'sell', 'card', 'fund', 'buy'];
const PREFIXES = PRODUCT_NAMES.map((product) => `/${product}`);

/** The body of a POST with other members. */
export function withBody(call: RawCall, change: (body: Json) => Json): RawCall {
  if (call.method !== 'POST') return call;
  try {
    return { ...call, text: JSON.stringify(change(JSON.parse(call.text))) };
  } catch {
    return call;
  }
}
