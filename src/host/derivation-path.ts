/** Derivation paths as text, and packed as coin apps expect them in address parameters. */

import { fromBigInt } from '../bytes.js';
import { InputError } from '../errors.js';
import { expected, shownText } from '../shown.js';

const HARDENED = 0x80000000;

/**
 * Indices of a BIP-32 path such as `m/44'/60'/0'/0/0`; `'` or `h` hardens.
 * @throws InputError for any other text.
 */
export function parsePath(text: string, field: string): number[] {
  const parts = text.trim().replace(/^m\//i, '').split('/');
  return parts.map((part) => {
    const [, digits, mark] = /^(\d{1,10})(['hH]?)$/.exec(part) ?? [];
    const index = Number(digits);
    if (digits === undefined || index >= HARDENED || parts.length > 10) {
      throw new InputError(
        expected(field, "a derivation path such as m/44'/60'/0'/0/0", shownText(text)),
      );
    }
    return mark === '' ? index : index + HARDENED;
  });
}

/** Count, then each index on four big-endian bytes. */
export function packPath(indices: readonly number[]): Uint8Array {
  const packed = new Uint8Array(1 + 4 * indices.length);
  packed[0] = indices.length;
  indices.forEach((index, i) => {
    packed.set(fromBigInt(BigInt(index), 4), 1 + 4 * i);
  });
  return packed;
}
