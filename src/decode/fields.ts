/** Byte strings of a layout as fields in words. */
import { textOf, toBigInt, toHex } from '../bytes.js';
import type { Decoded, Field, Layout } from '../exchange/layout.js';
import { expected } from '../shown.js';
import type { DecodedField } from './decoded.js';

/** Every field that could be read, and where reading stopped. */
export function layoutFields(
  layout: Layout,
  read: Decoded,
): { fields: DecodedField[]; problem?: string } {
  const fields = layout.fields.flatMap((field): DecodedField[] => {
    const span = read.fields[field.name];
    return span === undefined ? [] : [layoutField(field, span.bytes)];
  });
  if (read.ok) return { fields };
  const { field, offset, expected: what, actual } = read.problem;
  const where = field === undefined ? layout.name : `${layout.name}: ${field}`;
  return { fields, problem: expected(`${where} at byte ${offset}`, what, actual) };
}

function layoutField(field: Field, bytes: Uint8Array): DecodedField {
  const { name } = field;
  if (field.kind === 'choice') return { name, value: choiceName(field.values, bytes[0]!) };
  const max = field.kind === 'last' ? field.size : field.max;
  const limit = max === undefined || max > 0xffff ? {} : { limit: max };
  return {
    name,
    value: TEXTS.includes(name) ? text(bytes) : toHex(bytes),
    size: bytes.length,
    ...limit,
  };
}

/** Fields of the layouts that carry text. */
const TEXTS: readonly string[] = ['name', 'ticker', 'appName'];

function choiceName(values: Readonly<Record<string, number>>, byte: number): string {
  return Object.entries(values).find(([, value]) => value === byte)?.[0] ?? `${byte}`;
}

/** Text of a device string, its control characters as `\xNN`. */
export function text(bytes: Uint8Array): string {
  const shown = new TextDecoder().decode(bytes);
  const lossless = !shown.includes('\uFFFD');
  return [...(lossless ? shown : textOf(bytes))].map(printable).join('');
}

function printable(char: string): string {
  const code = char.codePointAt(0)!;
  const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
  return isControl ? `\\x${code.toString(16).padStart(2, '0')}` : char;
}

/** `75bcd15 = 123456789`: a number of base units. */
export function baseUnits(bytes: Uint8Array): string {
  return bytes.length === 0 ? 'nothing' : `${toBigInt(bytes)} base units`;
}

/** A packed derivation path: count, then indices on four bytes; undefined when it is none. */
export function pathIn(parameters: Uint8Array): string | undefined {
  for (const start of [0, 1]) {
    const count = parameters[start];
    if (count === undefined || count < 1 || count > 10) continue;
    if (parameters.length < start + 1 + 4 * count) continue;
    const indices = Array.from({ length: count }, (_, at) =>
      Number(toBigInt(parameters.subarray(start + 1 + 4 * at, start + 5 + 4 * at))),
    );
    if (indices[0]! < 0x80000000) continue;
    return `m/${indices.map((one) => (one >= 0x80000000 ? `${one - 0x80000000}'` : `${one}`)).join('/')}`;
  }
  return undefined;
}

/** Bytes with a path in them: the path in words, then all of them. */
export function pathField(name: string, bytes: Uint8Array): DecodedField {
  const path = pathIn(bytes);
  const value = path === undefined ? toHex(bytes) : `${path} (${toHex(bytes)})`;
  return { name, value, size: bytes.length };
}
