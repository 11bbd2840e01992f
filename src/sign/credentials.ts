/**
 * Partner credentials: name, curve and public key as SET_PARTNER_KEY carries them, and who signed
 * them (provider-api.md#partner-registration). Ledger signs with its production key; its test key
 * is public, so anyone may sign for test builds.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { equal, utf8 } from '../bytes.js';
import { InputError } from '../errors.js';
import { CURVE, type Curve, KEY_SIZE } from '../exchange/constants.js';
import { flowFor } from '../exchange/flows.js';
import { LEDGER_PRODUCTION_KEY, LEDGER_TEST_KEY } from '../exchange/keys.js';
import { PARTNER_NAME } from '../exchange/layouts.js';
import { testAuthority } from '../host/authority.js';
import { credentialsOf } from '../host/partner.js';
import { signingKey } from '../keys/private-key.js';
import { expected, shownText } from '../shown.js';
import { derProblem, nobleVerifier, type Verifier } from '../simulator/verifier.js';

/** Who is known to the device under which key. */
export interface PartnerIdentity {
  readonly name: string;
  readonly curve: Curve;
  /** 65 bytes, 04 x y. */
  readonly publicKey: Uint8Array;
  /** Without the curve byte: appVersion 1. */
  readonly legacy: boolean;
}

export interface SignedCredentials extends PartnerIdentity {
  /** Length and name, the curve byte unless legacy, 65 bytes of key. */
  readonly credentials: Uint8Array;
  /** DER, over SHA-256 of the credentials. */
  readonly signature: Uint8Array;
}

/**
 * Credentials and the test authority's signature over them: test builds and the simulator take
 * them, production devices do not.
 * @throws InputError for a name the device does not take.
 */
export function testCredentials(identity: PartnerIdentity, field = 'name'): SignedCredentials {
  checkName(identity.name, field);
  const credentials = encodeCredentials(identity);
  return { ...identity, credentials, signature: testAuthority().sign(credentials) };
}

/** The bytes that Ledger signs of a partner. */
export function encodeCredentials(identity: PartnerIdentity): Uint8Array {
  // Only the curve byte differs from flow to flow.
  return credentialsOf(identity, flowFor('swap', { legacy: identity.legacy }));
}

function checkName(name: string, field: string): void {
  const { min, max } = PARTNER_NAME;
  const { length } = utf8(name);
  const came = shownText(name);
  if (length < min || length > max) {
    throw new InputError(
      expected(field, `a name of ${min} to ${max} bytes`, `${length} in ${came}`),
      { hint: 'It is part of what Ledger signs, letter for letter, and stands on the screen.' },
    );
  }
  if (!/^[\x20-\x7e]+$/.test(name) || name !== name.trim()) {
    throw new InputError(expected(field, 'printable ASCII without blanks around it', came));
  }
}

/** Undefined when the bytes are no credentials. A legacy partner's curve follows from its flow. */
export function decodeCredentials(
  bytes: Uint8Array,
): { name: string; curve: Curve | undefined; publicKey: Uint8Array; legacy: boolean } | undefined {
  const [size = 0] = bytes;
  const rest = bytes.length - 1 - size - KEY_SIZE;
  if (size === 0 || rest < 0 || rest > 1) return undefined;
  const publicKey = bytes.subarray(bytes.length - KEY_SIZE);
  if (publicKey[0] !== 0x04) return undefined;
  const name = new TextDecoder().decode(bytes.subarray(1, 1 + size));
  if (rest === 0) return { name, curve: undefined, publicKey, legacy: true };
  const curveByte = bytes[1 + size];
  const curve = (Object.keys(CURVE) as Curve[]).find((key) => CURVE[key] === curveByte);
  return curve === undefined ? undefined : { name, curve, publicKey, legacy: false };
}

/** Whose key has signed: Ledger's production key, the public test key, or neither. */
export type CredentialsSigner = 'production' | 'test' | 'neither';

/** Who has signed credentials. */
export interface CredentialsVerdict {
  readonly signedBy: CredentialsSigner;
  /** When neither: why, and what the signature is of, if that could be found out. */
  readonly reason?: string;
}

const SIGNERS = [
  ['production', LEDGER_PRODUCTION_KEY],
  ['test', LEDGER_TEST_KEY],
] as const;

/** Which of Ledger's keys made this DER signature of these credentials. */
export function credentialsSigner(
  credentials: Uint8Array,
  signature: Uint8Array,
  verifier: Verifier = nobleVerifier,
): CredentialsVerdict {
  const problem = (publicKey: Uint8Array, message: Uint8Array) =>
    derProblem(verifier, { curve: 'secp256k1', publicKey, message, hash: 'sha256' }, signature);
  for (const [signedBy, key] of SIGNERS) {
    if (problem(key, credentials) === undefined) return { signedBy };
  }
  for (const [what, other] of similar(credentials)) {
    for (const [signer, key] of SIGNERS) {
      if (problem(key, other) === undefined) {
        return { signedBy: 'neither', reason: `it is the ${signer} key's signature of ${what}` };
      }
    }
  }
  // Before 2.0 test builds trusted a key made from the word Ledger: device-behaviour.md#test-builds.
  const old = signingKey('secp256k1', sha256(utf8('Ledger')));
  if (problem(old.publicKey, credentials) === undefined) {
    return {
      signedBy: 'neither',
      reason: 'it was made with the test key of before, no longer trusted',
    };
  }
  const why = problem(LEDGER_PRODUCTION_KEY, credentials) ?? '';
  return {
    signedBy: 'neither',
    reason: why.startsWith('it is not')
      ? 'it is no signature of these credentials by either key'
      : why,
  };
}

/** What is often signed in place of the given credentials: the other layout, another spelling. */
function similar(credentials: Uint8Array): [string, Uint8Array][] {
  const given = decodeCredentials(credentials);
  if (given === undefined) return [];
  const { name, publicKey } = given;
  const [first = ''] = name;
  const names = [name, name.toLowerCase(), name.toUpperCase(), first.toUpperCase() + name.slice(1)];
  const layouts: PartnerIdentity[] = names.flatMap((spelt) => [
    { name: spelt, curve: 'secp256k1', publicKey, legacy: true },
    { name: spelt, curve: 'secp256k1', publicKey, legacy: false },
    { name: spelt, curve: 'secp256r1', publicKey, legacy: false },
  ]);
  return layouts
    .map((identity): [string, Uint8Array] => [described(identity), encodeCredentials(identity)])
    .filter(([, bytes]) => !equal(bytes, credentials));
}

function described({ name, curve, legacy }: PartnerIdentity): string {
  const layout = legacy ? 'without a curve byte (legacy)' : `with the curve byte of ${curve} (NG)`;
  return `${JSON.stringify(name)} and the same key, ${layout}`;
}
