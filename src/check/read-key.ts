/** A key inside a case: beside its curve, as a JWK, or as Ledger's tools nest it. */
import { InputError } from '../errors.js';
import type { PartnerKey } from './check-case.js';
import type { Finding } from './finding.js';
import { curveNamed, parsePublicKey } from './public-key.js';

/** Longer texts may be anything, a private key in the wrong place too. */
const MAX_SHOWN = 24;

/** How messages show a value that was not expected: only if it is short, never an object's content. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  if (typeof value === 'string' && value.length > MAX_SHOWN) return `${value.length} characters`;
  return JSON.stringify(value) ?? typeof value;
}

/**
 * `{curve, publicKey | publicKeyHex | data}`, where the key may hold `{curve, data}` in turn; a JWK;
 * or a text that names its own curve.
 * @throws InputError when it is no key.
 */
export function readKey(
  value: unknown,
  { name, label }: { name: string; label: string },
): PartnerKey & { readonly noticed: readonly Finding[] } {
  const field = `${name}: publicKey`;
  if (typeof value !== 'object' || value === null || 'kty' in value) {
    return { ...parsed(value, field), label };
  }
  const members = value as Readonly<Record<string, unknown>>;
  const { publicKey, publicKeyHex, data, curve } = members;
  const source = publicKey ?? publicKeyHex ?? data;
  if (typeof source === 'object' && source !== null && 'data' in source) {
    return readKey(source, { name, label });
  }
  const named = typeof curve === 'string' ? curveNamed(curve) : undefined;
  if (curve !== undefined && named === undefined) {
    throw new InputError(
      `${name}: curve: expected secp256k1 or secp256r1, found ${shownValue(curve)}`,
    );
  }
  return { ...parsed(source, field, named), label };
}

type Parsed = Omit<PartnerKey, 'label'> & { readonly noticed: readonly Finding[] };

/** Keys that were read before: an archive repeats the same few. */
const known = new Map<string, Parsed>();
const REMEMBERED = 256;

function parsed(source: unknown, field: string, curve?: PartnerKey['curve']): Parsed {
  const id = typeof source === 'string' ? `${curve} ${source}` : undefined;
  const before = id === undefined ? undefined : known.get(id);
  if (before !== undefined) return before;
  const { noticed, ...key } = parsePublicKey(source, { field, curve });
  const read = { ...key, noticed: noticed.map((finding) => ({ ...finding, field: 'publicKey' })) };
  if (known.size >= REMEMBERED) known.clear();
  if (id !== undefined) known.set(id, read);
  return read;
}
