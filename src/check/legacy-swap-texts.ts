/**
 * Legacy swaps carry hex: Ledger Wallet decodes payload and signature as hex digits and sends what
 * comes out, so any other text reaches the device cut off or not at all.
 */
import { isHex } from '../bytes.js';
import { RS_SIZE } from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';

export function isSendablePayload({ encoding }: Flow, payload: string): boolean {
  return encoding !== 'raw' || (payload !== '' && isHex(payload));
}

/** R and s, which Ledger Wallet turns into DER itself. */
export function isSendableSignature({ encoding }: Flow, signature: string): boolean {
  return encoding !== 'raw' || (signature.length === 2 * RS_SIZE && isHex(signature));
}

/** Why Ledger Wallet sends nothing for these texts; undefined when it does. */
export function unsendable(flow: Flow, payload: string, signature: string): string | undefined {
  if (!isSendablePayload(flow, payload)) {
    return 'PROCESS_TRANSACTION_RESPONSE: Ledger Wallet sends hex text alone';
  }
  if (isSendableSignature(flow, signature)) return undefined;
  return 'CHECK_TRANSACTION_SIGNATURE: Ledger Wallet sends r and s alone, given as hex text';
}
