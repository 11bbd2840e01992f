/**
 * PKI certificates as the OS loads them (`B0 06`): a list of tags, each with a one-byte length, and
 * a signature by a root key or by the key of the certificate loaded before. Status words and order
 * of checks as the emulator's OS has them (Speculos `src/bolos/os_pki.c`, recordings `b006…`); what
 * real OS versions answer to bad certificates is not public.
 */
import { p256, p384 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { concat, EMPTY, fromBigInt, textOf, toBigInt } from '../bytes.js';
import { SW } from '../exchange/status.js';
import { pointOn } from '../keys/curves.js';
import { derProblem, type HashName, type Verifier } from './verifier.js';

/** A PKI certificate that the OS holds: whose key it is, and what for. */
export interface Certificate {
  /** As the OS counts uses: 4 is trusted names, 8 what coin apps are told of coins. */
  readonly keyUsage: number;
  /** Number of the curve as the device's crypto library counts: 0x21 is secp256k1. */
  readonly curve: number;
  /** 65 bytes, 04 x y. */
  readonly publicKey: Uint8Array;
  readonly name: string;
}

export const CURVE_SECP256K1 = 0x21;
const CURVE_SECP256R1 = 0x22;
const CURVE_SECP384R1 = 0x23;
export const KEY_USAGE_TRUSTED_NAME = 0x04;

/** What the OS remembers between two loads. A failed load forgets everything. */
export interface PkiState {
  readonly certificate: Certificate | undefined;
  readonly sticky: Values;
}

export const NO_CERTIFICATE: PkiState = { certificate: undefined, sticky: new Map() };

interface PointReader {
  readonly field: { readonly ORDER: bigint; readonly BYTES: number };
  /** Of a compressed point: uncompressed, or undefined or an exception when it is none. */
  read(point: Uint8Array): Uint8Array | undefined;
}

/** Of those the OS knows more; a certificate on another one is said to have a bad point. */
const CURVES = new Map<number, PointReader>([
  [CURVE_SECP256K1, { field: secp256k1.Point.Fp, read: (point) => pointOn('secp256k1', point) }],
  [CURVE_SECP256R1, { field: p256.Point.Fp, read: (point) => pointOn('secp256r1', point) }],
  [
    CURVE_SECP384R1,
    { field: p384.Point.Fp, read: (point) => p384.Point.fromBytes(point).toBytes(false) },
  ],
]);

/** As many as the longest tag may reach over the end. */
const NOTHING = new Uint8Array(257);

const SIGNATURE_TAG = 0x15;
const ROOT_V3_KEY_ID = 2n;

const BAD_TAG = 0x422d;
export const WRONG_USAGE = 0x422e;
const WRONG_SIGNATURE = 0x5720;
const BAD_POINT = 0x3302;

/** The OS version of the emulator, compared with the certificate's last valid version as text. */
const OS_VERSION = '1.0.0';

/** For each tag: the status word of a bad value, its length (undefined: any), and its test. */
interface TagRule {
  readonly error: number;
  readonly size?: number;
  readonly max?: number;
  readonly accepts?: (value: Uint8Array, earlier: Values) => boolean;
}

/** Values of a certificate by tag. */
type Values = ReadonlyMap<number, Uint8Array>;

const TAG = {
  signerKeyId: 0x13,
  signAlgorithm: 0x14,
  name: 0x20,
  keyUsage: 0x31,
  curve: 0x32,
  publicKey: 0x33,
} as const;

const below = (limit: number) => (value: Uint8Array) => value[0]! < limit;

const TAGS: ReadonlyMap<number, TagRule> = new Map<number, TagRule>([
  [0x01, { error: 0x422f, size: 1, accepts: (value) => value[0] === 1 }],
  [0x02, { error: 0x4230, size: 1, accepts: below(3) }],
  [0x10, { error: 0x4231, size: 4, accepts: stillValid }],
  [0x11, { error: 0x4232, size: 4, accepts: (value) => toBigInt(value) > 1n }],
  [0x12, { error: BAD_TAG }],
  [TAG.signerKeyId, { error: 0x4233, size: 2 }],
  [TAG.signAlgorithm, { error: 0x4234, size: 1, accepts: below(0x11) }],
  [0x16, { error: 0x423b, size: 4 }],
  [TAG.name, { error: 0x423a, max: 32 }],
  [0x30, { error: 0x4235, size: 2 }],
  [TAG.keyUsage, { error: 0x4236, size: 1 }],
  [TAG.curve, { error: 0x4237, size: 1, accepts: below(0x75) }],
  [
    TAG.publicKey,
    { error: BAD_POINT, accepts: (value, earlier) => pointOf(value, earlier) !== undefined },
  ],
  [0x34, { error: 0x4238, size: 1, accepts: below(0x11) }],
  [0x35, { error: 0x4239, size: 1, accepts: below(8) }],
  [0x36, { error: 0x423c, size: 1 }],
]);

/** Values that stay from one successful load to the next when a certificate leaves them out. */
const STICKY = [TAG.signerKeyId, TAG.signAlgorithm, TAG.keyUsage];

/** By signature algorithm, from 1. */
const HASHES_BY_ALGORITHM: readonly (HashName | undefined)[] = [
  undefined,
  'sha256',
  'sha3_256',
  'keccak_256',
  'ripemd160',
];

/** Each number becomes one character, whatever it is: that is how the OS writes the text. */
function stillValid(value: Uint8Array): boolean {
  const [major = 0, minor = 0, patch = 0] = value;
  const digit = (number: number) => String.fromCharCode((0x30 + number) & 0xff);
  const last = patch < 10 ? digit(patch) : digit(Math.floor(patch / 10)) + digit(patch % 10);
  const limit = `${digit(major)}.${digit(minor)}.${last}`;
  return OS_VERSION.slice(0, limit.length) <= limit;
}

/**
 * Loads a certificate for a key usage (P1 of the command). Its size only tells where no tag begins
 * any more: a tag or signature that is cut is read on into `behind`, what follows in the receive
 * buffer, and into zeros behind that.
 * @returns the next state and the status word.
 */
export function loadCertificate(
  state: PkiState,
  usage: number,
  data: Uint8Array,
  options: { rootKey: Uint8Array; verifier: Verifier; behind?: Uint8Array },
): { state: PkiState; status: number } {
  const memory = concat(data, options.behind ?? EMPTY, NOTHING);
  const failed = (status: number) => ({ state: NO_CERTIFICATE, status });
  const values = new Map(state.sticky);
  let at = 0;
  while (at < data.length && data[at] !== SIGNATURE_TAG) {
    const tag = data[at]!;
    const rule = TAGS.get(tag);
    if (rule === undefined) return failed(BAD_TAG);
    const size = memory[at + 1]!;
    const value = memory.subarray(at + 2, at + 2 + size);
    if (!fits(rule, value, values)) return failed(rule.error);
    values.set(tag, value.slice());
    at += 2 + size;
  }

  const keyUsage = values.get(TAG.keyUsage)?.[0] ?? 0;
  if (keyUsage !== usage) return failed(WRONG_USAGE);
  const publicKey = pointOf(values.get(TAG.publicKey), values);

  const hash = HASHES_BY_ALGORITHM[values.get(TAG.signAlgorithm)?.[0] ?? 0];
  const signerId = values.get(TAG.signerKeyId);
  const byRoot = signerId !== undefined && toBigInt(signerId) === ROOT_V3_KEY_ID;
  const signer = byRoot ? options.rootKey : state.certificate?.publicKey;
  // What stands where the signature should is taken for it, whatever its tag.
  const signature = memory.subarray(at + 2, at + 2 + (memory[at + 1] ?? 0));
  if (hash === undefined || signer === undefined || publicKey === undefined) {
    return failed(WRONG_SIGNATURE);
  }
  const signed = {
    curve: 'secp256k1',
    publicKey: signer,
    message: memory.subarray(0, at),
    hash,
  } as const;
  if (derProblem(options.verifier, signed, signature) !== undefined) return failed(WRONG_SIGNATURE);

  const curve = values.get(TAG.curve)?.[0] ?? 0;
  const name = textOf(values.get(TAG.name) ?? new Uint8Array(0));
  const sticky = new Map(
    [...values].filter(([tag]) => (STICKY as readonly number[]).includes(tag)),
  );
  return {
    state: { certificate: { keyUsage, curve, publicKey, name }, sticky },
    status: SW.SUCCESS,
  };
}

function fits(rule: TagRule, value: Uint8Array, earlier: Values): boolean {
  if (rule.size !== undefined && value.length !== rule.size) return false;
  if (rule.max !== undefined && value.length > rule.max) return false;
  return rule.accepts?.(value, earlier) ?? true;
}

/**
 * Of the prefix only bit 0 counts, and x may have any length: the emulator takes it as a number. The
 * curve must have been named before.
 */
function pointOf(compressed: Uint8Array | undefined, values: Values): Uint8Array | undefined {
  const curve = CURVES.get(values.get(TAG.curve)?.[0] ?? 0);
  if (compressed === undefined || curve === undefined) return undefined;
  const [prefix = 0] = compressed;
  const x = toBigInt(compressed.subarray(1)) % curve.field.ORDER;
  try {
    const point = concat(Uint8Array.of(2 + (prefix & 1)), fromBigInt(x, curve.field.BYTES));
    return curve.read(point);
  } catch {
    return undefined;
  }
}
