/**
 * Private keys as files hold them: PEM (SEC 1, PKCS #8), JWK, or 64 hex digits. Read with Node's
 * crypto, so for the command line only; the rest of this folder runs in a browser too.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { base64urlnopad } from '@scure/base';
import { fromHex, isHex } from '../bytes.js';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import { type PrivateKey, privateKeyOf } from './private-key.js';

const CURVE_NAMES: Readonly<Record<string, Curve>> = {
  secp256k1: 'secp256k1',
  prime256v1: 'secp256r1',
  'P-256': 'secp256r1',
};

export interface KeyFileOptions {
  /** How error messages call it: option and file name. */
  readonly field: string;
  /** Needed beside hex digits; PEM and JWK name their own. */
  readonly curve?: Curve;
}

/** Whether the text holds a private key (readable or not) and not a public one. */
export function looksPrivate(text: string): boolean {
  if (text.includes('-----BEGIN')) return /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text);
  if (text.trimStart().startsWith('{')) return 'd' in membersOf(text);
  return plainHex(text).length === HEX_DIGITS;
}

/**
 * @throws InputError in one sentence for a public key, an encrypted one, one on another curve or of
 * another kind. The content is never repeated.
 */
export function readPrivateKey(text: string, { field, curve }: KeyFileOptions): PrivateKey {
  const fail = (found: string, hint?: string): never => {
    throw new InputError(
      `${field}: expected a private key (PEM, JWK or 64 hex digits) on secp256k1 or secp256r1, found ${found}`,
      hint === undefined ? {} : { hint },
    );
  };
  const key = text.includes('-----BEGIN')
    ? fromPem(text, field, fail)
    : text.trimStart().startsWith('{')
      ? fromJwk(text, field, fail)
      : fromDigits(text, { field, ...(curve === undefined ? {} : { curve }) }, fail);
  if (curve === undefined || key.curve === curve) return key;
  throw new InputError(`${field}: expected a key on ${curve}, found one on ${key.curve}`);
}

type Fail = (found: string, hint?: string) => never;

function fromPem(text: string, field: string, fail: Fail): PrivateKey {
  const block = /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----[\s\S]*?-----END \1-----/.exec(text);
  if (block === null) {
    const labels = [...text.matchAll(/-----BEGIN ([A-Za-z0-9 ]{1,40})-----/g)];
    const [first] = labels.map((match) => match[1]!);
    if (first === undefined || /PRIVATE KEY$/.test(first)) return fail('PEM text that is cut off');
    if (first === 'PUBLIC KEY') return fail('a public key', 'Signing needs the private half.');
    return fail(`PEM of a ${first}`);
  }
  const [pem, label] = block;
  if (pem.includes('ENCRYPTED')) {
    return fail('an encrypted one', 'Decrypt it first: openssl ec -in FILE -out PLAIN.pem');
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    return fail(`a ${label} that cannot be read`);
  }
  if (key.asymmetricKeyType !== 'ec') return fail(`a key of kind ${key.asymmetricKeyType}`);
  const name = key.asymmetricKeyDetails?.namedCurve ?? 'a curve without a name';
  const curve = CURVE_NAMES[name];
  if (curve === undefined) return fail(`one on ${name}`);
  return privateKeyOf(curve, base64urlnopad.decode(key.export({ format: 'jwk' }).d!), field);
}

function fromJwk(text: string, field: string, fail: Fail): PrivateKey {
  const { kty, crv, d } = membersOf(text);
  if (kty === undefined) return fail('JSON that is no JWK');
  if (kty !== 'EC' || typeof crv !== 'string') return fail('a JWK of another kind (kty not EC)');
  const curve = CURVE_NAMES[crv];
  if (curve === undefined) return fail(`a JWK on ${JSON.stringify(crv.slice(0, 20))}`);
  if (typeof d !== 'string') return fail('a public JWK', 'Signing needs the private half.');
  let secret: Uint8Array;
  try {
    secret = base64urlnopad.decode(d);
  } catch {
    return fail('a JWK whose d is not base64url');
  }
  return privateKeyOf(curve, secret, field);
}

const HEX_DIGITS = 64;

function fromDigits(text: string, { field, curve }: KeyFileOptions, fail: Fail): PrivateKey {
  const digits = plainHex(text);
  if (digits.length !== HEX_DIGITS || !isHex(digits)) {
    return fail(`${text.trim().length} characters that are none of these`);
  }
  if (curve === undefined) {
    throw new InputError(`${field}: expected a curve beside a key in hex, found none`, {
      hint: 'Add --curve secp256k1 or --curve secp256r1.',
    });
  }
  return privateKeyOf(curve, fromHex(digits), field);
}

function plainHex(text: string): string {
  return text.trim().replace(/^0x/i, '');
}

function membersOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
