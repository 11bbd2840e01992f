/**
 * Reads a trusted-name descriptor. Tags and lengths are DER numbers: one byte up to 7F, else 81..84 and
 * that many big-endian bytes.
 */
import type { Range } from './layouts.js';
import { SIGNATURE_TAG, type TrustedNameTag } from './trusted-name.js';

const NUMBER: Range = { min: 1, max: 8 };

/** The values by the names of their tags, or what is wrong, in words. */
export type TlvResult =
  | {
      readonly ok: true;
      readonly values: Readonly<Record<string, Uint8Array>>;
      /** All records but the signature, in the order and form received: what is signed. */
      readonly signed: Uint8Array;
    }
  | { readonly ok: false; readonly what: string };

/** Parses as the device does: known tags only, each at most once, nothing left over. */
export function parseTrustedName(
  tags: readonly TrustedNameTag[],
  data: Uint8Array,
  signatureTag: number = SIGNATURE_TAG,
): TlvResult {
  const values: Record<string, Uint8Array> = {};
  const signed: number[] = [];
  let at = 0;
  const no = (what: string): TlvResult => ({ ok: false, what });
  while (at < data.length) {
    const start = at;
    const tag = derNumber(data, at);
    if (tag === undefined) return no(`no tag can be read at byte ${at}`);
    const rule = tags.find((candidate) => candidate.tag === tag.value);
    if (rule === undefined) return no(`tag ${tag.value.toString(16)} is not known`);
    const length = derNumber(data, tag.end);
    if (length === undefined || length.value > 0xffff)
      return no(`${rule.name} has no readable length`);
    at = length.end + length.value;
    if (at > data.length)
      return no(`${rule.name} announces ${length.value} bytes, fewer are there`);
    if (rule.name in values) return no(`${rule.name} is there twice`);
    const value = data.subarray(length.end, at);
    const problem = valueProblem(rule, value);
    if (problem !== undefined) return no(`${rule.name} ${problem}`);
    values[rule.name] = value;
    if (rule.tag !== signatureTag) for (let i = start; i < at; i++) signed.push(data[i]!);
  }
  return { ok: true, values, signed: Uint8Array.from(signed) };
}

/** Big-endian value of a number tag. */
export function tlvNumber(value: Uint8Array | undefined): bigint {
  let number = 0n;
  for (const byte of value ?? []) number = (number << 8n) | BigInt(byte);
  return number;
}

function valueProblem(rule: TrustedNameTag, value: Uint8Array): string | undefined {
  if (rule.kind === 'number') {
    const { min: least, max: most } = rule.size ?? NUMBER;
    if (value.length < least || value.length > most) {
      return `has ${value.length} bytes, ${least} to ${most} expected`;
    }
    if (tlvNumber(value) > rule.max!) return `is ${tlvNumber(value)}, at most ${rule.max} expected`;
    return undefined;
  }
  const { min, max } = rule.size!;
  if (value.length >= min && value.length <= max) return undefined;
  return `has ${value.length} bytes, ${min} to ${max} expected`;
}

function derNumber(data: Uint8Array, at: number): { value: number; end: number } | undefined {
  const first = data[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { value: first, end: at + 1 };
  const size = first & 0x7f;
  const end = at + 1 + size;
  if (size === 0 || size > 4 || end > data.length) return undefined;
  let value = 0;
  for (let i = at + 1; i < end; i++) value = value * 256 + data[i]!;
  return { value, end };
}
