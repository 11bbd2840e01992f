/** The provider's signature: its form, and when it fails, what it does verify over. */
import { RS_SIZE } from '../../../exchange/constants.js';
import type { Verifier } from '../../../simulator/verifier.js';
import { listedSignatures } from '../../answer/provider-sig.js';
import type { PartnerKey } from '../../check-case.js';
import type { Facts } from '../../facts/facts.js';
import type { FindingCode } from '../../findings/codes.js';
import { hexOfNumber } from '../../findings/evidence.js';
import type { Findings } from '../../findings/findings.js';
import type { Observation } from '../../findings/observation.js';
import type { Asked } from '../rule.js';
import { BASE64URL } from './clean.js';
import { type Hit, SignatureDiagnosis } from './diagnosis/diagnosis.js';
import { loneNumber } from './diagnosis/lone-number.js';
import { pointOf } from './diagnosis/points.js';
import { HALF, rsOfDer } from './forms/halves.js';
import { readSignature, type SignatureText } from './forms/read.js';
import {
  hasUnsendableSignature,
  judgeLegacySignature,
  LEGACY_SIGNATURE_FIX,
} from './legacy-swap.js';

export function judgeSignature(
  facts: Facts,
  findings: Findings,
  { verifier, run: { signatureAccepted: accepted } }: Asked,
): void {
  const { judged, flow } = facts;
  const { key } = judged;
  if (key !== undefined && flow.curve !== 'given' && flow.curve !== key.curve) {
    findings.add('LEGACY_CURVE_UNSUPPORTED', {
      field: 'publicKey',
      evidence: `The key is on ${key.curve}; ${flow.name} verifies on ${flow.curve} only.`,
    });
  }
  const unsendable = hasUnsendableSignature(facts);
  if (accepted) judgeLeadingZero(facts, findings);
  if (accepted && !unsendable && BASE64URL.test(judged.signature ?? '')) return;
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
  const forms = formsOf(read);
  if (unsendable) judgeLegacySignature(facts, findings, verifier);
  addProblems(findings, unsendable ? inLegacySwap(read) : read, {
    accepted: accepted && !unsendable,
    verified,
    hits: verified ? (diagnosis?.hits ?? []) : [],
  });
  if (key === undefined && !findings.has('PUBLIC_KEY_MALFORMED')) {
    findings.add('PUBLIC_KEY_MISSING', {
      field: 'publicKey',
      evidence: 'No public key was given: nothing can be said of what was signed.',
    });
  }
  if (usable !== undefined && diagnosis?.verified === false) {
    const another = anotherOfTheList(facts, usable, verifier);
    if (another !== undefined) {
      for (const [code, seen] of another) findings.add(code, seen);
      return;
    }
  }
  // A key that is no key says nothing of whose signature it is.
  if (diagnosis === undefined || (usable !== key && !diagnosis.verified)) return;
  for (const { code, evidence, corrected } of diagnosis.hits) {
    // The form has its finding, with the form that this flow wants.
    if (unsendable && SAID.includes(code)) continue;
    const fixed = unsendable && forms.has(code) ? { fix: LEGACY_SIGNATURE_FIX } : {};
    findings.add(code, { field: 'signature', evidence, corrected, ...fixed });
  }
  if (usable !== key) {
    findings.add('SIGNATURE_WRONG_CURVE', {
      field: 'signature',
      evidence: `It verifies with the registered key on ${usable!.curve}; registered is ${key!.curve}.`,
    });
  }
}

const BY_ANOTHER: readonly FindingCode[] = ['SIGNATURE_OTHER_KEY', 'SIGNATURE_WRONG_CURVE'];
/** Entries of a list that are tried beside the first. */
const MAX_LISTED = 4;

/** A list of signatures whose first fits nothing: which one does, and over what. */
function anotherOfTheList(
  facts: Facts,
  key: PartnerKey,
  verifier: Verifier,
): (readonly [FindingCode, Observation])[] | undefined {
  const { judged, flow } = facts;
  const listed = listedSignatures(judged.response);
  for (const [at, text] of listed.slice(0, MAX_LISTED + 1).entries()) {
    if (at === 0 || typeof text !== 'string') continue;
    const { readings } = readSignature(text, flow);
    if (readings.length === 0) continue;
    const { verified, hits } = new SignatureDiagnosis(facts, key, verifier).run(readings);
    if (!verified || hits.some(({ code }) => BY_ANOTHER.includes(code))) continue;
    const [first] = hits;
    const over = first?.evidence ?? 'It verifies over the right bytes.';
    const seen: Observation = {
      field: 'response.providerSig.signatures',
      title: 'The signature that fits is not the first of the list',
      evidence: `There are ${listed.length} signatures, and the device gets one. The first is judged and verifies over nothing that was tried; entry ${at + 1} is by the registered key. ${over}`,
      fix: 'Send one signature, by the registered key, as text in providerSig.signature.',
      ...(hits.length === 0 && { corrected: text }),
    };
    return [
      ['ANSWER_MEMBER_TYPE', seen],
      ...hits.map(({ code, evidence }) => [code, { field: 'signature', evidence }] as const),
    ];
  }
  return undefined;
}

/** Said by the one finding of the form already. */
const SAID: readonly FindingCode[] = [
  'SIGNATURE_MALFORMED',
  'SIGNATURE_IS_HEX_TEXT',
  'SIGNATURE_IS_DER',
];

/** What else is wrong with the text, with the fix that legacy swaps want. */
function inLegacySwap(read: SignatureText): SignatureText {
  const withFix = (problems: SignatureText['problems']) =>
    problems
      .filter(([code]) => !SAID.includes(code))
      .map(([code, seen]) => [code, { ...seen, fix: LEGACY_SIGNATURE_FIX }] as const);
  return {
    ...read,
    problems: withFix(read.problems),
    unlessVerified: withFix(read.unlessVerified),
  };
}

/** Codes that say how r and s are written. */
function formsOf({ problems, readings }: SignatureText): ReadonlySet<string | undefined> {
  const steps = readings.flatMap((reading) => reading.steps.map(({ code }) => code));
  return new Set([...problems.map(([code]) => code), ...steps]);
}

/** Of a signature the device takes: r or s is a number of less than 32 bytes. */
function judgeLeadingZero({ signature: sent }: Facts, findings: Findings): void {
  const rs = sent.length === RS_SIZE ? sent : rsOfDer(sent);
  if (rs === undefined) return;
  if (rs[0] !== 0 && rs[HALF] !== 0) return;
  const halves = { r: rs.subarray(0, HALF), s: rs.subarray(HALF) };
  const short = Object.entries(halves).filter(([, half]) => half[0] === 0);
  const shown = short.map(([name, half]) => `${name} is ${hexOfNumber(half)}`);
  findings.add('SIGNATURE_LEADING_ZERO', { field: 'signature', evidence: `${shown.join(', ')}.` });
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
