/**
 * Partners from JSON, in any of the three forms people have: our own, the one Ledger Wallet takes
 * for a test provider, and an answer of Ledger's CAL service (`/v1/partners`).
 */
import { decodeHex } from '../codec/hex.js';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import { parseSigningKey } from '../payload/sign.js';
import type { Partner } from './partner.js';
import type { PartnerRecord } from './partner-schema.js';

export interface PartnerFileOptions {
  /** How error messages call the text: its file name. */
  readonly file: string;
  /** Which partner, where the text lists several. */
  readonly name?: string;
  /** CAL signs for both: the signature to take. Test when absent. */
  readonly environment?: 'test' | 'prod';
}

/**
 * @throws InputError naming the member, what was expected and what came; never repeats a private
 * key.
 */
export async function partnerFromJson(text: string, options: PartnerFileOptions): Promise<Partner> {
  const { file, environment = 'test' } = options;
  const entry = pick(parsed(text, file), options);
  // The validator is loaded only here: most runs have no partner file.
  const { partnerRecord } = await import('./partner-schema.js');
  return partnerOf(partnerRecord(entry, { file, environment }), file);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`${file}: expected JSON with a partner, found other text`, {
      hint: 'The simplest form: {"name": "…", "curve": "secp256k1", "privateKey": "64 hex digits"}',
    });
  }
}

function pick(value: unknown, { file, name }: PartnerFileOptions): unknown {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const names = list.map((entry) => nameOf(entry));
  if (name === undefined) {
    if (list.length === 1) return list[0];
    throw new InputError(
      `${file}: expected one partner, found ${list.length}: ${names.join(', ')}`,
      {
        hint: `Say which: --partner ${file}#NAME`,
      },
    );
  }
  const at = names.indexOf(name);
  if (at >= 0) return list[at];
  throw new InputError(
    `${file}: expected a partner called ${JSON.stringify(name)}, found ${names.join(', ') || 'none'}`,
  );
}

function nameOf(entry: unknown): string {
  const name = typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : null;
  return typeof name === 'string' ? name : 'one without a name';
}

function partnerOf(record: PartnerRecord, file: string): Partner {
  const { name, curve } = record;
  const key =
    record.privateKey === undefined
      ? undefined
      : parseSigningKey(record.privateKey, `${file}: privateKey`, curve);
  const publicKey =
    record.publicKey === undefined
      ? key!.publicKey
      : publicKeyOf(record.publicKey, curve, `${file}: ${record.publicKeyName}`);
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

const UNCOMPRESSED = 130;
const COMPRESSED = 66;

function publicKeyOf(text: string, curve: Curve, field: string): Uint8Array {
  const bytes = bytesOfHex(text, field);
  const digits = 2 * bytes.length;
  if (digits === UNCOMPRESSED && bytes[0] === 0x04) return bytes;
  const found =
    digits === COMPRESSED && (bytes[0] === 2 || bytes[0] === 3)
      ? 'a compressed one (33 bytes)'
      : `${bytes.length} bytes that start with ${text.slice(0, 2)}`;
  throw new InputError(
    `${field}: expected an uncompressed ${curve} public key (65 bytes, 04 x y) in hex, found ${found}`,
  );
}

function bytesOfHex(text: string, field: string): Uint8Array {
  const bytes = decodeHex(text);
  if (bytes !== undefined && bytes.length > 0) return bytes;
  throw new InputError(`${field}: expected hex digits, found ${JSON.stringify(text.slice(0, 40))}`);
}
