/**
 * `name=value` overrides of message fields: the way to express mistakes, such as a field that is
 * too long. Bytes are given in hex; a field of the inner message as `out_amount.exponent=2`.
 */

import { decodeHex } from '../codec/hex.js';
import { InputError } from '../errors.js';
import type { FieldValue, MessageValues } from '../payload/encode.js';
import type { Message } from '../payload/messages.js';
import { expected, shownText } from '../shown.js';

/** @throws InputError for an entry that names no field of the message, or has no such value. */
export function withOverrides(
  type: Message,
  values: MessageValues,
  { entries, label }: { entries: readonly string[]; label: string },
): MessageValues {
  let result = values;
  for (const entry of entries) {
    const at = entry.indexOf('=');
    if (at < 1) {
      throw new InputError(expected(label, 'name=value', shownText(entry)));
    }
    result = replaced(
      type,
      result,
      entry.slice(0, at).trim().split('.'),
      entry.slice(at + 1),
      label,
    );
  }
  return result;
}

/** Names of the fields that are replaced; of the outer one where it is a part of it. */
export function overriddenFields(entries: readonly string[]): readonly string[] {
  return entries.map((entry) => entry.split(/[.=]/, 1)[0]?.trim() ?? '');
}

function replaced(
  type: Message,
  values: MessageValues,
  [name = '', ...rest]: readonly string[],
  text: string,
  label: string,
): MessageValues {
  const field = type.fields.find((candidate) => candidate.name === name);
  const names = type.fields.map((candidate) => candidate.name).join(', ');
  if (field === undefined) {
    throw new InputError(expected(label, `a field of ${type.name} (${names})`, shownText(name)));
  }
  if (field.type !== 'message') {
    return { ...values, [name]: parsed(field.type, text, `${label} ${name}`) };
  }
  const inner = values[name];
  const before = typeof inner === 'object' && !(inner instanceof Uint8Array) ? inner : {};
  return { ...values, [name]: replaced(field.of, before, rest, text, label) };
}

function parsed(type: 'string' | 'bytes' | 'uint32', text: string, label: string): FieldValue {
  const wrong = (what: string) => new InputError(expected(label, what, shownText(text)));
  switch (type) {
    case 'string':
      return text;
    case 'bytes': {
      const bytes = decodeHex(text);
      if (bytes === undefined) throw wrong('bytes in hex');
      return bytes;
    }
    case 'uint32': {
      const number = Number(text);
      if (!/^\d+$/.test(text) || number > 0xffffffff) {
        throw wrong('a whole number up to 4294967295');
      }
      return number;
    }
  }
}
