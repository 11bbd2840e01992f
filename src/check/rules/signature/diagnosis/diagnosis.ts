/**
 * A signature that fails: what it does verify over, hashed how, read how, with which key. The three
 * tables (`texts.ts`, `digests.ts`, `forms/forms.ts`) are independent of each other;
 * all forms are looked for at once, so that the search costs one multiplication for each text and
 * digest (`probe.ts`).
 */

import { equal, toHex } from '../../../../bytes.js';
import { encodeBase64url } from '../../../../codec/base64.js';
import type { Curve } from '../../../../exchange/constants.js';
import { derFromRs } from '../../../../payload/signature.js';
import type { Verifier } from '../../../../simulator/verifier.js';
import type { PartnerKey } from '../../../check-case.js';
import type { Facts } from '../../../facts/facts.js';
import type { FindingCode } from '../../../findings/codes.js';
import { hexOf } from '../../../findings/evidence.js';
import { payloadTextBytes } from '../../../payload/plain-envelope.js';
import { type Reading, TURNS, turnedBy } from '../forms/halves.js';
import { type Digest, RARE, SHA256, USUAL } from './digests.js';
import { sameKey, wellKnownKeys } from './known-keys.js';
import { keyPointOf, type Point, verifiesDigest } from './points.js';
import { Targets } from './probe.js';
import { type Cause, recentCauses, remember } from './recent.js';
import { schnorrVerifier } from './schnorr.js';
import { nearTexts, otherTexts, rightText, type SignedText } from './texts.js';
import { isExplained, unexplained } from './unexplained.js';

/** What a diagnosis found. */
export interface Hit {
  readonly code: FindingCode;
  readonly evidence: string;
  readonly corrected?: string;
}

/** Digests that are tried at once: few at first, where most causes are found. */
const BATCH = { first: 8, last: 128 } as const;

/** Bytes of the longest message that is searched for; devices take 512. */
const MAX_SEARCHED = 4096;

/** What one combination was read with. */
interface Match {
  readonly reading: Reading;
  /** Absent: the registered one. */
  readonly other?: PartnerKey;
  /** Which of the other orders of r and s. */
  readonly turn?: number;
}

export interface Diagnosis {
  /** Something was found that verifies. */
  readonly verified: boolean;
  readonly hits: readonly Hit[];
}

export class SignatureDiagnosis {
  private readonly facts: Facts;
  private readonly key: PartnerKey;
  private readonly verifier: Verifier;
  private readonly right: SignedText;
  private readonly near: readonly SignedText[];

  /** @param key a point of its curve. */
  constructor(facts: Facts, key: PartnerKey, verifier: Verifier) {
    this.facts = facts;
    this.key = key;
    this.verifier = verifier;
    this.right = rightText(facts);
    this.near = nearTexts(facts);
  }

  /** @param readings at least one, most likely first. */
  run(readings: readonly Reading[]): Diagnosis {
    const hits = this.quick(readings) ?? this.thorough(readings);
    if (hits !== undefined) return { verified: true, hits };
    return { verified: false, hits: unexplained(this.key.curve, readings, this.right.bytes) };
  }

  /** What whole archives suffer from: another form, another key, one of the nearest texts. */
  private quick(readings: readonly Reading[]): Hit[] | undefined {
    for (const reading of readings) {
      if (this.verifies(this.key, this.right.bytes, reading.rs)) {
        return this.hits(this.right, SHA256, { reading });
      }
    }
    const { envelope, judged } = this.facts;
    if (envelope.text !== judged.payload && this.facts.flow.dotPrefix !== false) {
      // Only what was put around the payload is wrong, and that has findings of its own.
      const inner = payloadTextBytes(`.${envelope.text}`);
      const reading = readings.find(({ rs }) => this.verifies(this.key, inner, rs));
      if (reading !== undefined) return this.hits(this.right, SHA256, { reading });
    }
    const causes = this.right.bytes.length > MAX_SEARCHED ? [] : recentCauses();
    for (const cause of causes) {
      const hits = this.again(cause, readings);
      if (hits !== undefined) return hits;
    }
    for (const other of this.otherKeys()) {
      const reading = readings.find(({ rs }) => this.verifies(other, this.right.bytes, rs));
      if (reading !== undefined) return this.hits(this.right, SHA256, { reading, other });
    }
    if (this.verifier.isFast !== true) return undefined;
    for (const text of this.near) {
      const reading = readings.find(({ rs }) => this.verifies(this.key, text.bytes, rs));
      if (reading !== undefined) return this.hits(text, SHA256, { reading });
    }
    return undefined;
  }

