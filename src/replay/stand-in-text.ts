/**
 * Texts in place of those that say who somebody is: as long, of the same kinds of characters, the same
 * for the same text within one run and another in the next, so that nobody can try a guess.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

export type StandIn = (text: Uint8Array) => Uint8Array;

/** What says only of which kind an address is. */
const PREFIX = /^(?:0x|[a-z]{2,12}1(?=[02-9ac-hj-np-z]{20})|[a-z]+:)/;

const CLASSES = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const HEX_CLASSES = ['0123456789', 'abcdef', 'ABCDEF'];
/** In one case: letters of both would have to keep a checksum. */
const LOWER_HEX = ['0123456789', 'abcdef'];

/** @param secret of this run, 32 bytes. */
export function standIn(secret: Uint8Array): StandIn {
  return (bytes) => {
    const text = new TextDecoder('latin1').decode(bytes);
    const prefix = PREFIX.exec(text)?.[0].length ?? 0;
    const isHex = /^[0-9a-fA-F]*$/.test(text.slice(prefix));
    const classes = !isHex ? CLASSES : text.startsWith('0x') ? LOWER_HEX : HEX_CLASSES;
    const stream = randomOf(secret, bytes);
    return bytes.map((byte, at) => {
      if (at < prefix) return byte;
      const char = String.fromCharCode(byte);
      const plain = classes === LOWER_HEX ? char.toLowerCase() : char;
      const one = classes.find((chars) => chars.includes(plain));
      if (one !== undefined) return one.charCodeAt(stream(at) % one.length);
      // Letters beyond ASCII must not stay; what stands between words may.
      return byte < 0x80 ? byte : 0x78;
    });
  };
}

/** As many random bytes as a text has, of this run and this text. */
function randomOf(secret: Uint8Array, text: Uint8Array): (at: number) => number {
  const blocks: Uint8Array[] = [];
  return (at) => {
    const block = Math.floor(at / 32);
    blocks[block] ??= hmac(sha256, secret, Uint8Array.of(block, ...text));
    return blocks[block][at % 32]!;
  };
}

/** The secret of one run. */
export function freshSecret(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(32));
}
