/** Whose signature stands under partner credentials or a coin configuration: Ledger's or the test key's. */
import { LEDGER_PRODUCTION_KEY, LEDGER_TEST_KEY } from '../exchange/keys.js';
import { derProblem, type Verifier } from '../simulator/verifier.js';
import { flippedBit, flipWords } from './altered.js';
import type { DecodedCheck } from './decoded.js';

const AUTHORITIES = [
  ["Ledger's production key", LEDGER_PRODUCTION_KEY],
  ['the public test key', LEDGER_TEST_KEY],
] as const;

export type Authority = (typeof AUTHORITIES)[number][0];

export function signedBy(
  verifier: Verifier,
  message: Uint8Array,
  der: Uint8Array,
): { by: Authority } | { problem: string } {
  let problem = '';
  for (const [by, publicKey] of AUTHORITIES) {
    const found = derProblem(
      verifier,
      { curve: 'secp256k1', publicKey, message, hash: 'sha256' },
      der,
    );
    if (found === undefined) return { by };
    problem = found;
  }
  return { problem };
}

/** A check, and what must have been sent where the log was altered. */
export interface AuthorityCheck {
  readonly check: DecodedCheck;
  readonly repaired?: Uint8Array;
}

/**
 * @param accepted the device took it: then it must have verified, and what stands here is not what it
 * was sent.
 */
export function authorityCheck(
  subject: 'partner credentials' | 'coin configuration',
  verifier: Verifier,
  sent: { readonly message: Uint8Array; readonly der: Uint8Array; readonly accepted: boolean },
): AuthorityCheck {
  const { message, der, accepted } = sent;
  const signed = signedBy(verifier, message, der);
  if ('by' in signed) {
    const { by } = signed;
    return { check: { subject, holds: true, says: `signed by ${by}`, by } };
  }
  const keys = AUTHORITIES.map(([name]) => name).join(' nor by ');
  const says = `signed neither by ${keys}: ${signed.problem}`;
  if (!accepted) return { check: { subject, holds: false, says } };
  const isSigned = (text: Uint8Array, by: Uint8Array) => 'by' in signedBy(verifier, text, by);
  const inText = flippedBit(message, (candidate) => isSigned(candidate, der));
  const inSignature =
    inText === undefined ? flippedBit(der, (candidate) => isSigned(message, candidate)) : undefined;
  const why =
    inText !== undefined
      ? flipWords(inText, `the ${subject}`)
      : inSignature !== undefined
        ? flipWords(inSignature, 'the signature')
        : 'this log is not what passed between them';
  const check = { subject, holds: false, says: `${says}, and yet the device accepted it; ${why}` };
  return inText === undefined ? { check } : { check, repaired: inText.repaired };
}
