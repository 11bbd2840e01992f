/**
 * PKI certificates as the OS loads them (`B0 06`): a list of tags, each with a one-byte length, and
 * a signature by a root key or by the key of the certificate loaded before. Status words and order
 * of checks as the emulator's OS has them (Speculos `src/bolos/os_pki.c`, recordings `b006…`); what
 * real OS versions answer to bad certificates is not public.
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { textOf } from '../bytes.js';
import { derProblem, type HashName, type Verifier } from './verifier.js';

export interface Certificate {
  readonly keyUsage: number;
  /** Number of the curve as the device's crypto library counts: 0x21 is secp256k1. */
  readonly curve: number;
  /** 65 bytes, 04 x y. */
  readonly publicKey: Uint8Array;
  readonly name: string;
}

export const CURVE_SECP256K1 = 0x21;
export const KEY_USAGE_TRUSTED_NAME = 0x04;

/** What the OS remembers between two loads. A failed load forgets everything. */
export interface PkiState {
  readonly certificate: Certificate | undefined;
}

export const NO_CERTIFICATE: PkiState = { certificate: undefined };

const SIGNATURE_TAG = 0x15;
const ROOT_V3_KEY_ID = 0x0002;

const BAD_TAG = 0x422d;
const WRONG_USAGE = 0x422e;
const WRONG_SIGNATURE = 0x5720;
const BAD_POINT = 0x3302;

/** The OS version of the emulator, compared with the certificate's last valid version as text. */
const OS_VERSION = '1.0.0';

/** For each tag: the status word of a bad value, its length (undefined: any), and its test. */
interface TagRule {
  readonly error: number;
  readonly size?: number;
  readonly max?: number;
  readonly accepts?: (value: Uint8Array) => boolean;
}

const below = (limit: number) => (value: Uint8Array) => value[0]! < limit;

const TAGS: Readonly<Record<number, TagRule>> = {
  1: { error: 0x422f, size: 1, accepts: (value) => value[0] === 1 },
  2: { error: 0x4230, size: 1, accepts: below(3) },
  16: { error: 0x4231, size: 4, accepts: stillValid },
  17: {
    error: 0x4232,
    size: 4,
    accepts: (value) => new DataView(value.buffer, value.byteOffset).getUint32(0) > 1,
  },
  18: { error: BAD_TAG },
  19: { error: 0x4233, size: 2 },
  20: { error: 0x4234, size: 1, accepts: below(0x11) },
  22: { error: 0x423b, size: 4 },
  32: { error: 0x423a, max: 32 },
  48: { error: 0x4235, size: 2 },
  49: { error: 0x4236, size: 1 },
  50: { error: 0x4237, size: 1, accepts: below(0x75) },
  51: { error: BAD_POINT, accepts: (value) => decompress(value) !== undefined },
  52: { error: 0x4238, size: 1, accepts: below(0x11) },
  53: { error: 0x4239, size: 1, accepts: below(8) },
  54: { error: 0x423c, size: 1 },
};

const HASH_OF: Readonly<Record<number, HashName>> = {
  1: 'sha256',
  2: 'sha3_256',
  3: 'keccak_256',
  4: 'ripemd160',
};

function stillValid(value: Uint8Array): boolean {
  const limit = `${value[0]}.${value[1]}.${value[2]}`;
  return OS_VERSION <= limit;
}

/**
 * Loads a certificate for a key usage (P1 of the command).
 * @returns the next state and the status word.
 */
export function loadCertificate(
  state: PkiState,
  usage: number,
  data: Uint8Array,
  options: { rootKey: Uint8Array; verifier: Verifier },
): { state: PkiState; status: number } {
  const failed = (status: number) => ({ state: NO_CERTIFICATE, status });
  const values = new Map<number, Uint8Array>();
  let at = 0;
  while (at < data.length && data[at] !== SIGNATURE_TAG) {
    const tag = data[at]!;
    const rule = TAGS[tag];
    if (rule === undefined) return failed(BAD_TAG);
    const size = data[at + 1] ?? 0;
    const value = data.subarray(at + 2, at + 2 + size);
    // Cut off in the middle: what was read so far decides (a signature is missing in any case).
    if (value.length !== size) break;
    if (!fits(rule, value)) return failed(rule.error);
    values.set(tag, value);
    at += 2 + size;
  }

  const keyUsage = values.get(0x31)?.[0] ?? 0;
  if (keyUsage !== usage) return failed(WRONG_USAGE);
  const publicKey = decompress(values.get(0x33));

  const hash = HASH_OF[values.get(0x14)?.[0] ?? 0];
  const signerId = values.get(0x13);
  const byRoot = signerId !== undefined && signerId[0]! * 256 + signerId[1]! === ROOT_V3_KEY_ID;
  const signer = byRoot ? options.rootKey : state.certificate?.publicKey;
  const signature = data.subarray(at + 2, at + 2 + (data[at + 1] ?? 0));
  if (hash === undefined || signer === undefined || publicKey === undefined) {
    return failed(WRONG_SIGNATURE);
  }
  const signed = {
    curve: 'secp256k1',
    publicKey: signer,
    message: data.subarray(0, at),
    hash,
  } as const;
  if (derProblem(options.verifier, signed, signature) !== undefined) return failed(WRONG_SIGNATURE);

  const curve = values.get(0x32)?.[0] ?? 0;
  const name = textOf(values.get(0x20) ?? new Uint8Array(0));
  return { state: { certificate: { keyUsage, curve, publicKey, name } }, status: 0x9000 };
}

function fits(rule: TagRule, value: Uint8Array): boolean {
  if (rule.size !== undefined && value.length !== rule.size) return false;
  if (rule.max !== undefined && value.length > rule.max) return false;
  return rule.accepts?.(value) ?? true;
}

function decompress(point: Uint8Array | undefined): Uint8Array | undefined {
  if (point === undefined) return undefined;
  try {
    return secp256k1.Point.fromBytes(point).toBytes(false);
  } catch {
    return undefined;
  }
}
