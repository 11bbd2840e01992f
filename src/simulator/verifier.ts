/**
 * ECDSA verification behind one small interface. {@link nobleVerifier} runs everywhere;
 * `node-verifier.ts` is faster where Node's own crypto exists; they agree (tested). What a device
 * accepts is decided here and in `payload/signature.ts`: high s is fine, r and s lie in 1..n-1.
 */
import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { keccak_256, sha3_256 } from '@noble/hashes/sha3.js';
import { concat, textOf } from '../bytes.js';
import { type Curve, KEY_SIZE } from '../exchange/constants.js';
import { CURVES } from '../keys/curves.js';
import { rsFromStrictDer } from '../payload/signature.js';

export const HASHES = { sha256, sha512, sha3_256, keccak_256, ripemd160 } as const;
export type HashName = keyof typeof HASHES;

/** A signature, what it is over, and by whom it should be. */
export interface SignedMessage {
  readonly curve: Curve;
  /** 65 bytes, 04 x y. May lie off the curve: then nothing verifies. */
  readonly publicKey: Uint8Array;
  /** What is hashed. */
  readonly message: Uint8Array;
  readonly hash: HashName;
}

/** Verifies signatures, as the device does. */
export interface Verifier {
  readonly name: string;
  /** Native: asking many times is cheaper than working anything out in JavaScript. */
  readonly isFast?: boolean;
  /** `rs`: r and s, 32 bytes each, big-endian. Never throws. */
  verify(signed: SignedMessage, rs: Uint8Array): boolean;
}

/** A verifier in JavaScript, for wherever this runs. */
export const nobleVerifier: Verifier = {
  name: 'noble',
  verify({ curve, publicKey, message, hash }, rs) {
    // Noble would take a compressed key too; the device knows one form.
    if (publicKey.length !== KEY_SIZE || publicKey[0] !== 0x04) return false;
    try {
      return CURVES[curve].verify(rs, HASHES[hash](message), publicKey, {
        prehash: false,
        lowS: false,
        format: 'compact',
      });
    } catch {
      // A point off the curve, r or s out of range: noble throws, the device says "wrong".
      return false;
    }
  },
};

/** Verifies a DER signature as the device does; undefined when it verifies, else the reason. */
export function derProblem(
  verifier: Verifier,
  signed: SignedMessage,
  der: Uint8Array,
): string | undefined {
  return signatureProblem(verifier, signed, rsFromStrictDer(der));
}

/** As {@link derProblem}, of a signature that was read. */
export function signatureProblem(
  verifier: Verifier,
  signed: SignedMessage,
  read: ReturnType<typeof rsFromStrictDer>,
): string | undefined {
  if ('problem' in read) return read.problem;
  return verifier.verify(signed, read.rs) ? undefined : 'it is not a signature by this key';
}

/** Remembers the last `size` verdicts: partner and coin configuration rarely change. */
export function remembering(verifier: Verifier, size = 64): Verifier {
  const verdicts = new Map<string, boolean>();
  return {
    name: verifier.name,
    verify(signed, rs) {
      const { curve, publicKey, message, hash } = signed;
      const sizes = `${publicKey.length} ${rs.length}`;
      const key = `${curve} ${hash} ${sizes} ${textOf(concat(publicKey, rs, message))}`;
      const known = verdicts.get(key);
      if (known !== undefined) return known;
      const verdict = verifier.verify(signed, rs);
      if (verdicts.size >= size) verdicts.delete(verdicts.keys().next().value as string);
      verdicts.set(key, verdict);
      return verdict;
    },
  };
}

const shared = new WeakMap<Verifier, Verifier>();

/** As {@link remembering}, one memory for all who verify with it: each test makes devices of its own. */
export function rememberingForAll(verifier: Verifier): Verifier {
  const known = shared.get(verifier) ?? remembering(verifier, SHARED_SIZE);
  shared.set(verifier, known);
  return known;
}

const SHARED_SIZE = 256;
