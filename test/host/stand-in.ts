/** A stand-in for the private key nobody but Ledger has: it registers partners in tests. */
import { equal, toHex } from '../../src/bytes.js';
import type { Flow } from '../../src/exchange/flows.js';
import { LEDGER_PRODUCTION_KEY } from '../../src/exchange/keys.js';
import { credentialsOf, type Partner } from '../../src/host/partner.js';
import { signingKey } from '../../src/keys/private-key.js';
import { derFromRs } from '../../src/payload/signature.js';
import type { Verifier } from '../../src/simulator/verifier.js';

const STAND_IN = signingKey(
  'secp256k1',
  new TextEncoder().encode('a stand-in for Ledger in a test.'),
);

/** Takes the stand-in's signatures for those of Ledger's production key, beside the real ones. */
export function standingIn(verifier: Verifier): Verifier {
  return {
    name: 'stand-in',
    verify: (signed, rs) =>
      verifier.verify(signed, rs) ||
      (equal(signed.publicKey, LEDGER_PRODUCTION_KEY) &&
        verifier.verify({ ...signed, publicKey: STAND_IN.publicKey }, rs)),
  };
}

/** The partner with Ledger's signature, as the stand-in makes it. */
export function registered<P extends Partner>(
  partner: P,
  flow: Flow,
): P & { signature: Uint8Array } {
  return { ...partner, signature: derFromRs(STAND_IN.sign(credentialsOf(partner, flow))) };
}

/** As a partner file of our own form. */
export function registrationText(
  { name, curve, publicKey, signature }: Partner,
  more = {},
): string {
  return JSON.stringify({
    name,
    curve,
    publicKey: toHex(publicKey),
    ...more,
    ...(signature === undefined ? {} : { signature: toHex(signature) }),
  });
}
