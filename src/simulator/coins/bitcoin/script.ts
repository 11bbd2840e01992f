/** Addresses of output scripts. Source: app-bitcoin-new src/common/script.c. */
import { bech32, bech32m } from '@scure/base';
import { base58WithPrefix } from '../hashes.js';
import { BITCOIN } from './app.js';

export const OP_RETURN = 0x6a;
export const OP_PUSHDATA1 = 0x4c;
const OP_RESERVED = 0x50;
const OP_16 = 0x60;

/** The address a script pays to; undefined for one without, or one the app does not know. */
export function addressOf(script: Uint8Array): string | undefined {
  const begins = (...bytes: readonly number[]) => bytes.every((byte, i) => script[i] === byte);
  if (
    script.length === 25 &&
    begins(0x76, 0xa9, 0x14) &&
    script[23] === 0x88 &&
    script[24] === 0xac
  ) {
    return base58WithPrefix([BITCOIN.keyHashPrefix], script.subarray(3, 23));
  }
  if (script.length === 23 && begins(0xa9, 0x14) && script[22] === 0x87) {
    return base58WithPrefix([BITCOIN.scriptHashPrefix], script.subarray(2, 22));
  }
  const [first = 0, size] = script;
  const isVersion = first === 0 || (first >= 0x51 && first <= 0x60);
  const fits = script.length >= 4 && script.length <= 42 && script.length === 2 + (size ?? 0);
  if (!isVersion || !fits) return undefined;
  const version = first === 0 ? 0 : first - 0x50;
  const code = version === 0 ? bech32 : bech32m;
  return code.encode(BITCOIN.segwitPrefix, [version, ...code.toWords(script.subarray(2))]);
}

/** What a script without an address is, in words. */
export function describe(script: Uint8Array): string {
  return addressOf(script) ?? (script[0] === OP_RETURN ? 'OP_RETURN' : 'an unknown script');
}

const LONGEST_PLAIN_PUSH = 75;
const MAX_PUSHES = 5;

/**
 * True for an OP_RETURN the app has a text for: five pushes at most, each in its shortest form, of
 * small numbers or up to 255 bytes.
 */
export function isReadableOpReturn(script: Uint8Array): boolean {
  if (script[0] !== OP_RETURN) return false;
  let at = 1;
  for (let pushes = 0; at < script.length; pushes++) {
    const opcode = script[at++]!;
    const isNumber = opcode === 0 || (opcode > 0x4e && opcode <= OP_16 && opcode !== OP_RESERVED);
    if (pushes === MAX_PUSHES) return false;
    if (isNumber) continue;
    const size = opcode === OP_PUSHDATA1 ? (script[at++] ?? 0) : opcode;
    if (opcode === OP_PUSHDATA1 ? size <= LONGEST_PLAIN_PUSH : opcode > LONGEST_PLAIN_PUSH) {
      return false;
    }
    const first = script[at] ?? 0;
    const isShortNumber = first === 0x81 || (first >= 1 && first <= 16);
    if (at + size > script.length || (size === 1 && isShortNumber)) return false;
    at += size;
  }
  return true;
}

/**
 * Data of an OP_RETURN with one push of 2 bytes or more, as a swap takes it; undefined for any other
 * form.
 */
export function pushedData(script: Uint8Array): Uint8Array | undefined {
  const [, opcode = 0, long = 0] = script;
  const isLong = opcode === OP_PUSHDATA1;
  if (!isLong && (opcode < 2 || opcode > 75)) return undefined;
  const data = script.subarray(isLong ? 3 : 2);
  return data.length === (isLong ? long : opcode) ? data : undefined;
}
