import { toHex } from '../../../../src/bytes.js';
import { PUBLIC_KEY_FINDINGS } from '../../../../src/check/rules/public-key/findings.js';
import { caseOf, KEYS } from '../../cases.js';
import { itFires, right, withMistake } from '../fires.js';

const compressed = (point: Uint8Array) =>
  `${point[64]! % 2 === 0 ? '02' : '03'}${toHex(point.subarray(1, 33))}`;

itFires(PUBLIC_KEY_FINDINGS, {
  PUBLIC_KEY_MISSING: () => caseOf(right, { publicKey: undefined, curve: undefined }),
  PUBLIC_KEY_MALFORMED: () => caseOf(right, { curve: 'secp256r1' }),
  PUBLIC_KEY_COMPRESSED: () => caseOf(right, { publicKey: compressed(KEYS.secp256k1.publicKey) }),
  LEGACY_CURVE_UNSUPPORTED: () => withMistake('LEGACY_CURVE_UNSUPPORTED', 'SWAP'),
});
