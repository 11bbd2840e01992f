/** A signature that fails: what it does verify over, with which key, read in which way. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOf, toHex } from '../bytes.js';
import { encodeBase64url } from '../codec/base64.js';
import type { Curve } from '../exchange/constants.js';
import { derFromRs } from '../payload/signature.js';
import type { Verifier } from '../simulator/verifier.js';
import type { PartnerKey } from './check-case.js';
import type { FindingCode } from './codes.js';
import { hexOf } from './evidence.js';
import type { Facts } from './facts.js';
import { sameKey, wellKnownKeys } from './known-keys.js';
import { pointOf, SignatureProbe } from './signature-probe.js';
import { type Reading, readSignature } from './signature-text.js';
import { rightMessage, type SignedText, signedTexts } from './signed-texts.js';

/** What a diagnosis found. */
export interface Hit {
  readonly code: FindingCode;
  readonly evidence: string;
  readonly corrected?: string;
}

interface Form {
  readonly rs: Uint8Array;
  readonly codes: readonly FindingCode[];
  readonly what: string;
}

export class SignatureDiagnosis {
  private readonly facts: Facts;
  private readonly key: PartnerKey;
  private readonly verifier: Verifier;
  private readonly right: Uint8Array;
  private readonly rightDigest: Uint8Array;
  private readonly probes = new Map<string, SignatureProbe>();

  constructor(facts: Facts, key: PartnerKey, verifier: Verifier) {
    this.facts = facts;
    this.key = key;
    this.verifier = verifier;
    this.right = rightMessage(facts);
    this.rightDigest = sha256(this.right);
  }

  run(readings: readonly Reading[]): Hit[] {
    for (const { rs, code } of readings) {
      if (this.verifiesRight(rs)) return this.formHits(code, rs);
    }
    const { envelope, judged } = this.facts;
    if (envelope.text !== judged.payload && this.facts.flow.dotPrefix !== false) {
      // Only what was put around the payload is wrong, and that has findings of its own.
      const message = bytesOf(`.${envelope.text}`);
      const inner = { digest: sha256(message), message };
      const right = readings.find(({ rs }) => this.verifies(this.key, inner, rs));
      if (right !== undefined) return this.formHits(right.code, right.rs);
    }
    const [{ rs } = readings[0]!] = readings;
    const others = this.otherKeys();
    const texts = [...signedTexts(this.facts)];
    const forms = readings.flatMap((reading) => formsOf(reading));
    // First what a rotated key does to a whole archive.
    return (
      this.byOtherKey(others, [this.rightText()], readings.map(plainForm)) ??
      this.overText(this.key, texts, readings.map(plainForm)) ??
      this.overText(this.key, [this.rightText()], forms) ??
      this.overText(this.key, texts.slice(0, 4), forms) ??
      this.byOtherKey(others, texts.slice(0, 4), readings.map(plainForm)) ??
      this.byOtherKey(others, [this.rightText()], forms) ??
      this.nothing(rs, readings)
    );
  }

  private probe(curve: Curve, rs: Uint8Array): SignatureProbe {
    const name = `${curve} ${toHex(rs)}`;
    const known = this.probes.get(name) ?? new SignatureProbe(curve, rs);
    this.probes.set(name, known);
    return known;
  }

  private verifies(
    { curve, publicKey }: PartnerKey,
    { digest, message }: Pick<SignedText, 'digest' | 'message'>,
    rs: Uint8Array,
  ): boolean {
    if (message !== undefined && this.verifier.isFast === true) {
      return this.verifier.verify({ curve, publicKey, message, hash: 'sha256' }, rs);
    }
    return this.probe(curve, rs).verifies(publicKey, digest);
  }

  private rightText(): SignedText {
    return {
      code: 'SIGNATURE_INVALID_ALL_INPUTS',
      what: 'the right bytes',
      digest: this.rightDigest,
      message: this.right,
    };
  }

  private verifiesRight(rs: Uint8Array): boolean {
    const { curve, publicKey } = this.key;
    return this.verifier.verify({ curve, publicKey, message: this.right, hash: 'sha256' }, rs);
  }

  /** Verifies once repaired: only the form was wrong. */
  private formHits(code: FindingCode | undefined, rs: Uint8Array): Hit[] {
    if (code === undefined) return [];
    const evidence = `It verifies once zeros are put back in front: r ${toHex(rs.subarray(0, 32))}, s ${toHex(rs.subarray(32))}.`;
    return [{ code, evidence, corrected: this.written(rs) }];
  }

