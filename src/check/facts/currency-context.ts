/**
 * Which currencies the host has configurations for in this order. Ledger Wallet takes them from
 * what the user chose, never from the message: the request says it, or, without one, the message's
 * tickers and the form of its addresses do.
 */
import { textOf, utf8 } from '../../bytes.js';
import type { FlowKind } from '../../exchange/flows.js';
import { CURRENCIES, type Currency } from '../../host/currencies.js';
import {
  currencyByLedgerId,
  findCurrency,
  type Naming,
  namingOf,
} from '../../host/currency-names.js';
import { currencyOfLedgerId } from '../../host/ledger/built-in.js';
import { aliased, ledgerRecord } from '../../host/ledger/catalogue.js';
import { currencyOfRecord } from '../../host/ledger/currency.js';
import type { LedgerRecord } from '../../host/ledger/records.js';
import { ROLES } from '../../payload/roles.js';
import { normaliseTicker } from '../../simulator/normalise.js';
import { fitsShape } from '../rules/address/shape.js';
import type { Expectations } from './expectations.js';

/** How a currency became known. */
export type Source = 'request' | 'message' | 'guess';

export interface Known {
  readonly currency: Currency;
  readonly source: Source;
  /** Named by its LedgerId: no other of the same ticker can be meant. */
  readonly isExact?: true;
}

export interface CurrencyContext {
  /** Paid with. */
  readonly outgoing: Known | undefined;
  /** Received; swap only. */
  readonly incoming: Known | undefined;
  /** The message has both currencies, each in the other's place. */
  readonly swapped: boolean;
}

const BY_TICKER = new Map<string, Currency[]>();
for (const currency of CURRENCIES) {
  const known = BY_TICKER.get(currency.ticker);
  if (known === undefined) BY_TICKER.set(currency.ticker, [currency]);
  else known.push(currency);
}

/** All currencies that share a ticker; on different networks they may have different decimals. */
export function currenciesOfTicker(ticker: string): readonly Currency[] {
  return BY_TICKER.get(ticker) ?? [];
}

/** The currency of a ticker as the device compares it; where several share it, by the address. */
export function currencyOfTicker(ticker: string, address: string): Currency | undefined {
  const candidates = BY_TICKER.get(ticker) ?? BY_TICKER.get(textOf(normaliseTicker(utf8(ticker))));
  if (candidates === undefined || candidates.length === 1 || address === '') return candidates?.[0];
  return candidates.find((candidate) => fitsShape(address, candidate) === true) ?? candidates[0];
}

export function currencyContext(
  kind: FlowKind,
  text: (field: string) => string,
  expected: Expectations,
): CurrencyContext {
  if (kind !== 'swap') {
    const { outgoing: paid, payin } = ROLES[kind];
    const side = { ticker: text(paid.currency), address: text(payin) };
    const outgoing = knownCurrency(side, expected.outgoingTicker, expected.outgoingId);
    return { outgoing, incoming: undefined, swapped: false };
  }
  const { outgoing: paid, incoming: received } = ROLES.swap;
  const from = { ticker: text(paid.currency), address: text(paid.address) };
  const to = { ticker: text(received.currency), address: text(received.address) };
  const outgoing = knownCurrency(from, expected.outgoingTicker, expected.outgoingId);
  const incoming = knownCurrency(to, expected.incomingTicker, expected.incomingId);
  if (outgoing === undefined || incoming === undefined) {
    return { outgoing, incoming, swapped: false };
  }
  if (outgoing.source === 'request' || incoming.source === 'request') {
    return { outgoing, incoming, swapped: false };
  }
  const crossed =
    from.ticker !== to.ticker &&
    fitsShape(from.address, incoming.currency) === true &&
    fitsShape(to.address, outgoing.currency) === true &&
    fitsShape(from.address, outgoing.currency) === false &&
    fitsShape(to.address, incoming.currency) === false;
  return crossed
    ? { outgoing: incoming, incoming: outgoing, swapped: true }
    : { outgoing, incoming, swapped: false };
}

interface Side {
  readonly ticker: string;
  readonly address: string;
}

