/** Texts of Stellar accounts (SEP-23): version byte, key and a checksum, in Base32. */
import { base32nopad } from '@scure/base';
import { concat } from '../../../bytes.js';
import { crc16 } from '../crc.js';

/** Version byte of an account id: its text starts with G. */
const ACCOUNT_ID = 6 << 3;
/** Of an account with an id of its own in front: M. */
const MUXED_ACCOUNT = 12 << 3;

/** @param publicKey 32 bytes. */
export function accountText(publicKey: Uint8Array): string {
  return strKey(ACCOUNT_ID, publicKey);
}

/** The public key in an account's text that starts with G, or undefined for what is none. */
export function publicKeyOf(text: string): Uint8Array | undefined {
  const bytes = decoded(text);
  const key = bytes?.subarray(1, 33);
  return key !== undefined && accountText(key) === text ? key : undefined;
}

function decoded(text: string): Uint8Array | undefined {
  try {
    return base32nopad.decode(text);
  } catch {
    return undefined;
  }
}

/** @param id 8 bytes, big-endian. */
export function muxedAccountText(publicKey: Uint8Array, id: Uint8Array): string {
  return strKey(MUXED_ACCOUNT, concat(publicKey, id));
}

function strKey(version: number, payload: Uint8Array): string {
  const body = concat(Uint8Array.of(version), payload);
  const checksum = crc16(body);
  return base32nopad.encode(concat(body, Uint8Array.of(checksum & 0xff, checksum >> 8)));
}
