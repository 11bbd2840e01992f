/**
 * Legacy swaps carry hex: Ledger Wallet decodes payload and signature as hex digits and sends what
 * comes out, so any other text reaches the device cut off or not at all.
 */
import { isHex } from '../../bytes.js';
import { RS_SIZE } from '../../exchange/constants.js';
import type { Flow } from '../../exchange/flows.js';

export function isSendablePayload({ encoding }: Flow, payload: string): boolean {
  return encoding !== 'raw' || (payload !== '' && isHex(payload));
}

/** R and s, which Ledger Wallet turns into DER itself. */
export function isSendableSignature({ encoding }: Flow, signature: string): boolean {
  return encoding !== 'raw' || (signature.length === 2 * RS_SIZE && isHex(signature));
}

/** Why Ledger Wallet would not send these texts, though the device takes their bytes. */
export function unsendable(
  flow: Flow,
  { payload, signature = '' }: { payload: string; signature?: string | undefined },
): string | undefined {
  if (!isSendablePayload(flow, payload)) {
    return 'Ledger Wallet reads the payload of a legacy swap as hex digits, and cannot send this one';
  }
  if (isSendableSignature(flow, signature)) return undefined;
  return 'Ledger Wallet reads r and s of a legacy swap as 128 hex digits, and cannot send this signature';
}