function knownCurrency(
  { ticker, address }: Side,
  asked: string | undefined,
  id: string | undefined,
): Known | undefined {
  const exact = id === undefined ? undefined : byLedgerId(id);
  if (exact !== undefined && (asked === undefined || asked === exact.ticker)) {
    return { currency: exact, source: 'request', isExact: true };
  }
  // Another currency of the same ticker, USDC on Ethereum for that on Stellar, would be judged wrongly.
  const unusable = id === undefined || exact !== undefined ? undefined : unusableRecord(id);
  if (unusable !== undefined && (asked === undefined || asked === unusable.ticker))
    return undefined;
  const requested =
    (asked && currencyOfTicker(asked, address)) || (id && asked === undefined && byId(id, address));
  if (requested) return { currency: requested, source: 'request' };
  const named = asked ?? id;
  const listed = named === undefined ? undefined : findCurrency(named);
  if (listed !== undefined) return { currency: listed, source: 'request' };
  if (asked !== undefined) return undefined;
  const own = currencyOfTicker(ticker, address);
  if (own !== undefined) return { currency: own, source: 'message' };
  const guess = guessCurrency(ticker, address);
  return guess && { currency: guess, source: 'guess' };
}

/** What has no slash and is none of the built-in few is a provider's own id far more often. */
function byLedgerId(id: string): Currency | undefined {
  return aliased(id).includes('/') ? currencyByLedgerId(id) : currencyOfLedgerId(aliased(id));
}

/** One of Ledger's tokens that no flow can have here. */
function unusableRecord(id: string): LedgerRecord | undefined {
  const plain = aliased(id);
  const record = plain.includes('/') ? ledgerRecord(plain) : undefined;
  return record !== undefined && 'why' in currencyOfRecord(record) ? record : undefined;
}

/** What Ledger's lists say of a currency that no flow can have here: by the request's id, or its ticker. */
export function namingOfListed(ticker: string, id: string | undefined): Naming {
  const byId = id === undefined ? undefined : namingOf(id);
  return byId === undefined || byId.kind === 'unknown' ? namingOf(ticker) : byId;
}

/** All of a currency that its amounts need. */
export type Unit = Pick<Currency, 'ticker' | 'decimals' | 'price'>;

/** Of a currency that no flow can have here, where Ledger's lists leave no doubt about its decimals. */
export function listedUnit(ticker: string, id: string | undefined): Unit | undefined {
  const naming = namingOfListed(ticker, id);
  if (naming.kind === 'unknown' || naming.kind === 'currency') return undefined;
  const [first, ...others] = naming.kind === 'unusable' ? [naming.record] : naming.records;
  const decimals = first?.decimals;
  const isOne = others.every((other) => other.decimals === decimals);
  const isMeant = first?.ticker.toUpperCase() === ticker.toUpperCase();
  return decimals !== undefined && isOne && isMeant ? { ticker, decimals } : undefined;
}

/** By Ledger id, or by one of ours. */
function byId(id: string, address: string): Currency | undefined {
  const exact = byLedgerId(id.toLowerCase());
  if (exact !== undefined) return exact;
  const [network, , token] = id.toLowerCase().split('/');
  const found = CURRENCIES.find((currency) => currency.id === id.toLowerCase());
  if (found !== undefined) return found;
  if (token === undefined) return undefined;
  return (
    currencyOfTicker(token.replace(/^usd__/, 'usd').toUpperCase(), address) ?? byId(network!, '')
  );
}

/** What a text that is no ticker probably means: `eth_main`, `ETH `, `bitcoin`, `USDT.TRC20`. */
export function guessCurrency(text: string, address: string): Currency | undefined {
  const plain = text.trim();
  const whole = currencyOfTicker(plain, address) ?? byId(plain, address);
  if (whole !== undefined) return whole;
  for (const part of plain.split(/[^A-Za-z0-9]+/)) {
    const found = currencyOfTicker(part.toUpperCase(), address) ?? byId(part, address);
    if (part.length > 1 && found !== undefined) return found;
  }
  return undefined;
}
