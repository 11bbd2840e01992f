import type { Facts } from '../../facts/facts.js';
import { isPrintable } from '../../payload/readable-text.js';

/** Printable ASCII without a blank at either end. */
export function isPlain(bytes: Uint8Array): boolean {
  return isPrintable(bytes) && bytes[0] !== 0x20 && bytes[bytes.length - 1] !== 0x20;
}

/** Every text, and the partner's name, is shown as it is. */
export function areTextsClean({ type, fields, judged }: Facts): boolean {
  if (!/^[\x20-\x7e]*$/.test(judged.partnerName ?? '')) return false;
  return type.fields.every(({ type: kind, name }) => {
    const bytes = kind === 'string' ? fields.get(name)?.bytes : undefined;
    return bytes === undefined || isPlain(bytes);
  });
}
