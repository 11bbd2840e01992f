/**
 * A signed trusted-name descriptor as the device SDK's `tlv_use_case_trusted_name` reads it, for the
 * Exchange app and for coin apps: its form, the tags it must have, and its signature by the key of the
 * PKI certificate.
 */
import {
  parseTrustedName,
  type TlvResult,
  tlvNumber,
  trustedNameTags,
} from '../exchange/trusted-name.js';
import type { TrustedNameRules } from '../firmware/trusted-name.js';
import { type Certificate, CURVE_SECP256K1, KEY_USAGE_TRUSTED_NAME } from './pki.js';
import { derProblem, type HashName, type Verifier } from './verifier.js';

/** What can be wrong with a descriptor, by the byte Exchange says it with. */
export const DESCRIPTOR_REASON = {
  parser: 0x01,
  structureTypeMissing: 0x02,
  structureType: 0x03,
  tagMissing: 0x04,
  version: 0x05,
  sourceContract: 0x06,
  keyId: 0x07,
  algorithm: 0x08,
  noCertificate: 0x81,
  keyUsage: 0x82,
  curve: 0x83,
  signature: 0x84,
} as const;

const REQUIRED = [
  'version',
  'trustedNameType',
  'trustedNameSource',
  'trustedName',
  'chainId',
  'address',
  'signerKeyId',
  'signerAlgorithm',
  'signature',
] as const;

/** ECDSA algorithms; the certificate's key must be on secp256k1. */
const ECDSA: Readonly<Record<number, HashName>> = {
  1: 'sha256',
  2: 'sha3_256',
  3: 'keccak_256',
  4: 'ripemd160',
  22: 'sha512',
};
/** EdDSA algorithms; no certificate with an Ed25519 key can be loaded here, so: wrong curve. */
const EDDSA: readonly number[] = [0x17, 0x18];

/** Numbers a descriptor of an address has: its structure, what the name is, who says so. */
export const TRUSTED_NAME_STRUCTURE = 3n;
export const CONTEXT_ADDRESS = 6n;
export const DYNAMIC_RESOLVER = 6n;

export type DescriptorResult =
  | { readonly ok: true; readonly values: Readonly<Record<string, Uint8Array>> }
  | {
      readonly ok: false;
      readonly reason: keyof typeof DESCRIPTOR_REASON;
      /** In words. */
      readonly what: string;
    };

/** Whose signature a descriptor needs. */
export interface DescriptorSigner {
  /** Number of Ledger's key, of production or tests. */
  readonly keyId: number;
  readonly certificate: Certificate | undefined;
  readonly verifier: Verifier;
}

export function readDescriptor(
  data: Uint8Array,
  rules: TrustedNameRules,
  signer: DescriptorSigner,
): DescriptorResult {
  const no = (reason: keyof typeof DESCRIPTOR_REASON, what: string) =>
    ({ ok: false, reason, what }) as const;
  const read = parseTrustedName(trustedNameTags(rules), data);
  if (!read.ok) return no('parser', `the descriptor cannot be parsed: ${read.what}`);
  const { values } = read;
  const number = (name: string) => tlvNumber(values[name]);

  if (values.structureType === undefined) {
    return no('structureTypeMissing', 'the structure type (tag 01) is missing');
  }
  if (number('structureType') !== TRUSTED_NAME_STRUCTURE) {
    return no('structureType', `the structure type is ${number('structureType')}, not 3`);
  }
  const missing = REQUIRED.filter((name) => values[name] === undefined);
  if (missing.length > 0) return no('tagMissing', `missing: ${missing.join(', ')}`);
  const version = number('version');
  const { min, max } = rules.structureVersions;
  if (version < BigInt(min) || version > BigInt(max)) {
    return no('version', `the version is ${version}, ${min} to ${max} expected`);
  }
  if (values.sourceContract !== undefined && version < 2n) {
    return no('sourceContract', 'a source contract needs version 2 or later');
  }
  if (number('signerKeyId') !== BigInt(signer.keyId)) {
    return no('keyId', `the key id is ${number('signerKeyId')}, not ${signer.keyId}`);
  }
  return signatureProblem(read, signer) ?? { ok: true, values };
}

function signatureProblem(
  read: Extract<TlvResult, { ok: true }>,
  { certificate, verifier }: DescriptorSigner,
): DescriptorResult | undefined {
  const no = (reason: keyof typeof DESCRIPTOR_REASON, what: string) =>
    ({ ok: false, reason, what }) as const;
  const algorithm = Number(tlvNumber(read.values.signerAlgorithm));
  const hash = ECDSA[algorithm];
  if (hash === undefined && !EDDSA.includes(algorithm)) {
    return no('algorithm', `signature algorithm ${algorithm.toString(16)} is not known`);
  }
  if (certificate === undefined) return no('noCertificate', 'no PKI certificate is loaded');
  if (certificate.keyUsage !== KEY_USAGE_TRUSTED_NAME) {
    return no('keyUsage', `the certificate has key usage ${certificate.keyUsage}, not 4`);
  }
  if (hash === undefined || certificate.curve !== CURVE_SECP256K1) {
    return no('curve', 'the certificate has a key on another curve');
  }
  const { publicKey } = certificate;
  const signed = { curve: 'secp256k1', publicKey, message: read.signed, hash } as const;
  const problem = derProblem(verifier, signed, read.values.signature!);
  if (problem === undefined) return undefined;
  return no('signature', `the certificate's key did not sign it: ${problem}`);
}
