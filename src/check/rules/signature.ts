/** The provider's signature: its form, and when it fails, what it does verify over. */
import type { Verifier } from '../../simulator/verifier.js';
import type { Facts } from '../facts.js';
import type { Findings } from '../findings.js';
import { SignatureDiagnosis } from '../signature-diagnosis.js';
import { readSignature } from '../signature-text.js';

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
  const { readings, problems } = readSignature(judged.signature, flow);
  for (const [code, seen] of problems) findings.add(code, seen);
  if (key === undefined) {
    findings.add('PUBLIC_KEY_MISSING', {
      field: 'publicKey',
      evidence: 'No public key was given: nothing can be said of what was signed.',
    });
    return;
  }
  if (accepted || readings.length === 0) return;
  const diagnosis = new SignatureDiagnosis(facts, key, verifier);
  for (const { code, evidence, corrected } of diagnosis.run(readings)) {
    findings.add(code, { field: 'signature', evidence, corrected });
  }
}
