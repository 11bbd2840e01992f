/**
 * Partner entries in the JSON forms people have (our own, Ledger's tools', CAL answers of both
 * generations), each with the credentials its signatures are to cover.
 */

import { equal } from '../bytes.js';
import { decodeHex } from '../codec/hex.js';
import { textIn } from '../codec/text.js';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import { curveNamed } from '../keys/curves.js';
import { readKey, readPublicKey } from '../keys/read-key.js';
import { shownValue } from '../shown.js';
import { encodeCredentials } from './credentials.js';

export interface Registration {
  readonly name: string;
  /** Which signature of the entry: its member name. */
  readonly member: string;
  /** What it may cover: one, or both layouts where the entry does not say its version. */
  readonly credentials: readonly Uint8Array[];
  readonly signature: Uint8Array;
  /** The entry's own credentials say something else than its name and key. */
  readonly contradiction: boolean;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Every signature in the JSON text, in order.
 * @throws InputError naming file and member.
 */
export function registrationsOf(content: Uint8Array | string, file: string): Registration[] {
  let value: unknown;
  try {
    value = JSON.parse(typeof content === 'string' ? content : (textIn(content) ?? ''));
  } catch {
    throw noPartners(content, file);
  }
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (entries.length === 0)
    throw new InputError(`${file}: expected a partner, found an empty list`);
  return entries.flatMap((entry, i) =>
    registrationsIn(membersOf(entry), entries.length === 1 ? file : `${file}[${i}]`),
  );
}

function noPartners(content: Uint8Array | string, file: string): InputError {
  const reading = readKey(content);
  const isTelling = reading.kind === 'unreadable' && reading.isTelling === true;
  const found =
    reading.kind === 'private'
      ? 'a private key'
      : reading.kind === 'public'
        ? 'a public key'
        : isTelling
          ? reading.found
          : 'other text';
  const hint = isTelling ? reading.hint : undefined;
  return new InputError(`${file}: expected JSON with partners, found ${found}`, {
    hint: hint ?? 'Bare hex goes to --credentials and --signature.',
  });
}

function registrationsIn(entry: Members, where: string): Registration[] {
  const { name } = entry;
  if (typeof name !== 'string') {
    throw new InputError(`${where}: expected the name of a partner, found ${typeof name}`);
  }
  const { curve, publicKey } = publicKeyOf(entry, where);
  const version = membersOf(entry.service).appVersion ?? entry.service_app_version;
  const layouts = version === 1 ? [true] : version === 2 ? [false] : [false, true];
  const made = layouts.map((legacy) => encodeCredentials({ name, curve, publicKey, legacy }));
  const descriptor = membersOf(entry.descriptor);
  const signatures = membersOf(descriptor.signatures);
  const given =
    descriptor.data === undefined
      ? undefined
      : bytesAt(descriptor.data, `${where}: descriptor.data`);
  const found = [
    ['signature', entry.signature],
    ['descriptor.signatures.prod', signatures.prod],
    ['descriptor.signatures.test', signatures.test],
  ] as const;
  const registrations = found
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([member, value]) => ({
      name,
      member,
      credentials: given === undefined ? made : [given],
      signature: bytesAt(value, `${where}: ${member}`),
      contradiction: given !== undefined && !made.some((own) => equal(own, given)),
    }));
  if (registrations.length > 0) return registrations;
  throw new InputError(`${where}: expected a signature of the credentials, found none`);
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

/** A point off its curve is for the signature to show. */
function publicKeyOf(entry: Members, where: string): { curve: Curve; publicKey: Uint8Array } {
  const named = entry.curve ?? entry.public_key_curve;
  const curve = typeof named === 'string' ? curveNamed(named) : undefined;
  if (named !== undefined && curve === undefined) {
    throw new InputError(
      `${where}: expected the curve secp256k1 or secp256r1, found ${shownValue(named)}`,
    );
  }
  const field = `${where}: public key`;
  const reading = readPublicKey(entry.publicKey ?? entry.public_key, { field, curve });
  return reading.kind === 'public' ? reading : { curve: reading.curve, publicKey: reading.bytes };
}

/** Hex of anything; never repeated, for people mistake one file for another. */
export function bytesAt(value: unknown, field: string): Uint8Array {
  const bytes = typeof value === 'string' ? decodeHex(value.replace(/\s+/g, '')) : undefined;
  if (bytes !== undefined && bytes.length > 0) return bytes;
  const came = typeof value === 'string' ? 'other text' : shownValue(value);
  throw new InputError(`${field}: expected hex digits, found ${came}`);
}
