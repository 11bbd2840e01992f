/** Addresses: the user's own, unchanged, in their places; and the provider's as it was answered. */
import { belongsToNobody, isEvidentlyNotUsers } from '../address-shape.js';
import { quoted } from '../evidence.js';
import { type Facts, textField } from '../facts.js';
import type { Findings } from '../findings.js';

export function judgeAddresses(facts: Facts, findings: Findings): void {
  const { kind, draft, envelope, scan, expected } = facts;
  if (envelope.protobuf === undefined || draft) return;
  judgePayin(facts, findings, kind === 'swap' ? 'payin_address' : 'in_address');
  if (kind !== 'swap') return;
  const refund = textField(facts, 'refund_address');
  const payout = textField(facts, 'payout_address');
  if (refund === '' && scan.problem === undefined) {
    findings.add('REFUND_ADDRESS_MISSING', {
      field: 'refund_address',
      evidence: 'refund_address is absent or empty.',
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
      field: 'refund_address',
      evidence: `refund_address is ${quoted(refund)}, which the request gives as payoutAddress, and the reverse.`,
      corrected: refundAddress,
    });
    return;
  }
  judgeOwn(facts, findings, 'refund', refund, refundAddress);
  judgeOwn(facts, findings, 'payout', payout, payoutAddress);
}

function judgeOwn(
  facts: Facts,
  findings: Findings,
  which: 'refund' | 'payout',
  address: string,
  wanted: string | undefined,
): void {
  if (address === '' || address === wanted) return;
  const field = `${which}_address`;
  const code = which === 'refund' ? 'REFUND_ADDRESS_NOT_USERS' : 'PAYOUT_ADDRESS_NOT_USERS';
  if (wanted !== undefined) {
    const same = address.toLowerCase() === wanted.toLowerCase();
    const how = same ? ' They differ in upper and lower case only, which the coin app minds.' : '';
    findings.add(code, {
      field,
      evidence: `The request says ${quoted(wanted)}, the message ${quoted(address)}.${how}`,
      corrected: wanted,
    });
    return;
  }
  const payin = textField(facts, 'payin_address');
  if (!isEvidentlyNotUsers(address, payin)) return;
  const evidence = belongsToNobody(address)
    ? `${quoted(address)} is nobody's address.`
    : `${field} is the provider's own payin_address, ${quoted(address)}.`;
  findings.add(code, { field, evidence });
}

function judgePayin(facts: Facts, findings: Findings, field: string): void {
  const address = textField(facts, field);
  const { payinAddress } = facts.expected;
  if (payinAddress === undefined || address === '' || address === payinAddress) return;
  const plain = (text: string) => text.slice(text.indexOf(':') + 1);
  if (field === 'payin_address' && plain(address) === plain(payinAddress)) return;
  findings.add('ADDRESS_MISMATCH', {
    field,
    evidence: `The answer says payinAddress ${quoted(payinAddress)}, the message ${quoted(address)}.`,
    corrected: payinAddress,
  });
}
