/** A partner's public key as a case has it, and what is to be noticed about its form. */
import { concat, toHex } from '../../../bytes.js';
import { type Curve, KEY_SIZE } from '../../../exchange/constants.js';
import { POINT_SIZE } from '../../../keys/curves.js';
import { malformedWords, readPublicKey } from '../../../keys/read-key.js';
import type { Finding } from '../../findings/finding.js';
import { findingOf } from '../../findings/findings.js';

export { curveNamed } from '../../../keys/curves.js';

/** A public key: its curve, and 65 bytes, 04 x y. */
export interface PublicKey {
  readonly curve: Curve;
  /** 65 bytes, 04 x y; as given, even when it is no point of the curve. */
  readonly publicKey: Uint8Array;
  readonly noticed: readonly Finding[];
}

/**
 * A public key in any form, 65 bytes 04 x y in the answer.
 * @param source a text, bytes, or a value of JSON, in any form `keys/read-key.ts` knows.
 * @param options.field how messages call the key; `options.curve` is the one it must be on,
 *   `options.fallback` the one of a key that does not say.
 * @throws InputError when it is no public key at all. What is a key but a wrong one is noticed. No
 *   message and no finding repeats what was given.
 */
export function parsePublicKey(
  source: unknown,
  options: { field: string; curve?: Curve | undefined; fallback?: Curve | undefined },
): PublicKey {
  const { field } = options;
  const read = readPublicKey(source, options);
  const { curve } = read;
  if (read.kind === 'malformed') {
    const evidence = `The key is ${malformedWords(read)}.`;
    const noticed = [findingOf('PUBLIC_KEY_MALFORMED', { field, evidence })];
    return { curve, publicKey: sized(read.bytes), noticed };
  }
  const { publicKey, isCompressed } = read;
  if (!isCompressed) return { curve, publicKey, noticed: [] };
  const noticed = [
    findingOf('PUBLIC_KEY_COMPRESSED', {
      field,
      evidence: `33 bytes: a compressed point on ${curve}.`,
      corrected: toHex(publicKey),
    }),
  ];
  return { curve, publicKey, noticed };
}

/** The device takes 65 bytes and nothing else: a malformed key is cut or filled for the run. */
function sized(bytes: Uint8Array): Uint8Array {
  const given = bytes.length === POINT_SIZE ? concat(Uint8Array.of(4), bytes) : bytes;
  const key = new Uint8Array(KEY_SIZE);
  key.set(given.subarray(0, KEY_SIZE));
  return key;
}
