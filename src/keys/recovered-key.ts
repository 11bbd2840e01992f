/** The public key a signature on secp256k1 was made with. */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { busySecp256k1 } from './native-secp256k1.js';

/**
 * 65 bytes, 04 x y.
 *
 * @param rs 64 bytes.
 * @param recovery 0 to 3, as signers of recoverable signatures give it.
 * @param digest the 32 bytes that were signed.
 * @throws Error when no key can have made it.
 */
export function recoveredKey(rs: Uint8Array, recovery: number, digest: Uint8Array): Uint8Array {
  const native = busySecp256k1();
  if (native !== null) return native.ecdsaRecover(rs, recovery, digest, false);
  const signature = secp256k1.Signature.fromBytes(rs, 'compact').addRecoveryBit(recovery);
  return signature.recoverPublicKey(digest).toBytes(false);
}
