/** Public keys of OpenSSH: `ecdsa-sha2-nistp256 AAAA… comment` (RFC 5656). secp256k1 has no such form. */
import { textOf } from '../bytes.js';
import { decodeBase64 } from '../codec/base64.js';
import { type RawKey, unreadable } from './raw-key.js';

const LINE =
  /^(ecdsa-sha2-nistp\d+|ssh-[a-z0-9]{1,20}|sk-[\w@.-]{1,60})\s+([A-Za-z0-9+/]+={0,2})(\s|$)/;
const P256 = 'ecdsa-sha2-nistp256';

/** Undefined for other texts. */
export function sshKey(text: string): RawKey | undefined {
  const [, type, base64] = LINE.exec(text) ?? [];
  if (type === undefined || base64 === undefined) return undefined;
  if (type !== P256) return unreadable('an OpenSSH key of another kind');
  const [name, curve, point] = stringsOf(decodeBase64(base64) ?? new Uint8Array(0));
  if (name === undefined || curve === undefined || point === undefined) {
    return unreadable('an OpenSSH key that is cut off');
  }
  const fits = textOf(name) === P256 && textOf(curve) === 'nistp256';
  return fits
    ? { kind: 'public', curve: 'secp256r1', bytes: point }
    : unreadable('an OpenSSH key that contradicts itself');
}

/** Three byte strings, each behind its length on four bytes. */
function stringsOf(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const strings: Uint8Array[] = [];
  for (let at = 0; at + 4 <= bytes.length && strings.length < 3; ) {
    const end = at + 4 + view.getUint32(at);
    if (end > bytes.length) break;
    strings.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return strings;
}
