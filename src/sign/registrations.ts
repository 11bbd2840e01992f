/**
 * Partner entries in the JSON forms people have (our own, Ledger's tools', CAL answers of both
 * generations, tables, published vectors: `registration-entries.ts`), each with the credentials its signatures are to cover.
 */

import { equal } from '../bytes.js';
import { decodeBase64 } from '../codec/base64.js';
import { bytesOfList } from '../codec/byte-list.js';
import { decodeHex, decodeSpacedHex } from '../codec/hex.js';
import { textIn } from '../codec/text.js';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import { curveNamed } from '../keys/curves.js';
import { readKey, readPublicKey } from '../keys/read-key.js';
import { expected, shownValue } from '../shown.js';
import { decodeCredentials, encodeCredentials } from './credentials.js';
import { entriesOf, jsonValue, type Members, membersOf } from './registration-entries.js';

/** A signature of Ledger's over a partner, as a file has it. */
export interface Registration {
  readonly name: string;
  /** Which signature of the entry: its member name. */
  readonly member: string;
  /** What it may cover: one, or both layouts where the entry does not say its version. */
  readonly credentials: readonly Uint8Array[];
  /** DER. */
  readonly signature: Uint8Array;
  /** The entry's own credentials say something else than its name and key. */
  readonly contradiction: boolean;
}

/**
 * Every signature in the JSON text, in order.
 * @throws InputError naming file and member.
 */
export function registrationsOf(content: Uint8Array | string, file: string): Registration[] {
  const text = typeof content === 'string' ? content : (textIn(content) ?? '');
  const value = jsonValue(text);
  if (value === undefined) throw noPartners(content, file);
  const entries = entriesOf(value, file);
  if (entries.length === 0) {
    const found = Array.isArray(value) && value.length === 0 ? 'an empty list' : 'none';
    throw new InputError(expected(file, 'a partner', found));
  }
  return entries.flatMap((entry) => registrationsIn(entry, entry.where));
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
          : content.length === 0
            ? 'nothing'
            : 'other text';
  const hint = isTelling ? reading.hint : undefined;
  return new InputError(expected(file, 'JSON with partners', found), {
    hint:
      hint ??
      'exchange-sim keys credentials --json writes it; bare hex goes to --credentials and --signature.',
  });
}

function registrationsIn(entry: Members, where: string): Registration[] {
  const descriptor = membersOf(entry.descriptor);
  const given =
    bytesIn(descriptor.data, `${where}: descriptor.data`) ??
    bytesIn(entry.credentials, `${where}: credentials`);
  const { name, made } = credentialsIn(entry, given, where);
  const signatures = membersOf(descriptor.signatures);
  const found = [
    ['signature', entry.signature],
    ['descriptor.signatures.prod', signatures.prod],
    ['descriptor.signatures.test', signatures.test],
  ] as const;
  const registrations = found.flatMap(([member, value]): Registration[] => {
    const signature = bytesIn(value, `${where}: ${member}`);
    if (signature === undefined) return [];
    return [
      {
        name,
        member,
        credentials: given === undefined ? made : [given],
        signature,
        contradiction: given !== undefined && !made.some((own) => equal(own, given)),
      },
    ];
  });
  if (registrations.length > 0) return registrations;
  throw new InputError(expected(where, 'a signature of the credentials', 'none'));
}

/** The name, and every layout its credentials may have; the signed bytes alone say both. */
function credentialsIn(
  entry: Members,
  given: Uint8Array | undefined,
  where: string,
): { name: string; made: readonly Uint8Array[] } {
  const hasKey = 'publicKey' in entry || 'public_key' in entry;
  const said = given === undefined || hasKey ? undefined : decodeCredentials(given);
  if (given !== undefined && said !== undefined) return { name: said.name, made: [given] };
  const { name } = entry;
  if (typeof name !== 'string') {
    throw new InputError(expected(where, 'the name of a partner', typeof name));
  }
  const { curve, publicKey } = publicKeyOf(entry, where);
  const version = membersOf(entry.service).appVersion ?? entry.service_app_version;
  const layouts = version === 1 ? [true] : version === 2 ? [false] : [false, true];
  return {
    name,
    made: layouts.map((legacy) => encodeCredentials({ name, curve, publicKey, legacy })),
  };
}

/** A point off its curve is for the signature to show. */
function publicKeyOf(entry: Members, where: string): { curve: Curve; publicKey: Uint8Array } {
  const named = entry.curve ?? entry.public_key_curve;
  const curve = typeof named === 'string' ? curveNamed(named) : undefined;
  if (named !== undefined && curve === undefined) {
    throw new InputError(expected(where, 'the curve secp256k1 or secp256r1', shownValue(named)));
  }
  const field = `${where}: public key`;
  const reading = readPublicKey(entry.publicKey ?? entry.public_key, { field, curve });
  return reading.kind === 'public' ? reading : { curve: reading.curve, publicKey: reading.bytes };
}

/** Undefined where nothing is given. */
function bytesIn(value: unknown, field: string): Uint8Array | undefined {
  return value === undefined || value === null ? undefined : bytesAt(value, field);
}

/** Where DER begins: base64 of it cannot be hex, nor hex of it base64 of DER. */
const DER = 0x30;

/** Hex of anything, base64 of DER, a list; never repeated, for people mistake one file for another. */
export function bytesAt(value: unknown, field: string): Uint8Array {
  const bytes = typeof value === 'string' ? bytesOfText(value) : bytesOfList(value);
  if (bytes !== undefined && bytes.length > 0) return bytes;
  const came = typeof value === 'string' ? 'other text' : shownValue(value);
  throw new InputError(expected(field, 'hex digits', came));
}

function bytesOfText(text: string): Uint8Array | undefined {
  const hex = decodeHex(text.replace(/\s+/g, '')) ?? decodeSpacedHex(text);
  if (hex !== undefined) return hex;
  const decoded = decodeBase64(text.trim());
  return decoded?.[0] === DER ? decoded : undefined;
}
