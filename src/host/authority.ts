/**
 * Who signs partner credentials and coin configurations: for a real device only Ledger, for a test
 * build anyone, since the private test key is published.
 */
import { LEDGER_TEST_PRIVATE_KEY } from '../exchange/keys.js';
import { type SigningKey, signingKey } from '../keys/private-key.js';
import { derFromRs } from '../payload/signature.js';

/** Signs what Ledger signs: partner credentials and coin configurations. */
export interface Authority {
  /** 65 bytes, 04 x y; secp256k1. */
  readonly publicKey: Uint8Array;
  /** DER signature over SHA-256. Deterministic, and remembered: the same few things are signed. */
  sign(message: Uint8Array): Uint8Array;
}

/** Signs with Ledger's public test key: builds with TEST_PUBLIC_KEY trust it, production does not. */
export function testAuthority(): Authority {
  test ??= authorityOf(signingKey('secp256k1', LEDGER_TEST_PRIVATE_KEY));
  return test;
}

/** One for all: what it signed for one flow it need not sign again for the next. */
let test: Authority | undefined;

const REMEMBERED = 64;

function authorityOf(key: SigningKey): Authority {
  const known = new Map<string, Uint8Array>();
  return {
    publicKey: key.publicKey,
    sign(message) {
      const name = message.join();
      let signature = known.get(name);
      if (signature === undefined) {
        if (known.size >= REMEMBERED) known.clear();
        signature = derFromRs(key.sign(message));
        known.set(name, signature);
      }
      return signature;
    },
  };
}
