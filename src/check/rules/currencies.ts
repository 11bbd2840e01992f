/** Tickers in the message: the ones the device has a configuration for, letter for letter. */
import type { FlowKind } from '../../exchange/flows.js';
import { currencyOfTicker, guessCurrency } from '../currency-context.js';
import { quoted } from '../evidence.js';
import { type Facts, textField } from '../facts.js';
import type { Findings } from '../findings.js';

interface Side {
  readonly field: string;
  readonly address: string;
  readonly incoming: boolean;
}

const SIDES: Readonly<Record<FlowKind, readonly Side[]>> = {
  swap: [
    { field: 'currency_from', address: 'refund_address', incoming: false },
    { field: 'currency_to', address: 'payout_address', incoming: true },
  ],
  sell: [{ field: 'in_currency', address: 'in_address', incoming: false }],
  fund: [{ field: 'in_currency', address: 'in_address', incoming: false }],
};

export function judgeCurrencies(facts: Facts, findings: Findings): void {
  const { kind, draft, currencies, expected } = facts;
  if (draft) return;
  const sides = SIDES[kind];
  const asked = crossed(facts);
  if (currencies.swapped || asked) {
    const [from, to] = [textField(facts, 'currency_from'), textField(facts, 'currency_to')];
    const proof = asked
      ? `the request asks for ${expected.outgoingTicker} to ${expected.incomingTicker}`
      : `the refund address ${quoted(textField(facts, 'refund_address'))} and the payout address ${quoted(textField(facts, 'payout_address'))} are of the other currency each`;
    findings.add('CURRENCY_FROM_TO_SWAPPED', {
      field: 'currency_from',
      evidence: `The message says ${from} to ${to}; ${proof}.`,
      corrected: `currency_from ${to}, currency_to ${from}`,
    });
    return;
  }
  for (const side of sides) judgeTicker(facts, findings, side);
}

function crossed(facts: Facts): boolean {
  const { outgoingTicker, incomingTicker } = facts.expected;
  if (facts.kind !== 'swap' || outgoingTicker === undefined || incomingTicker === undefined) {
    return false;
  }
  const same = (text: string, other: string) => text.trim().toUpperCase() === other.toUpperCase();
  return (
    !same(outgoingTicker, incomingTicker) &&
    same(textField(facts, 'currency_from'), incomingTicker) &&
    same(textField(facts, 'currency_to'), outgoingTicker)
  );
}

function judgeTicker(facts: Facts, findings: Findings, { field, address, incoming }: Side): void {
  const ticker = textField(facts, field);
  if (ticker === '') return;
  const { expected } = facts;
  const wanted = incoming ? expected.incomingTicker : expected.outgoingTicker;
  const id = incoming ? expected.incomingId : expected.outgoingId;
  if (ticker === wanted) return;
  const guess = guessCurrency(ticker, textField(facts, address));
  const corrected = wanted ?? guess?.ticker;
  const asked = wanted === undefined ? '' : ` The request says ${quoted(wanted)}.`;
  const add = (code: Parameters<Findings['add']>[0], what: string) =>
    findings.add(code, { field, evidence: `${quoted(ticker)}${what}.${asked}`, corrected });
  const plain = ticker.trim();
  if (plain !== ticker) add('CURRENCY_WHITESPACE', ' begins or ends with a blank');
  if (plain === wanted) return;
  if (isCaseOnly(plain, wanted)) {
    add('CURRENCY_CASE', ' is not written as it should be; the device compares in upper case');
  } else if (isLedgerId(plain)) {
    add('CURRENCY_IS_LEDGER_ID', ' is a Ledger id, not a ticker');
  } else if (plain === id || isProviderId(plain, guess !== undefined)) {
    add('CURRENCY_IS_PROVIDER_ID', " looks like a provider's own id, not like a ticker");
  } else if (wanted !== undefined) {
    add('EXPECTED_VALUE_MISMATCH', ' is another currency');
  }
}

function isCaseOnly(ticker: string, wanted: string | undefined): boolean {
  const upper = ticker.toUpperCase();
  if (wanted !== undefined) return upper === wanted.toUpperCase();
  return ticker !== upper && currencyOfTicker(upper, '')?.ticker === upper;
}

/** `bitcoin`, `ethereum/erc20/usd__coin`. */
function isLedgerId(text: string): boolean {
  if (/^[a-z0-9_]+\/[a-z0-9_]+\/\S+$/.test(text)) return true;
  const guess = guessCurrency(text, '');
  return (
    /^[a-z][a-z_]{3,}$/.test(text) && guess?.id === text && guess.ticker.toLowerCase() !== text
  );
}

function isProviderId(text: string, known: boolean): boolean {
  return /[^A-Za-z0-9]/.test(text) && (known || /[_:/-]/.test(text));
}
