/**
 * Signature verification for one case: Ledger's part is our own and taken as signed, since a case
 * says nothing of it; the provider's signature is verified once however many readers ask.
 */
import { equal } from '../../bytes.js';
import { LEDGER_TEST_KEY } from '../../exchange/keys.js';
import type { SignedMessage, Verifier } from '../../simulator/verifier.js';

/** Remembers what it was asked as it is: in a case nobody writes over bytes that were sent. */
export class CaseVerifier implements Verifier {
  readonly name: string;
  readonly isFast: boolean;
  private readonly provider: Verifier;
  private last: { signed: SignedMessage; rs: Uint8Array; verdict: boolean } | undefined;

  constructor(provider: Verifier) {
    this.name = provider.name;
    this.isFast = provider.isFast === true;
    this.provider = provider;
  }

  verify(signed: SignedMessage, rs: Uint8Array): boolean {
    if (signed.publicKey === LEDGER_TEST_KEY) return true;
    const { last } = this;
    if (last !== undefined && equal(last.rs, rs) && same(last.signed, signed)) return last.verdict;
    const verdict = this.provider.verify(signed, rs);
    this.last = { signed, rs, verdict };
    return verdict;
  }
}

function same(a: SignedMessage, b: SignedMessage): boolean {
  return (
    a.curve === b.curve &&
    a.hash === b.hash &&
    equal(a.message, b.message) &&
    equal(a.publicKey, b.publicKey)
  );
}
