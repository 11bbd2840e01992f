/** What a partner signs of its payload, and in which form. */
import { bytesOf, concat } from '../bytes.js';
import type { SignatureFormat } from '../exchange/constants.js';
import type { SigningKey } from '../keys/private-key.js';
import { derFromRs } from './signature.js';

/**
 * What the signature of a payload covers, and its form.
 * @param payload as transmitted: the base64url text, or raw bytes in legacy SWAP.
 */
export function signPayload(
  key: SigningKey,
  payload: Uint8Array,
  { dotPrefix, format }: { dotPrefix: boolean; format: SignatureFormat },
): Uint8Array {
  const rs = key.sign(dotPrefix ? concat(bytesOf('.'), payload) : payload);
  return format === 'rs' ? rs : derFromRs(rs);
}
