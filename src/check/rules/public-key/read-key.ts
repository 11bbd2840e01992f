/** A key inside a case: a text or a JWK, alone or beside its curve, as Ledger's tools nest it, … */

import { InputError } from '../../../errors.js';
import { curveNamed } from '../../../keys/curves.js';
import { expected, shownValue } from '../../../shown.js';
import type { PartnerKey } from '../../check-case.js';
import type { Finding } from '../../findings/finding.js';
import { parsePublicKey } from './public-key.js';

export { shownValue };

type Read = Omit<PartnerKey, 'label'> & { readonly noticed: readonly Finding[] };

/** Keys that were read before: an archive repeats the same few. */
const known = new Map<string, Read>();
const REMEMBERED = 256;
/** Characters; longer ones are read again. */
const MAX_ID = 4096;

/**
 * Any form `keys/read-key.ts` knows; objects name the curve in `curve`.
 * @throws InputError when it is no public key.
 */
export function readKey(
  value: unknown,
  { name, label }: { name: string; label: string },
): PartnerKey & { readonly noticed: readonly Finding[] } {
  const id = JSON.stringify(value) ?? '';
  const before = known.get(id);
  if (before !== undefined) return { ...before, label };
  refuseCurve(value, name);
  const { noticed, ...key } = parsePublicKey(value, { field: `${name}: publicKey` });
  const read = { ...key, noticed: noticed.map((finding) => ({ ...finding, field: 'publicKey' })) };
  if (known.size >= REMEMBERED) known.clear();
  if (id.length <= MAX_ID) known.set(id, read);
  return { ...read, label };
}

function refuseCurve(value: unknown, name: string): void {
  const curve =
    typeof value === 'object' && value !== null && 'curve' in value ? value.curve : undefined;
  if (curve === undefined || (typeof curve === 'string' && curveNamed(curve))) return;
  throw new InputError(expected(`${name}: curve`, 'secp256k1 or secp256r1', shownValue(curve)));
}
