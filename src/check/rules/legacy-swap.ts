/** Texts of a legacy swap that Ledger Wallet cannot send (`legacy-swap-texts.ts`). */
import { fromHex, isHex, toHex } from '../../bytes.js';
import { decodeBase64 } from '../../codec/base64.js';
import { RS_SIZE } from '../../exchange/constants.js';
import { quoted } from '../evidence.js';
import type { Facts } from '../facts.js';
import type { Findings } from '../findings.js';
import { isSendablePayload, isSendableSignature } from '../legacy-swap-texts.js';
import { rsOfDer } from '../signature/halves.js';

export function judgeLegacySwap({ flow, judged, envelope }: Facts, findings: Findings): void {
  const { payload, signature = '' } = judged;
  if (!isSendablePayload(flow, payload) && envelope.protobuf !== undefined) {
    const evidence = /^0x/i.test(payload)
      ? `${quoted(payload)} begins with 0x: read as hex digits it is no byte at all.`
      : `${quoted(payload)} is no hex text, which legacy swaps carry.`;
    findings.add('INVALID_ENCODING', {
      field: 'payload',
      evidence,
      corrected: toHex(envelope.protobuf),
    });
  }
  if (signature.trim() === '' || isSendableSignature(flow, signature)) return;
  const corrected = rsIn(signature);
  findings.add('SIGNATURE_MALFORMED', {
    field: 'signature',
    evidence: `${quoted(signature)} is not the ${2 * RS_SIZE} hex digits of r and s, which legacy swaps carry.`,
    fix: `Send r and s as ${2 * RS_SIZE} hex digits: Ledger Wallet turns them into DER.`,
    corrected: corrected && toHex(corrected),
  });
}

function rsIn(signature: string): Uint8Array | undefined {
  const text = signature.replace(/^0x/i, '');
  const bytes = isHex(text) ? fromHex(text) : decodeBase64(text);
  if (bytes === undefined) return undefined;
  return bytes.length === RS_SIZE ? bytes : rsOfDer(bytes);
}
