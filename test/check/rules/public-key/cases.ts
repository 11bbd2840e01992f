import { toHex } from '../../../../src/bytes.js';
import type { PUBLIC_KEY_FINDINGS } from '../../../../src/check/rules/public-key/findings.js';
import { caseOf, KEYS } from '../../cases.js';
import { type Cases, right, withMistake } from '../cases.js';

const compressed = (point: Uint8Array) =>
  `${point[64]! % 2 === 0 ? '02' : '03'}${toHex(point.subarray(1, 33))}`;

export const PUBLIC_KEY_CASES: Cases<typeof PUBLIC_KEY_FINDINGS> = {
  PUBLIC_KEY_MISSING: () => caseOf(right, { publicKey: undefined, curve: undefined }),
  PUBLIC_KEY_MALFORMED: () => caseOf(right, { curve: 'secp256r1' }),
  PUBLIC_KEY_COMPRESSED: () => caseOf(right, { publicKey: compressed(KEYS.secp256k1.publicKey) }),
  LEGACY_CURVE_UNSUPPORTED: () => withMistake('LEGACY_CURVE_UNSUPPORTED', 'SWAP'),
};
