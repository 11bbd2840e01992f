/** Signatures of a legacy swap that Ledger Wallet cannot send (`payload/legacy-swap-texts.ts`). */
import { toHex } from '../../../bytes.js';
import { RS_SIZE } from '../../../exchange/constants.js';
import type { Verifier } from '../../../simulator/verifier.js';
import type { Facts } from '../../facts/facts.js';
import { quoted } from '../../findings/evidence.js';
import type { Findings } from '../../findings/findings.js';
import { isSendableSignature } from '../../payload/legacy-swap-texts.js';
import type { Reading } from './forms/halves.js';
import { readSignature } from './forms/read.js';

/** What to send in place of any other form. */
export const LEGACY_SIGNATURE_FIX = `Send r and s as ${2 * RS_SIZE} hex digits: Ledger Wallet turns them into DER.`;

/** Whether the signature is a text that the host of this flow does not send. */
export function hasUnsendableSignature({ flow, judged }: Facts): boolean {
  const { signature = '' } = judged;
  return signature.trim() !== '' && !isSendableSignature(flow, signature);
}

/** One finding for all that is wrong with the form: the layers, and whether it verifies. */
export function judgeLegacySignature(
  { judged, transmitted, flow }: Facts,
  findings: Findings,
  verifier: Verifier,
): void {
  const { key, signature = '' } = judged;
  // DER is what the device gets, but from the host: here it is a layer like others.
  const { readings } = readSignature(signature, { ...flow, signatureFormat: 'rs' });
  const verifies = ({ rs }: Reading) =>
    key !== undefined && verifier.verify({ ...key, message: transmitted, hash: 'sha256' }, rs);
  const right = readings.find(verifies);
  const best = right ?? readings.find(({ guess }) => guess !== true);
  const layers = best?.steps.map(({ what }) => what) ?? [];
  const says = [
    `${quoted(signature)} is not the ${2 * RS_SIZE} hex digits of r and s, which legacy swaps carry.`,
    ...(layers.length > 0 ? [`It is read ${layers.join(', ')}.`] : []),
    ...(right === undefined ? [] : ['So read, it verifies.']),
  ];
  findings.add('SIGNATURE_MALFORMED', {
    field: 'signature',
    evidence: says.join(' '),
    fix: LEGACY_SIGNATURE_FIX,
    corrected: best && toHex(best.rs),
  });
}
