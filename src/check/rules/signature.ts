/** The provider's signature: its form, and when it fails, what it does verify over. */
import type { Verifier } from '../../simulator/verifier.js';
import type { PartnerKey } from '../check-case.js';
import type { Facts } from '../facts.js';
import type { Findings } from '../findings.js';
import { type Hit, SignatureDiagnosis } from '../signature/diagnosis.js';
import { loneNumber } from '../signature/lone-number.js';
import { pointOf } from '../signature/points.js';
import { readSignature, type SignatureText } from '../signature/read.js';

const BASE64URL = /^[A-Za-z0-9_-]+={0,2}$/;

export function judgeSignature(
  facts: Facts,
  findings: Findings,
  { verifier, accepted }: { verifier: Verifier; accepted: boolean },
): void {
  const { judged, flow } = facts;
  const { key } = judged;
  if (key !== undefined && flow.curve !== 'given' && flow.curve !== key.curve) {
    findings.add('LEGACY_CURVE_UNSUPPORTED', {
      field: 'publicKey',
      evidence: `The key is on ${key.curve}; ${flow.name} verifies on ${flow.curve} only.`,
    });
  }
  if (accepted && BASE64URL.test(judged.signature ?? '')) return;
  const read = readSignature(judged.signature, flow);
  const usable = key === undefined ? undefined : usableKey(key);
  const diagnosis =
    accepted || usable === undefined || read.readings.length === 0
      ? undefined
      : new SignatureDiagnosis(facts, usable, verifier).run(read.readings);
  const verified = accepted || diagnosis?.verified === true;
  if (read.lone !== undefined) {
    findings.add('SIGNATURE_WRONG_LENGTH', loneNumber(read.lone, facts, usable));
  }
  addProblems(findings, read, {
    accepted,
    verified,
    hits: verified ? (diagnosis?.hits ?? []) : [],
  });
  if (key === undefined && !findings.has('PUBLIC_KEY_MALFORMED')) {
    findings.add('PUBLIC_KEY_MISSING', {
      field: 'publicKey',
      evidence: 'No public key was given: nothing can be said of what was signed.',
    });
  }
  // A key that is no key says nothing of whose signature it is.
  if (diagnosis === undefined || (usable !== key && !diagnosis.verified)) return;
  for (const { code, evidence, corrected } of diagnosis.hits) {
    findings.add(code, { field: 'signature', evidence, corrected });
  }
  if (usable !== key) {
    findings.add('SIGNATURE_WRONG_CURVE', {
      field: 'signature',
      evidence: `It verifies with the registered key on ${usable!.curve}; registered is ${key!.curve}.`,
    });
  }
}

/** The key on its curve, or its bytes on the other one; undefined when they are a point of neither. */
function usableKey(key: PartnerKey): PartnerKey | undefined {
  if (pointOf(key.curve, key.publicKey) !== undefined) return key;
  const curve = key.curve === 'secp256k1' ? 'secp256r1' : 'secp256k1';
  return pointOf(curve, key.publicKey) === undefined ? undefined : { ...key, curve };
}

/** What is wrong with the text; where it verifies all the same, that is said with it. */
function addProblems(
  findings: Findings,
  { problems, unlessVerified }: SignatureText,
  { accepted, verified, hits }: { accepted: boolean; verified: boolean; hits: readonly Hit[] },
): void {
  for (const [code, seen] of verified ? problems : [...problems, ...unlessVerified]) {
    const hit = hits.find((one) => one.code === code);
    const evidence = hit === undefined ? seen.evidence : `${seen.evidence} ${hit.evidence}`;
    // Ledger Wallet reads over it; another host need not.
    findings.add(code, { ...seen, evidence, ...(accepted && { severity: 'warning' as const }) });
  }
}
