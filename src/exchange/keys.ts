/**
 * Ledger's public keys that the Exchange app trusts, and the PUBLIC test keys. The private halves
 * below are published by Ledger for test builds; a production device trusts neither. They are not
 * secrets and must never guard anything.
 */
import { fromHex } from '../bytes.js';

/** Signs partner credentials and coin configurations in production; secp256k1, uncompressed. */
export const LEDGER_PRODUCTION_KEY = fromHex(
  '040c17fdc5c0629eca77e0a710cde966bae1a32c84e383e328a5521c281efba4990744eabcb591b0d8be598a2ffaca8d29bc79fb20686cc7c0060c53862c5ce38c',
);

/** Trusted by builds with TEST_PUBLIC_KEY; secp256k1, uncompressed. */
export const LEDGER_TEST_KEY = fromHex(
  '0420da62003c0ce097e33644a10fe4c30454069a4454f0fa9d4e84f45091429b5220af9e35c0b2d9289380137307de4dd1d418428cf21a93b33561bb09d88fe579',
);

/** Private half of {@link LEDGER_TEST_KEY} (app-exchange client, `signing_authority.py`). */
export const LEDGER_TEST_PRIVATE_KEY = fromHex(
  'b1ed47ef58f782e2bc4d5abe70ef66d9009c2957967017054470e0f3e10f5833',
);

/** Root of the PKI certificates that emulators and test devices accept; secp256k1. */
export const PKI_TEST_ROOT_KEY = fromHex(
  '04377013a78fdeebaeb44c262560c039b494bcfd89dc59fd23cccace1b2952caa6616a0cfe6683ab9639c6fce444cdcd7c69868d27dc77ea66d86228aee5933172',
);

/** Root of the PKI certificates that real devices accept; secp256k1. */
export const PKI_PRODUCTION_ROOT_KEY = fromHex(
  '04e6b35148bf556ca90bac3a4e85c0081e558124ceeb3c7d72f914100f8b2ad6509a552236a3486ef0af3a1ef87d865583a9a74d8e5db81edddc8776211e6c70ff',
);
