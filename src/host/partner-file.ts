/**
 * Partners from files: JSON in any of the forms people have (our own, the one Ledger Wallet takes
 * for a test provider, an answer of Ledger's CAL service `/v1/partners`), or a key alone.
 */

import { decodeHex } from '../codec/hex.js';
import { parseJson } from '../codec/json.js';
import { textIn } from '../codec/text.js';
import { InputError } from '../errors.js';
import { type Curve, KEY_SIZE } from '../exchange/constants.js';
import type { Unreadable } from '../keys/raw-key.js';
import {
  type MalformedReading,
  malformedWords,
  readKey,
  readPrivateKey,
  readPublicKey,
} from '../keys/read-key.js';
import { expected, shownName, shownText } from '../shown.js';
import { type Partner, TEST_PARTNER_NAME } from './partner.js';
import type { PartnerRecord } from './partner-schema.js';

/** How a file of partners is read, and which one is meant. */
export interface PartnerFileOptions {
  /** How error messages call the text: its file name. */
  readonly file: string;
  /** Which partner, where the text lists several. */
  readonly name?: string;
  /** CAL signs for both: the signature to take. Test when absent. */
  readonly environment?: 'test' | 'prod';
  /** Of a key that does not say: the curve the flow has. */
  readonly fallback?: Curve | undefined;
}

/**
 * The partner that a file describes. A key alone is enough: then the partner is called as the
 * built-in one, and the test authority signs for it.
 * @throws InputError naming the member, what was expected and what came; never repeats a key.
 */
export async function partnerFromFile(
  bytes: Uint8Array,
  options: PartnerFileOptions,
): Promise<Partner> {
  const text = textIn(bytes);
  const value = text === undefined ? undefined : parseJson(text);
  if (value !== undefined && isPartner(value)) return partnerFromJson(text!, options);
  const { file, fallback } = options;
  const reading = readKey(bytes, { fallback });
  if (reading.kind === 'private') {
    const { key } = reading;
    return { name: TEST_PARTNER_NAME, curve: key.curve, publicKey: key.publicKey, key };
  }
  if (reading.kind === 'public') {
    const { curve, publicKey } = reading;
    return { name: TEST_PARTNER_NAME, curve, publicKey };
  }
  if (mayBePartners(value, reading)) return partnerFromJson(text!, options);
  throw noPartner(reading, file);
}

function noPartner(reading: MalformedReading | Unreadable, file: string): InputError {
  if (reading.kind === 'malformed') {
    return new InputError(expected(file, `a point of ${reading.curve}`, malformedWords(reading)));
  }
  const {
    expected: what = 'JSON with a partner, or a key',
    found,
    hint = SIMPLEST,
    needsCurve,
  } = reading;
  return new InputError(expected(file, what, found), {
    hint: needsCurve === undefined ? hint : NAMED,
  });
}

const NAMED =
  'A form that names it: exchange-sim keys convert FILE --curve secp256k1 --to pkcs8 --out partner.pem';

const SIMPLEST =
  'The simplest form: {"name": "…", "curve": "secp256k1", "privateKey": "64 hex digits"}';

/**
 * The partner that a JSON text describes: of `partner.json`, of Ledger’s registration or as
 * `keys credentials` writes it.
 * @throws InputError naming the member, what was expected and what came; never repeats a key.
 */
export async function partnerFromJson(text: string, options: PartnerFileOptions): Promise<Partner> {
  const { file, environment = 'test' } = options;
  const value = parseJson(text);
  if (value === undefined) {
    throw new InputError(expected(file, 'JSON with a partner', 'other text'), {
      hint: SIMPLEST,
    });
  }
  const entry = pick(value, options);
  // The validator is loaded only here: most runs have no partner file.
  const { partnerRecord } = await import('./partner-schema.js');
  return partnerOf(partnerRecord(entry, { file, environment }), options);
}

const PARTNER_MEMBERS = ['publicKey', 'public_key', 'privateKey'];

/**
 * Keys in JSON have other members: a JWK, a list of bytes, the answer of a key service. One that
 * has no name is a key alone.
 */
function isPartner(value: unknown): boolean {
  const [entry] = Array.isArray(value) ? value : [value];
  if (typeof entry !== 'object' || entry === null) return false;
  const isKeyAlone = entry === value && !('name' in entry);
  return !isKeyAlone && PARTNER_MEMBERS.some((name) => name in entry);
}

/** What is no key may be a partner with something missing; a text or a list of numbers is neither. */
function mayBePartners(value: unknown, reading: MalformedReading | Unreadable): boolean {
  const isSaid =
    reading.kind === 'malformed' || reading.isTelling === true || reading.needsCurve !== undefined;
  const [entry] = Array.isArray(value) ? value : [value];
  return !isSaid && typeof entry === 'object' && entry !== null;
}

function pick(value: unknown, { file, name }: PartnerFileOptions): unknown {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const names = list.map((entry) => nameOf(entry));
  if (name === undefined) {
    if (list.length === 1) return list[0];
    throw new InputError(expected(file, 'one partner', `${list.length}: ${listed(names)}`), {
      hint: `Say which: --partner ${file}#NAME`,
    });
  }
  const at = names.indexOf(name);
  if (at >= 0) return list[at];
  throw new InputError(expected(file, `a partner called ${shownText(name)}`, listed(names)));
}

const MAX_LISTED = 8;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).map((name) => shownName(name));
  return [...shown, ...(names.length > MAX_LISTED ? ['…'] : [])].join(', ') || 'none';
}

function nameOf(entry: unknown): string {
  const name = typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : null;
  return typeof name === 'string' ? name : 'one without a name';
}

function partnerOf(record: PartnerRecord, { file, fallback }: PartnerFileOptions): Partner {
  const { name } = record;
  const key =
    record.privateKey === undefined
      ? undefined
      : readPrivateKey(record.privateKey, {
          field: `${file}: privateKey`,
          curve: record.curve,
          fallback,
        });
  const registered =
    record.publicKey === undefined
      ? key!
      : publicKeyOf(record.publicKey, {
          field: `${file}: ${record.publicKeyName}`,
          curve: record.curve ?? key?.curve,
        });
  const { curve, publicKey } = registered;
  const signature =
    record.signature === undefined ? undefined : bytesOfHex(record.signature, `${file}: signature`);
  return {
    name,
    curve,
    publicKey,
    ...(key === undefined ? {} : { key }),
    ...(signature === undefined ? {} : { signature }),
  };
}

/** Ledger may have signed a point off its curve: then nothing verifies, on the device as here. */
function publicKeyOf(value: unknown, options: { field: string; curve: Curve | undefined }) {
  const reading = readPublicKey(value, options);
  if (reading.kind === 'public') return reading;
  const { curve, bytes } = reading;
  if (bytes.length === KEY_SIZE && bytes[0] === 0x04) return { curve, publicKey: bytes };
  throw new InputError(expected(options.field, `a point of ${curve}`, malformedWords(reading)));
}

function bytesOfHex(text: string, field: string): Uint8Array {
  const bytes = decodeHex(text);
  if (bytes !== undefined && bytes.length > 0) return bytes;
  throw new InputError(expected(field, 'hex digits', 'other text'));
}
