/**
 * What the app does to a message once it is read: tickers in upper case and by their Ledger name,
 * address prefixes removed, amounts without leading zeros (app-exchange `src/process_transaction.c`,
 * `src/ticker_normalization.c`).
 */
import { briefPart, bytesOf, cString, textOf } from '../bytes.js';
import type { FlowKind } from '../exchange/flows.js';
import type { DecodedMessage } from '../payload/nanopb.js';
import { ROLES, sidesOf } from '../payload/roles.js';

/** Matched by prefix: every ticker that starts so becomes the other. */
const TICKER_ALIASES: readonly (readonly [prefix: Uint8Array, ticker: Uint8Array])[] = [
  [bytesOf('USDT20'), bytesOf('USDT')],
  [bytesOf('REP'), bytesOf('REPv2')],
];

/** Names the coin configurations use, and the apps they mean. Matched exactly. */
const APP_ALIASES: Readonly<Record<string, string>> = {
  Tezos: 'Tezos Wallet',
  bsc: 'Binance Smart Chain',
  Bsc: 'Binance Smart Chain',
};

/** A copy as the app would keep it. */
export function normaliseMessage(kind: FlowKind, message: DecodedMessage): DecodedMessage {
  const next = { ...message };
  normaliseInPlace(kind, next);
  return next;
}

/** Of a message that nobody else has yet. */
export function normaliseInPlace(kind: FlowKind, message: DecodedMessage): void {
  for (const { currency, amount } of sidesOf(kind)) {
    message[currency] = normaliseTicker(message[currency] as Uint8Array);
    message[amount] = withoutLeadingZeros(message[amount] as Uint8Array);
  }
  if (kind === 'swap') {
    const { payin } = ROLES.swap;
    message[payin] = withoutPrefix(message[payin] as Uint8Array);
  }
}

/** Up to the first NUL, ASCII letters upper-cased, aliases applied. */
export function normaliseTicker(ticker: Uint8Array): Uint8Array {
  const end = ticker.indexOf(0);
  const capitals = ticker.slice(0, end < 0 ? ticker.length : end);
  for (let at = 0; at < capitals.length; at++) {
    const code = capitals[at]!;
    if (code >= LOWER_A && code <= LOWER_Z) capitals[at] = code - CASE;
  }
  for (const [prefix, alias] of TICKER_ALIASES) {
    if (startsWith(capitals, prefix)) return alias.slice();
  }
  return capitals;
}

const LOWER_A = 0x61;
const LOWER_Z = 0x7a;
const CASE = 0x20;

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  for (let at = 0; at < prefix.length; at++) if (bytes[at] !== prefix[at]) return false;
  return true;
}

export function appNameOf(configured: Uint8Array): string {
  const name = textOf(configured);
  const alias = Object.hasOwn(APP_ALIASES, name) ? APP_ALIASES[name] : undefined;
  // Called as a C string: what follows a NUL is not part of the name.
  return alias ?? textOf(cString(configured));
}

function withoutLeadingZeros(amount: Uint8Array): Uint8Array {
  let start = 0;
  while (amount[start] === 0) start++;
  return start === 0 ? amount : briefPart(amount, start);
}

/**
 * Drops everything up to the first ':' of the whole buffer, also one behind the terminating NUL;
 * the buffer's tail stays as it was.
 */
function withoutPrefix(buffer: Uint8Array): Uint8Array {
  const colon = buffer.indexOf(0x3a);
  if (colon < 0) return buffer;
  const next = buffer.slice();
  next.set(buffer.subarray(colon + 1), 0);
  return next;
}
