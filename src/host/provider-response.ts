/**
 * What a provider's backend answers, as it stands: `{ providerSig: { payload, signature } }` among
 * other members; and payloads and signatures given as text.
 */

import { fromHex, isHex, utf8 } from '../bytes.js';
import { decodeBase64, decodeBase64url } from '../codec/base64.js';
import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import { derFromRs } from '../payload/signature.js';

/** @throws InputError naming the member that is missing or misspelt. */
export function providerSignature(
  text: string,
  file: string,
): { payload: string; signature: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError(`${file}: expected the JSON answer of a provider, found other text`);
  }
  const outer = membersOf(value);
  const nested = outer.providerSig !== undefined;
  const sig = nested ? membersOf(outer.providerSig) : outer;
  const prefix = nested ? 'providerSig.' : '';
  return {
    payload: textMember(sig, 'payload', prefix, file),
    signature: textMember(sig, 'signature', prefix, file),
  };
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textMember(
  members: Record<string, unknown>,
  name: string,
  prefix: string,
  file: string,
): string {
  const value = members[name];
  if (typeof value === 'string') return value;
  const expected = `${file}: expected text in ${prefix || 'providerSig.'}${name}`;
  if (name === 'signature' && 'payload_signature' in members) {
    throw new InputError(`${expected}, found a member called payload_signature instead`, {
      hint: 'Call it signature: payload_signature stands in published examples only, and Ledger finds no signature under that name.',
    });
  }
  const found = Object.keys(members).slice(0, 12).join(', ');
  throw new InputError(
    `${expected}, found ${value === undefined ? found || 'nothing' : typeof value}`,
  );
}

/**
 * A payload as text, in the bytes that are transmitted. In flows that carry base64url the text
 * itself is sent, unchecked: what is wrong with it is for the device to say.
 * @throws InputError for JSON, for no text, and in legacy SWAP for text that is no base64url or hex.
 */
export function payloadBytes(flow: Flow, text: string, field: string): Uint8Array {
  const trimmed = text.trim();
  const begins = JSON.stringify(trimmed.slice(0, 40));
  if (trimmed === '') throw new InputError(`${field}: expected base64url text, found nothing`);
  if (/^[{[]/.test(trimmed)) {
    throw new InputError(`${field}: expected base64url text, found JSON: ${begins}`, {
      hint: 'A provider answer with providerSig goes to --response; a message must be encoded as protobuf, then base64url.',
    });
  }
  if (flow.encoding !== 'raw') return utf8(trimmed);
  const bytes = isHex(trimmed) ? fromHex(trimmed) : decodeBase64url(trimmed);
  if (bytes !== undefined) return bytes;
  throw new InputError(`${field}: expected protobuf as base64url text or hex, found ${begins}`);
}

const RS_SIZE = 64;

/**
 * A signature as text: base64url (or standard base64) or hex. R‖S becomes DER where the flow wants
 * DER, as Ledger Wallet does; anything else is sent as it is.
 * @throws InputError for text that is neither.
 */
export function signatureBytes(flow: Flow, text: string, field: string): Uint8Array {
  const trimmed = text.trim();
  const bytes = isHex(trimmed) ? fromHex(trimmed) : decodeBase64(trimmed);
  if (bytes === undefined || bytes.length === 0) {
    throw new InputError(
      `${field}: expected a signature as base64url text or hex, found ${JSON.stringify(trimmed.slice(0, 40))}`,
    );
  }
  return flow.signatureFormat === 'der' && bytes.length === RS_SIZE ? derFromRs(bytes) : bytes;
}
