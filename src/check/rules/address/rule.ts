/** Addresses: the user's own, unchanged, in their places; and the provider's as it was answered. */
import type { Currency } from '../../../host/currencies.js';
import { ROLES, rolesOf } from '../../../payload/roles.js';
import { currenciesOfTicker, type Known } from '../../facts/currency-context.js';
import { type Facts, textField } from '../../facts/facts.js';
import { quoted, quotedNumber } from '../../findings/evidence.js';
import type { Severity } from '../../findings/finding.js';
import type { Findings } from '../../findings/findings.js';
import { asDerived, isTakenFor, mayBeElsewhere } from './own-address.js';
import { type AddressProblem, addressProblem } from './problem.js';
import { belongsToNobody, fitsShape, isEvidentlyNotUsers, isEvm } from './shape.js';

const { outgoing: REFUND, incoming: PAYOUT } = ROLES.swap;

export function judgeAddresses(facts: Facts, findings: Findings): void {
  const { kind, draft, envelope } = facts;
  if (envelope.protobuf === undefined || draft) return;
  judgePayin(facts, findings);
  if (kind === 'swap') judgeOwnAddresses(facts, findings);
}

function judgeOwnAddresses(facts: Facts, findings: Findings): void {
  const { scan, expected, currencies } = facts;
  const refund = textField(facts, REFUND.address);
  const payout = textField(facts, PAYOUT.address);
  if (refund === '' && scan.problem === undefined) {
    findings.add('REFUND_ADDRESS_MISSING', {
      field: REFUND.address,
      evidence: `${REFUND.address} is absent or empty.`,
      corrected: expected.refundAddress,
    });
  }
  const { refundAddress, payoutAddress } = expected;
  if (
    refundAddress !== undefined &&
    refundAddress !== payoutAddress &&
    refund === payoutAddress &&
    payout === refundAddress
  ) {
    findings.add('ADDRESS_REFUND_PAYOUT_SWAPPED', {
      field: REFUND.address,
      evidence: `${REFUND.address} is ${quoted(refund)}, which the request gives as payoutAddress, and the reverse.`,
      corrected: refundAddress,
    });
    return;
  }
  const mixedUp = currencies.swapped || findings.has('CURRENCY_FROM_TO_SWAPPED');
  const of = (known: Known | undefined) => (mixedUp ? undefined : known?.currency);
  judgeOwn(
    facts,
    findings,
    { which: 'refund', address: refund, wanted: refundAddress },
    of(currencies.outgoing),
  );
  judgeOwn(
    facts,
    findings,
    { which: 'payout', address: payout, wanted: payoutAddress },
    of(currencies.incoming),
  );
}

interface Own {
  readonly which: 'refund' | 'payout';
  readonly address: string;
  /** What the request says. */
  readonly wanted: string | undefined;
}

function judgeOwn(
  facts: Facts,
  findings: Findings,
  { which, address, wanted }: Own,
  currency: Currency | undefined,
): void {
  if (address === '') return;
  const field = (which === 'refund' ? REFUND : PAYOUT).address;
  const code = which === 'refund' ? 'REFUND_ADDRESS_NOT_USERS' : 'PAYOUT_ADDRESS_NOT_USERS';
  judgeOwnForm(facts, findings, { which, address, wanted, field }, currency);
  const derived = currency && asDerived(wanted ?? address, currency);
  // What the coin app takes for the user's is the user's, whatever letters the request has.
  if (currency && derived && isTakenFor(derived, address, currency.app)) {
    if (wanted !== undefined) return;
  } else if (wanted !== undefined && wanted !== address) {
    const same = address.toLowerCase() === wanted.toLowerCase();
    const how = same ? ' They differ in upper and lower case only, which the coin app minds.' : '';
    findings.add(code, {
      field,
      evidence: `The request says ${quoted(wanted)}, the message ${quoted(address)}.${how}`,
      corrected: derived || wanted,
    });
    return;
  } else if (derived && !facts.tried && !findings.has('ADDRESS_CHECKSUM', field)) {
    findings.add(code, {
      field,
      evidence: `${quoted(address)} is not as a device spells it: the coin app derives ${derived} and compares letter for letter.`,
      corrected: derived,
    });
    return;
  }
  const payin = textField(facts, ROLES.swap.payin);
  if (wanted !== undefined || !isEvidentlyNotUsers(address, payin)) return;
  const evidence = belongsToNobody(address)
    ? `${quoted(address)} is nobody's address.`
    : `${field} is the provider's own ${ROLES.swap.payin}, ${shownAddress(facts, address)}.`;
  findings.add(code, { field, evidence });
}

