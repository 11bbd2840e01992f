/** The signature as a host sends it. What was meant by the text: `rules/signature/forms/read.ts`. */

import { briefBytes, EMPTY, fromHex, isHex } from '../../bytes.js';
import { decodeBase64AsHost } from '../../codec/base64.js';
import { RS_SIZE } from '../../exchange/constants.js';
import type { Flow } from '../../exchange/flows.js';
import { derFromRs } from '../../payload/signature.js';

/** What was asked for last: the device's run and the rules ask for the same. */
let last: Sent = { text: '', encoding: '', signature: EMPTY };

interface Sent {
  readonly text: string;
  readonly encoding: string;
  readonly signature: Uint8Array;
}

/** As Ledger Wallet decodes it. Legacy swaps carry hex as well. Nobody writes to it. */
export function hostSignature(text: string, { encoding }: Flow): Uint8Array {
  if (text !== last.text || encoding !== last.encoding) {
    const plain = text.trim();
    const isHexText = encoding === 'raw' && isHex(plain);
    const signature = isHexText ? fromHex(plain) : decodeBase64AsHost(plain);
    last = { text, encoding, signature };
  }
  return last.signature;
}

/** R‖S becomes DER where the flow wants DER; empty where there is none. Nobody writes to it or keeps it. */
export function signatureOnWire(flow: Flow, signature: string | undefined): Uint8Array {
  const sent = hostSignature(signature ?? '', flow);
  return flow.signatureFormat === 'der' && sent.length === RS_SIZE
    ? derFromRs(sent, briefBytes)
    : sent;
}
