/** What the device refuses must have a finding: the last rule, for what no other has a word for. */
import { rolesOf } from '../../../payload/roles.js';
import type { Facts } from '../../facts/facts.js';
import type { Findings } from '../../findings/findings.js';
import type { Asked } from '../rule.js';

const AMOUNT_FORMATTING_FAILED = '6a8b';
/** The simulator names what the coin app could not write. */
const ABOUT_FEES = /cannot write fees/;
const ABOUT_FIAT = /^the fiat amount/;

export function judgeRefusal(
  facts: Facts,
  findings: Findings,
  { run: { device: refusal } }: Asked,
): void {
  if (refusal === null) return;
  const { command, status, name, reason } = refusal;
  const evidence = `${command} is answered ${status} (${name}): ${reason}.`;
  const isAmount = status === AMOUNT_FORMATTING_FAILED && !ABOUT_FEES.test(reason);
  if (isAmount) {
    const named = findings.all.some(
      ({ code, severity }) => code.startsWith('AMOUNT_') && severity !== 'warning',
    );
    const payout = command === 'CHECK_PAYOUT_ADDRESS' && facts.flow.kind === 'swap';
    const { outgoing, incoming = outgoing } = rolesOf(facts.flow.kind);
    const field = (payout ? incoming : outgoing).amount;
    if (!named) findings.add('AMOUNT_TOO_BIG', { field, evidence });
    return;
  }
  if (ABOUT_FIAT.test(reason) && findings.harden((code) => code.startsWith('UDECIMAL_'))) return;
  if (findings.all.some(({ severity }) => severity === 'error')) return;
  const field = ABOUT_FEES.test(reason) ? 'fees' : 'payload';
  findings.add('DEVICE_REFUSES', { field, evidence });
}
