/** The signature as a host sends it. What was meant by the text: `rules/signature/forms/read.ts`. */

import { briefBytes, hexBytes } from '../../bytes.js';
import { decodeBase64AsHost } from '../../codec/base64.js';
import { RS_SIZE } from '../../exchange/constants.js';
import type { Flow } from '../../exchange/flows.js';
import { derFromRs } from '../../payload/signature.js';

/** As Ledger Wallet decodes it. Legacy swaps carry hex as well. */
export function hostSignature(text: string, { encoding }: Flow): Uint8Array {
  const plain = text.trim();
  const hex = encoding === 'raw' ? hexBytes(plain) : undefined;
  return hex ?? decodeBase64AsHost(plain);
}

/**
 * R‖S becomes DER where the flow wants DER; empty where there is none. Nobody writes to it or keeps it.
 * @param sent as {@link hostSignature} decodes it.
 */
export function signatureOnWire(flow: Flow, sent: Uint8Array): Uint8Array {
  return flow.signatureFormat === 'der' && sent.length === RS_SIZE
    ? derFromRs(sent, briefBytes)
    : sent;
}