  private overText(
    key: PartnerKey,
    texts: readonly SignedText[],
    forms: readonly Form[],
  ): Hit[] | undefined {
    for (const text of texts) {
      for (const form of forms) {
        if (this.verifies(key, text, form.rs)) return this.hits(text, form);
      }
    }
    return undefined;
  }

  private byOtherKey(
    keys: readonly PartnerKey[],
    texts: readonly SignedText[],
    forms: readonly Form[],
  ): Hit[] | undefined {
    for (const other of keys) {
      const found = this.overText(other, texts, forms);
      if (found === undefined) continue;
      const code = other.curve === this.key.curve ? 'SIGNATURE_OTHER_KEY' : 'SIGNATURE_WRONG_CURVE';
      const evidence = `It verifies with ${other.label}, ${other.curve}, ${hexOf(other.publicKey.subarray(1, 9))} …; registered is a key on ${this.key.curve}.`;
      return [{ code, evidence }, ...found];
    }
    return undefined;
  }

  private hits(text: SignedText, form: Form): Hit[] {
    const found: Hit[] = [];
    if (text.code !== 'SIGNATURE_INVALID_ALL_INPUTS') {
      found.push({ code: text.code, evidence: `It verifies over ${text.what}.` });
    }
    for (const code of form.codes) {
      const corrected =
        text.code === 'SIGNATURE_INVALID_ALL_INPUTS' ? this.written(form.rs) : undefined;
      found.push({
        code,
        evidence: `It verifies ${form.what}.`,
        ...(corrected === undefined ? {} : { corrected }),
      });
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
        !sameKey(candidate, key) && pointOf(candidate.curve, candidate.publicKey) !== undefined,
    );
  }

  private nothing(rs: Uint8Array, readings: readonly Reading[]): Hit[] {
    const { curve } = this.key;
    const hits: Hit[] = [];
    const probe = this.probe(curve, rs);
    const range = probe.problem();
    if (range !== undefined) hits.push({ code: 'SIGNATURE_OUT_OF_RANGE', evidence: range });
    const unpadded = readings.find(({ code }) => code !== undefined);
    if (unpadded !== undefined) {
      const size = readSignature(this.facts.judged.signature, this.facts.flow).bytes.length;
      hits.push({ code: 'SIGNATURE_WRONG_LENGTH', evidence: `${size} bytes instead of 64.` });
    }
    const recovered = probe.recover(this.rightDigest).map((key) => toHex(key));
    const evidence =
      'No input that was tried verifies: the text with and without dot and padding, protobuf, hex, JWS headers, other hashes, r and s in other orders, the other curve, and all keys that are known.';
    hits.push({ code: 'SIGNATURE_INVALID_ALL_INPUTS', evidence });
    if (range !== undefined) return hits;
    if (recovered.length > 0) {
      hits.push({
        code: 'SIGNATURE_OTHER_KEY',
        evidence: `If the right bytes were signed, it was by one of these keys on ${curve}: ${recovered.join(', ')}. Compare them with yours; none of them is the registered one.`,
      });
    } else {
      hits.push({
        code: 'SIGNATURE_WRONG_CURVE',
        evidence: `r is not the x coordinate of any point of ${curve}: no key on that curve can have made it.`,
      });
    }
    return hits;
  }
}

function plainForm({ rs, code }: Reading): Form {
  return { rs, codes: code === undefined ? [] : [code], what: 'once zeros are put back in front' };
}

/** r and s in other orders. */
function formsOf({ rs, code }: Reading): Form[] {
  const [r, s] = [rs.subarray(0, 32), rs.subarray(32)];
  const join = (a: Uint8Array, b: Uint8Array) => Uint8Array.of(...a, ...b);
  const back = (value: Uint8Array) => value.slice().reverse();
  const more = code === undefined ? [] : [code];
  const swapped = 'SIGNATURE_S_R_SWAPPED';
  const little = 'SIGNATURE_LITTLE_ENDIAN';
  return [
    { rs: join(s, r), codes: [swapped, ...more], what: 'with s and r exchanged' },
    { rs: join(back(r), back(s)), codes: [little, ...more], what: 'with r and s read backwards' },
    {
      rs: join(back(s), back(r)),
      codes: [little, swapped, ...more],
      what: 'with all 64 bytes read backwards',
    },
  ];
}
