/**
 * SEND_TRUSTED_NAME_DESCRIPTOR of the two prototypes, 4.1.0-pkiv1 and pkiv2: a status word for each
 * problem, in another order than the releases look (app-exchange
 * `src/trusted_name_descriptor_handler.c` and `src/pki.c` at these tags; no recording).
 */
import { toBigInt } from '../../bytes.js';
import { parseTrustedName, type TlvResult, tlvNumber } from '../../exchange/trusted-name.js';
import { PROTOTYPE_TLV_ERRORS, type StatusWords } from '../../firmware/status-words.js';
import { type TrustedNameRules, tagsOf } from '../../firmware/trusted-name.js';
import { trustedNameKeyId } from '../build.js';
import type { Environment } from '../environment.js';
import { type Outcome, refuse } from '../outcome.js';
import { CURVE_SECP256K1, KEY_USAGE_TRUSTED_NAME } from '../pki.js';
import type { AppState } from '../state.js';
import {
  CONTEXT_ADDRESS,
  DYNAMIC_RESOLVER,
  TRUSTED_NAME_STRUCTURE,
} from '../trusted-name-descriptor.js';
import { derProblem } from '../verifier.js';
import { replaceAddresses } from './trusted-name-address.js';

const {
  WRONG_CHALLENGE,
  WRONG_TLV_CONTENT,
  MISSING_TLV_CONTENT,
  WRONG_TLV_FORMAT,
  WRONG_TLV_KEY_ID,
  WRONG_TLV_SIGNATURE,
  NO_CERTIFICATE_LOADED,
} = PROTOTYPE_TLV_ERRORS;

const REQUIRED = [
  'structureType',
  'version',
  'trustedNameType',
  'trustedNameSource',
  'trustedName',
  'chainId',
  'address',
  'challenge',
  'signerKeyId',
  'signerAlgorithm',
  'signature',
] as const;

const ECDSA_SHA256 = 1n;

interface Problem {
  readonly status: number;
  readonly what: string;
}

export function applyPrototype(
  state: AppState,
  data: Uint8Array,
  env: Environment,
  rules: TrustedNameRules,
): Outcome {
  const read = parseTrustedName(tagsOf(rules), data);
  if (!read.ok) {
    const what = `the descriptor cannot be parsed: ${read.what}`;
    return refuse(state, WRONG_TLV_FORMAT, { what });
  }
  const problem = contentProblem(state, read, env, rules) ?? signatureProblem(read, env, rules);
  if (problem !== undefined) return refuse(state, problem.status, { what: problem.what });
  const { trustedName, address } = read.values;
  return replaceAddresses(state, trustedName!, address!, rules);
}

type Read = Extract<TlvResult, { ok: true }>;

function contentProblem(
  state: AppState,
  { values }: Read,
  env: Environment,
  { structureVersions, sourceContract }: TrustedNameRules,
): Problem | undefined {
  const number = (name: string) => tlvNumber(values[name]);
  const missing = (names: readonly string[]) => names.filter((name) => values[name] === undefined);
  const lacks = (names: readonly string[]) =>
    names.length === 0
      ? undefined
      : { status: MISSING_TLV_CONTENT, what: `missing: ${names.join(', ')}` };
  const early = lacks(missing(['structureType', 'version']));
  if (early !== undefined) return early;
  if (number('version') !== BigInt(structureVersions.min)) {
    const what = `the version is ${number('version')}, not ${structureVersions.min}`;
    return { status: WRONG_TLV_CONTENT, what };
  }
  const contract = sourceContract === 'required' ? ['sourceContract'] : [];
  const late = lacks(missing([...REQUIRED, ...contract]));
  if (late !== undefined) return late;
  const challenge = toBigInt(state.challenge ?? env.randomness.challenge());
  if (number('challenge') !== challenge) {
    return { status: WRONG_CHALLENGE, what: 'the descriptor answers another challenge' };
  }
  for (const [name, wanted] of [
    ['structureType', TRUSTED_NAME_STRUCTURE],
    ['trustedNameType', CONTEXT_ADDRESS],
    ['trustedNameSource', DYNAMIC_RESOLVER],
    ['signerAlgorithm', ECDSA_SHA256],
  ] as const) {
    if (number(name) !== wanted) {
      return { status: WRONG_TLV_CONTENT, what: `${name} is ${number(name)}, not ${wanted}` };
    }
  }
  const keyId = trustedNameKeyId(env.build);
  if (number('signerKeyId') === BigInt(keyId)) return undefined;
  return { status: WRONG_TLV_KEY_ID, what: `the key id is ${number('signerKeyId')}, not ${keyId}` };
}

function signatureProblem(
  read: Read,
  env: Environment,
  { checksCurve }: TrustedNameRules,
): Problem | undefined {
  const certificate = env.certificate();
  if (certificate === undefined) {
    return { status: NO_CERTIFICATE_LOADED, what: 'no PKI certificate is loaded' };
  }
  const { keyUsage, curve, publicKey } = certificate;
  const badCertificate = badCertificateStatus(env.profile.statusWords);
  if (keyUsage !== KEY_USAGE_TRUSTED_NAME) {
    return { status: badCertificate, what: `the certificate has key usage ${keyUsage}, not 4` };
  }
  if (checksCurve && curve !== CURVE_SECP256K1) {
    return { status: badCertificate, what: 'the certificate has a key on another curve' };
  }
  const signed = {
    curve: curve === CURVE_SECP256K1 ? 'secp256k1' : 'secp256r1',
    publicKey,
    message: read.signed,
    hash: 'sha256',
  } as const;
  const problem = derProblem(env.verifier, signed, read.values.signature!);
  if (problem === undefined) return undefined;
  return { status: WRONG_TLV_SIGNATURE, what: `the certificate's key did not sign it: ${problem}` };
}

/** The second prototype gave the word another name. */
function badCertificateStatus(words: StatusWords): number {
  return (words.WRONG_CERTIFICATE_KEY_USAGE ?? words.WRONG_CERTIFICATE_DATA)!;
}
