import type { Currency } from '../../../host/currencies.js';
import { ROLES, rolesOf } from '../../../payload/roles.js';
import { type Facts, textField } from '../../facts/facts.js';
import { asDerived, isTakenFor } from './own-address.js';
import { addressProblem } from './problem.js';
import { isEvidentlyNotUsers } from './shape.js';

/** The provider's as it was answered, the user's as they were asked for, all of the right form. */
export function areAddressesClean(facts: Facts): boolean {
  const { kind, expected, currencies } = facts;
  const payin = textField(facts, rolesOf(kind).payin);
  const { outgoing, incoming } = currencies;
  if (outgoing === undefined || currencies.swapped) return false;
  if (addressProblem(payin, outgoing.currency) !== undefined) return false;
  if (expected.payinAddress !== undefined && payin !== expected.payinAddress) return false;
  if (kind !== 'swap') return true;
  if (incoming === undefined) return false;
  const isOwnClean = (address: string, wanted: string | undefined, currency: Currency) => {
    if (address === '' || !hasRightForm(facts, address, currency)) return false;
    const isSpeltRight = () =>
      isTakenFor(asDerived(wanted ?? address, currency), address, currency.app);
    if (!facts.tried && !isSpeltRight()) return false;
    return wanted === undefined ? !isEvidentlyNotUsers(address, payin) : wanted === address;
  };
  const { outgoing: refund, incoming: payout } = ROLES.swap;
  return (
    isOwnClean(textField(facts, refund.address), expected.refundAddress, outgoing.currency) &&
    isOwnClean(textField(facts, payout.address), expected.payoutAddress, incoming.currency)
  );
}

/** Of an order that is only tried, whatever its checksum: nobody claims that the address is a real one. */
function hasRightForm({ tried }: Facts, address: string, currency: Currency): boolean {
  const problem = addressProblem(address, currency);
  return problem === undefined || (tried && problem.code === 'ADDRESS_CHECKSUM');
}
