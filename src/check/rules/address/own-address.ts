/**
 * Whether a coin app would take a text for an address of its own. Nothing is derived here: what the
 * user has is known from the request, and how the app spells and compares it from its source
 * (`simulator/coins`).
 */
import type { Currency } from '../../../host/currencies.js';
import { eip55 } from './checksum.js';
import { type AddressProblem, addressProblem } from './problem.js';
import { isEvm } from './shape.js';

/**
 * As the app would write that address; '' for what no app derives. A broken checksum passes: that
 * is said by a finding, and made-up addresses stand for the user's where an order is only tried.
 */
export function asDerived(address: string, currency: Currency): string {
  const problem = addressProblem(address, currency);
  const bare = isEvm(currency) && /^[0-9a-fA-F]{40}$/.test(address);
  const passes = bare || problem === undefined || problem.code === 'ADDRESS_CHECKSUM';
  if (!passes && !mayBeElsewhere(problem, currency)) return '';
  if (isEvm(currency)) return eip55(address) ?? address;
  return isHexAccount(currency.app) ? address.toLowerCase() : address;
}

/** A token's ticker does not say on which network it is, and not all of them are built in. */
export function mayBeElsewhere({ code }: AddressProblem, { ticker, fee }: Currency): boolean {
  return code === 'ADDRESS_OTHER_NETWORK' && ticker !== fee.ticker;
}

/**
 * Whether the app of that name takes the text for the address it derives.
 * @param derived see {@link asDerived}.
 */
export function isTakenFor(derived: string, address: string, app: string): boolean {
  if (address === '' || derived === '') return false;
  switch (app) {
    case 'Ethereum':
    case 'Ethereum Classic':
      return address === derived || address.replace(/^0x/, '') === derived.replace(/^0x/, '');
    case 'Celo':
      return address.replace(/^0x/, '').toLowerCase() === derived.slice(2).toLowerCase();
    default:
      return (isHexAccount(app) ? address.toLowerCase() : address) === derived;
  }
}

/** Their apps look over upper and lower case. */
function isHexAccount(app: string): boolean {
  return app === 'Sui' || app === 'Aptos';
}