  /** Is it the mistake of an earlier case? */
  private again(cause: Cause, readings: readonly Reading[]): Hit[] | undefined {
    const text = this.textNamed(cause.text);
    if (text === undefined) return undefined;
    const { digest, turn } = cause;
    const bytes = digest.of(text.bytes);
    for (const plain of readings) {
      const reading = turn === undefined ? plain : turnedBy(plain, turn);
      const verifies =
        digest === SHA256
          ? this.verifies(this.key, text.bytes, reading.rs)
          : verifiesDigest(this.key, bytes, reading.rs);
      if (verifies) return this.hits(text, digest, { reading });
    }
    return undefined;
  }

  /** The text of that name, or one in front of it that is the same here: as a search finds it. */
  private textNamed(what: string): SignedText | undefined {
    const before: SignedText[] = [];
    for (const text of this.texts()) {
      before.push(text);
      if (text.what === what) return before.find(({ bytes }) => equal(bytes, text.bytes));
    }
    return undefined;
  }

  private *texts(): Generator<SignedText> {
    yield this.right;
    yield* this.near;
    yield* otherTexts(this.facts, this.key);
  }

  private verifies({ curve, publicKey }: PartnerKey, message: Uint8Array, rs: Uint8Array): boolean {
    return this.verifier.verify({ curve, publicKey, message, hash: 'sha256' }, rs);
  }

  private thorough(readings: readonly Reading[]): Hit[] | undefined {
    if (this.right.bytes.length > MAX_SEARCHED) return undefined;
    if (isExplained(this.key.curve, readings[0]!.rs, this.right.bytes)) return undefined;
    const { curve } = this.key;
    const others = this.otherKeys();
    const own = new Targets<Match>(curve);
    for (const reading of readings) own.add(reading.rs, this.points(curve, reading, others, true));
    for (const plain of readings) {
      for (let turn = 0; turn < TURNS; turn++) {
        const reading = turnedBy(plain, turn);
        const points = this.points(curve, reading, [], true);
        own.add(
          reading.rs,
          points.map(([point, match]) => [point, { ...match, turn }]),
        );
      }
    }
    return (
      this.search(own, this.attempts()) ??
      this.onOtherCurve(readings, others) ??
      this.schnorr(readings[0]!)
    );
  }

  private schnorr(reading: Reading): Hit[] | undefined {
    const verifies = schnorrVerifier(this.key, reading.rs);
    if (verifies === undefined) return undefined;
    for (const text of [this.right, ...this.near]) {
      for (const message of [SHA256.of(text.bytes), text.bytes]) {
        if (!verifies(message)) continue;
        const evidence = `It verifies as a Schnorr signature (BIP 340) over ${text.what}.`;
        const code = 'SIGNATURE_OTHER_ALGORITHM' as const;
        return [{ code, evidence }, ...(text.code ? [{ code: text.code, evidence }] : [])];
      }
    }
    return undefined;
  }

  private onOtherCurve(
    readings: readonly Reading[],
    others: readonly PartnerKey[],
  ): Hit[] | undefined {
    const curve: Curve = this.key.curve === 'secp256k1' ? 'secp256r1' : 'secp256k1';
    const targets = new Targets<Match>(curve);
    for (const reading of readings) {
      targets.add(reading.rs, this.points(curve, reading, others, false));
    }
    return this.search(targets, this.nearAttempts());
  }

