/** The signature as a host sends it. What was meant by the text: `rules/signature/forms/read.ts`. */

import { fromHex, isHex } from '../../bytes.js';
import { decodeBase64AsHost } from '../../codec/base64.js';
import { RS_SIZE } from '../../exchange/constants.js';
import type { Flow } from '../../exchange/flows.js';
import { derFromRs } from '../../payload/signature.js';

/** As Ledger Wallet decodes it. Legacy swaps carry hex as well. */
export function hostSignature(text: string, flow: Flow): Uint8Array {
  const plain = text.trim();
  if (flow.encoding === 'raw' && isHex(plain)) return fromHex(plain);
  return decodeBase64AsHost(plain);
}

/**
 * A provider’s signature as CHECK_TRANSACTION_SIGNATURE carries it: R‖S becomes DER where the flow
 * wants DER; empty where there is none.
 */
export function sentSignature(flow: Flow, signature: string | undefined): Uint8Array {
  const sent = hostSignature(signature ?? '', flow);
  return flow.signatureFormat === 'der' && sent.length === RS_SIZE ? derFromRs(sent) : sent;
}
