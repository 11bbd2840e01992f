/**
 * GET_CHALLENGE and SEND_TRUSTED_NAME_DESCRIPTOR: an address in the message may be a name that
 * Ledger's resolver turns into the real address (app-exchange
 * `src/trusted_name_descriptor_handler.c`, device SDK `tlv_use_case_trusted_name`).
 */

import { toBigInt } from '../../bytes.js';
import { SW } from '../../exchange/status.js';
import {
  parseTrustedName,
  type TlvResult,
  tlvNumber,
  trustedNameTags,
} from '../../exchange/trusted-name.js';
import { LATEST, type TrustedNameRules } from '../../firmware/trusted-name.js';
import { trustedNameKeyId } from '../build.js';
import type { Environment } from '../environment.js';
import { accept, type Outcome, refuse } from '../outcome.js';
import { CURVE_SECP256K1, KEY_USAGE_TRUSTED_NAME } from '../pki.js';
import type { AppState } from '../state.js';
import { derProblem, type HashName } from '../verifier.js';
import {
  CONTEXT_ADDRESS,
  DYNAMIC_RESOLVER,
  replaceAddresses,
  TRUSTED_NAME_STRUCTURE,
} from './trusted-name-address.js';
import { applyPrototype } from './trusted-name-prototype.js';

/** Reason byte in front of 6A91. */
const REASON = {
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

export function getChallenge(state: AppState, env: Environment): Outcome {
  const challenge = state.challenge ?? env.randomness.challenge();
  return accept({ ...state, challenge }, challenge);
}

/** Good or bad, every descriptor renews the challenge. */
export function sendTrustedNameDescriptor(
  state: AppState,
  data: Uint8Array,
  env: Environment,
): Outcome {
  const rules = env.profile.trustedName ?? LATEST;
  const apply = rules.errors === 'status words' ? applyPrototype : applyDescriptor;
  const outcome = apply(state, data, env, rules);
  return { ...outcome, state: { ...outcome.state, challenge: undefined } };
}

function applyDescriptor(
  state: AppState,
  data: Uint8Array,
  env: Environment,
  rules: TrustedNameRules,
): Outcome {
  const read = parseTrustedName(trustedNameTags(rules), data);
  if (!read.ok) return tlvRefused(state, 'parser', `the descriptor cannot be parsed: ${read.what}`);
  const { values } = read;
  const number = (name: string) => tlvNumber(values[name]);

  if (values.structureType === undefined) {
    return tlvRefused(state, 'structureTypeMissing', 'the structure type (tag 01) is missing');
  }
  if (number('structureType') !== TRUSTED_NAME_STRUCTURE) {
    return tlvRefused(
      state,
      'structureType',
      `the structure type is ${number('structureType')}, not 3`,
    );
  }
  const missing = REQUIRED.filter((name) => values[name] === undefined);
  if (missing.length > 0) {
    return tlvRefused(state, 'tagMissing', `missing: ${missing.join(', ')}`);
  }
  const version = number('version');
  const { min, max } = rules.structureVersions;
  if (version < BigInt(min) || version > BigInt(max)) {
    return tlvRefused(state, 'version', `the version is ${version}, ${min} to ${max} expected`);
  }
  if (values.sourceContract !== undefined && version < 2n) {
    return tlvRefused(state, 'sourceContract', 'a source contract needs version 2 or later');
  }
  const keyId = trustedNameKeyId(env.build);
  if (number('signerKeyId') !== BigInt(keyId)) {
    return tlvRefused(state, 'keyId', `the key id is ${number('signerKeyId')}, not ${keyId}`);
  }
  const unsigned = signatureProblem(read, env);
  if (unsigned !== undefined) return tlvRefused(state, unsigned.reason, unsigned.what);

  if (values.challenge === undefined) {
    return refuse(state, SW.MISSING_TLV_CONTENT, { what: 'the challenge (tag 12) is missing' });
  }
  const challenge = toBigInt(state.challenge ?? env.randomness.challenge());
  if (number('challenge') !== challenge) {
    return refuse(state, SW.WRONG_TLV_CHALLENGE, {
      what: 'the descriptor answers another challenge',
      field: 'challenge',
      expected: challenge.toString(16).padStart(8, '0'),
      actual: number('challenge').toString(16).padStart(8, '0'),
    });
  }
  for (const [name, wanted] of [
    ['trustedNameType', CONTEXT_ADDRESS],
    ['trustedNameSource', DYNAMIC_RESOLVER],
  ] as const) {
    if (number(name) !== wanted) {
      return refuse(state, SW.WRONG_TLV_CONTENT, {
        what: `${name} is not one the Exchange app takes`,
        field: name,
        expected: `${wanted}`,
        actual: `${number(name)}`,
      });
    }
  }
  return replaceAddresses(state, values.trustedName!, values.address!, rules);
}

function signatureProblem(
  read: Extract<TlvResult, { ok: true }>,
  env: Environment,
): { reason: keyof typeof REASON; what: string } | undefined {
  const algorithm = Number(tlvNumber(read.values.signerAlgorithm));
  const hash = ECDSA[algorithm];
  if (hash === undefined && !EDDSA.includes(algorithm)) {
    return {
      reason: 'algorithm',
      what: `signature algorithm ${algorithm.toString(16)} is not known`,
    };
  }
  const certificate = env.certificate();
  if (certificate === undefined) {
    return { reason: 'noCertificate', what: 'no PKI certificate is loaded' };
  }
  if (certificate.keyUsage !== KEY_USAGE_TRUSTED_NAME) {
    return {
      reason: 'keyUsage',
      what: `the certificate has key usage ${certificate.keyUsage}, not 4`,
    };
  }
  if (hash === undefined || certificate.curve !== CURVE_SECP256K1) {
    return { reason: 'curve', what: 'the certificate has a key on another curve' };
  }
  const { publicKey } = certificate;
  const signed = { curve: 'secp256k1', publicKey, message: read.signed, hash } as const;
  const problem = derProblem(env.verifier, signed, read.values.signature!);
  return problem === undefined
    ? undefined
    : { reason: 'signature', what: `the certificate's key did not sign it: ${problem}` };
}

function tlvRefused(state: AppState, reason: keyof typeof REASON, what: string): Outcome {
  return refuse(state, SW.WRONG_TRUSTED_NAME_TLV, { what }, Uint8Array.of(REASON[reason]));
}
