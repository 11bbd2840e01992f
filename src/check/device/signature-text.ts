/** The signature as a host sends it. What was meant by the text: `rules/signature/forms/read.ts`. */

import { fromHex, isHex } from '../../bytes.js';
import { decodeBase64AsHost } from '../../codec/base64.js';
import type { Flow } from '../../exchange/flows.js';

/** As Ledger Wallet decodes it. Legacy swaps carry hex as well. */
export function hostSignature(text: string, flow: Flow): Uint8Array {
  const plain = text.trim();
  if (flow.encoding === 'raw' && isHex(plain)) return fromHex(plain);
  return decodeBase64AsHost(plain);
}
