/** Tickers in the message: the ones the device has a configuration for, letter for letter. */

import { listedRecords } from '../../../host/currency-names.js';
import { ROLES, rolesOf, type Side, sidesOf } from '../../../payload/roles.js';
import {
  currencyOfTicker,
  guessCurrency,
  listedUnit,
  namingOfListed,
} from '../../facts/currency-context.js';
import { type Facts, textField } from '../../facts/facts.js';
import { quoted } from '../../findings/evidence.js';
import type { Findings } from '../../findings/findings.js';

const { outgoing: FROM, incoming: TO } = ROLES.swap;

export function judgeCurrencies(facts: Facts, findings: Findings): void {
  const { kind, draft, currencies, expected } = facts;
  if (draft) return;
  const asked = crossed(facts);
  if (currencies.swapped || asked) {
    const [from, to] = [textField(facts, FROM.currency), textField(facts, TO.currency)];
    const proof = asked
      ? `the request asks for ${expected.outgoingTicker} to ${expected.incomingTicker}`
      : `the refund address ${quoted(textField(facts, FROM.address))} and the payout address ${quoted(textField(facts, TO.address))} are of the other currency each`;
    findings.add('CURRENCY_FROM_TO_SWAPPED', {
      field: FROM.currency,
      evidence: `The message says ${from} to ${to}; ${proof}.`,
      corrected: `currency_from ${to}, currency_to ${from}`,
    });
    return;
  }
  for (const side of sidesOf(kind)) {
    judgeTicker(facts, findings, side);
    judgeKnown(facts, findings, side);
  }
}

/** What cannot be judged is said: silence would look like a yes. */
function judgeKnown(facts: Facts, findings: Findings, { currency: field }: Side): void {
  const { currencies, expected } = facts;
  const incoming = field === TO.currency;
  const ticker =
    (incoming ? expected.incomingTicker : expected.outgoingTicker) ?? textField(facts, field);
  if ((incoming ? currencies.incoming : currencies.outgoing) !== undefined || ticker === '') return;
  const { payin, memo } = rolesOf(facts.kind);
  const own = facts.kind === 'swap' ? [(incoming ? TO : FROM).address] : [];
  const id = incoming ? expected.incomingId : expected.outgoingId;
  const asked = incoming ? expected.amountTo : expected.amount;
  const isCompared = asked !== undefined && listedUnit(ticker, id) !== undefined;
  const side = sidesOf(facts.kind).find(({ currency }) => currency === field);
  const amount = isCompared ? undefined : side?.amount;
  const unjudged = [amount, ...(incoming ? [] : [payin, memo]), ...own].filter((name) => name);
  findings.add('CURRENCY_NOT_BUILT_IN', {
    field,
    evidence: `${quoted(ticker)} is no built-in currency: ${unjudged.join(', ')} are not judged, and the coin app is not asked.${known(ticker, id)}`,
  });
}

/** What Ledger's lists say of it: a sentence, behind a blank; '' where they say nothing. */
function known(ticker: string, id: string | undefined): string {
  const naming = namingOfListed(ticker, id);
  const named = 'a LedgerId in the request says which is meant';
  switch (naming.kind) {
    case 'unusable': {
      const { id: ledgerId, name, decimals } = naming.record;
      const units = decimals === undefined ? '' : `, ${decimals} decimals`;
      return ` Ledger's ${ledgerId} (${name}${units}) ${naming.why}.`;
    }
    case 'ambiguous':
      return ` Ledger has ${naming.records.length} of that ticker, ${listedRecords(naming.records)}: ${named}.`;
    case 'currency':
      return ` Ledger has ${naming.currency.id}, but a ticker alone is no proof: ${named}.`;
    default:
      return '';
  }
}

function crossed(facts: Facts): boolean {
  const { outgoingTicker, incomingTicker } = facts.expected;
  if (facts.kind !== 'swap' || outgoingTicker === undefined || incomingTicker === undefined) {
    return false;
  }
  const same = (text: string, other: string) => text.trim().toUpperCase() === other.toUpperCase();
  return (
    !same(outgoingTicker, incomingTicker) &&
    same(textField(facts, FROM.currency), incomingTicker) &&
    same(textField(facts, TO.currency), outgoingTicker)
  );
}

function judgeTicker(facts: Facts, findings: Findings, side: Side): void {
  const { currency: field, address = rolesOf(facts.kind).payin } = side;
  const incoming = field === TO.currency;
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