  private points(
    curve: Curve,
    reading: Reading,
    others: readonly PartnerKey[],
    withOwn: boolean,
  ): [Point, Match][] {
    const found: [Point, Match][] = [];
    const own = withOwn ? keyPointOf(curve, this.key.publicKey) : undefined;
    if (own !== undefined) found.push([own, { reading }]);
    for (const other of others) {
      const point = other.curve === curve ? keyPointOf(curve, other.publicKey) : undefined;
      if (point !== undefined) found.push([point, { reading, other }]);
    }
    return found;
  }

  private search(
    targets: Targets<Match>,
    attempts: Iterable<readonly [SignedText, Digest]>,
  ): Hit[] | undefined {
    if (targets.isEmpty) return undefined;
    const tried = new Set<string>();
    let size: number = BATCH.first;
    let batch: (readonly [SignedText, Digest, Uint8Array])[] = [];
    const judged = () => {
      const match = targets.find(batch.map(([, , bytes]) => bytes));
      const [text, digest] = match === undefined ? [] : batch[match.at]!;
      batch = [];
      if (match === undefined) return undefined;
      const { other, turn } = match.found;
      if (other === undefined) remember({ text: text!.what, digest: digest!, turn });
      return this.hits(text!, digest!, match.found);
    };
    for (const [text, digest] of attempts) {
      const bytes = digest.of(text.bytes);
      const name = toHex(bytes);
      if (tried.has(name)) continue;
      tried.add(name);
      batch.push([text, digest, bytes]);
      if (batch.length < size) continue;
      const hits = judged();
      if (hits !== undefined) return hits;
      size = Math.min(8 * size, BATCH.last);
    }
    return judged();
  }

  /** Likely ones first: one step from right, then every text, then both at once. */
  private *attempts(): Generator<readonly [SignedText, Digest]> {
    yield* this.nearAttempts();
    const usual: SignedText[] = [];
    for (const text of otherTexts(this.facts, this.key)) {
      yield [text, SHA256];
      if (text.reach !== 'sha256') usual.push(text);
    }
    for (const text of usual) for (const digest of USUAL) yield [text, digest];
    const any = [this.right, ...this.near, ...usual.filter(({ reach }) => reach === 'any')];
    for (const text of any) for (const digest of RARE) yield [text, digest];
  }

  private *nearAttempts(): Generator<readonly [SignedText, Digest]> {
    const texts = [this.right, ...this.near];
    for (const text of texts) yield [text, SHA256];
    for (const text of texts) for (const digest of USUAL) yield [text, digest];
  }

  private hits(text: SignedText, digest: Digest, { reading, other }: Match): Hit[] {
    const read = reading.steps.map(({ what }) => what).join(', ');
    const evidence = `It verifies over ${text.what}, ${digest.what}, read ${read || 'as it was sent'}.`;
    const found: Hit[] = [];
    if (other !== undefined) {
      const code = other.curve === this.key.curve ? 'SIGNATURE_OTHER_KEY' : 'SIGNATURE_WRONG_CURVE';
      const who = `It verifies with ${other.label}, ${other.curve}, ${hexOf(other.publicKey.subarray(1, 9))} …; registered is a key on ${this.key.curve}.`;
      found.push({ code, evidence: who });
    }
    for (const { code } of [text, digest]) if (code !== undefined) found.push({ code, evidence });
    const isRight = text === this.right && digest === SHA256;
    for (const { code } of reading.steps) {
      if (code === undefined) continue;
      found.push({ code, evidence, ...(isRight && { corrected: this.written(reading.rs) }) });
    }
    return found;
  }

  private written(rs: Uint8Array): string {
    return encodeBase64url(this.facts.flow.signatureFormat === 'der' ? derFromRs(rs) : rs);
  }

  /** The case's other keys, the registered bytes on the other curve, then well-known ones. */
  private otherKeys(): PartnerKey[] {
    const { key } = this;
    const other: Curve = key.curve === 'secp256k1' ? 'secp256r1' : 'secp256k1';
    const moved: PartnerKey = { ...key, curve: other, label: 'the registered key' };
    const all = [...this.facts.judged.otherKeys, moved, ...wellKnownKeys()];
    return all.filter(
      (candidate) =>
        !sameKey(candidate, key) && keyPointOf(candidate.curve, candidate.publicKey) !== undefined,
    );
  }
}
