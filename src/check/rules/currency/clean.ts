import { ROLES, sidesOf } from '../../../payload/roles.js';
import { type Facts, textField } from '../../facts/facts.js';

const TO = ROLES.swap.incoming.currency;
/** Neither in other letters than the device compares, nor an id of Ledger's or a provider's. */
const PLAIN_TICKER = /^[A-Z0-9]+$/;

/** Each side a built-in currency, by the ticker that was asked for or, of none, a plain one. */
export function areCurrenciesClean(facts: Facts): boolean {
  const { kind, currencies, expected } = facts;
  if (currencies.swapped) return false;
  return sidesOf(kind).every(({ currency: field }) => {
    const isIncoming = field === TO;
    const ticker = textField(facts, field);
    const wanted = isIncoming ? expected.incomingTicker : expected.outgoingTicker;
    const id = isIncoming ? expected.incomingId : expected.outgoingId;
    const known = isIncoming ? currencies.incoming : currencies.outgoing;
    if (known === undefined || ticker === '') return false;
    return wanted === undefined ? PLAIN_TICKER.test(ticker) && ticker !== id : ticker === wanted;
  });
}