/**
 * The form of an own address, whoever says that it is the user's. Of an order that is only tried
 * the checksum is left alone: nobody claims that its addresses are real ones.
 */
function judgeOwnForm(
  facts: Facts,
  findings: Findings,
  { which, address, wanted, field }: Own & { readonly field: string },
  currency: Currency | undefined,
): void {
  if (currency === undefined || address !== address.trim()) return;
  const problem = addressProblem(address, currency);
  if (problem === undefined || problem.code === 'ADDRESS_OF_NOBODY') return;
  if (facts.tried && problem.code === 'ADDRESS_CHECKSUM') return;
  // The Ethereum app knows its own address without 0x.
  const bare = isEvm(currency) && /^[0-9a-f]{40}$/i.test(address);
  const harmless = bare || (wanted === address && mayBeElsewhere(problem, currency));
  const usual: Severity = which === 'refund' ? 'error' : 'wrong-on-screen';
  const severity = harmless ? 'warning' : usual;
  const corrected = wanted === address ? undefined : wanted;
  report(facts, findings, field, address, problem, { severity, wanted: corrected });
}

function judgePayin(facts: Facts, findings: Findings): void {
  const { kind } = facts;
  const field = rolesOf(kind).payin;
  const address = textField(facts, field);
  if (address === '') return;
  judgePayinForm(facts, findings, field, address);
  const { payinAddress } = facts.expected;
  if (payinAddress === undefined || address === payinAddress) return;
  const currency = facts.currencies.outgoing?.currency;
  const plain = (text: string) => {
    // The device drops a prefix in swaps, and the coin app compares EVM addresses without case.
    const bare = kind === 'swap' ? text.slice(text.indexOf(':') + 1) : text;
    return currency !== undefined && isEvm(currency) ? bare.toLowerCase() : bare;
  };
  if (plain(address) === plain(payinAddress)) return;
  findings.add('ADDRESS_MISMATCH', {
    field,
    evidence: `The answer says payinAddress ${quoted(payinAddress)}, the message ${quoted(address)}.`,
    corrected: payinAddress,
  });
}

function judgePayinForm(facts: Facts, findings: Findings, field: string, address: string): void {
  if (address !== address.trim() || findings.has('CURRENCY_FROM_TO_SWAPPED')) return;
  let first: AddressProblem | undefined;
  for (const currency of payinNetworks(facts)) {
    const problem = addressProblem(address, currency);
    if (problem === undefined) return;
    first ??= problem;
  }
  if (first === undefined) return;
  const inner = first.code === 'ADDRESS_IS_URI' ? address.slice(address.indexOf(':') + 1) : '';
  const dropped = facts.kind === 'swap' && inner !== '' && inner === first.corrected;
  const tried = facts.tried && first.code === 'ADDRESS_CHECKSUM';
  report(facts, findings, field, address, first, {
    severity: dropped || tried ? 'warning' : 'error',
  });
}

/** The currency paid with, or all that share its ticker when nothing says which network is meant. */
function payinNetworks(facts: Facts): readonly Currency[] {
  const { kind, currencies, expected } = facts;
  const { outgoing } = currencies;
  if (outgoing === undefined || currencies.swapped) return [];
  const { currency } = outgoing;
  if (outgoing.isExact) return [currency];
  const refund =
    kind === 'swap' ? (expected.refundAddress ?? textField(facts, REFUND.address)) : '';
  if (refund !== '' && fitsShape(refund, currency) === true) return [currency];
  return [currency, ...currenciesOfTicker(currency.ticker).filter((other) => other !== currency)];
}

/**
 * An address in quotes. Those of some coins have 64 hex digits as a private key has, and are not
 * repeated; but what the answer and the signed message both name for everybody to pay to is public.
 */
function shownAddress(facts: Facts, address: string): string {
  const payin = textField(facts, rolesOf(facts.kind).payin);
  const isPublic = address === payin && address === facts.expected.payinAddress;
  return isPublic ? quotedNumber(address) : quoted(address);
}

function report(
  facts: Facts,
  findings: Findings,
  field: string,
  address: string,
  { code, says, corrected }: AddressProblem,
  { severity, wanted }: { severity: Severity; wanted?: string | undefined },
): void {
  const evidence = `${shownAddress(facts, address)}: ${says}.`;
  findings.add(code, { field, evidence, severity, corrected: wanted ?? corrected });
}
