/**
 * The trusted-name descriptor of SEND_TRUSTED_NAME_DESCRIPTOR: a list of tag, length, value
 * (device SDK `lib_tlv`, `tlv_use_case_trusted_name`). The tags once, for the simulator's parser and
 * for whoever names or writes them. Tags and lengths are DER numbers: one byte up to 7F, else
 * 81..84 and that many big-endian bytes.
 */
import type { Range } from './layouts.js';

/** A tag the device knows, and what its value may be; sizes in bytes. */
export interface TrustedNameTag {
  readonly tag: number;
  readonly name: string;
  /** 'number': unsigned big-endian, on 1 to 8 bytes when `size` does not say, that must fit in `max`. */
  readonly kind: 'number' | 'bytes';
  readonly max?: bigint;
  readonly size?: Range;
}

const U8 = 0xffn;
const U16 = 0xffffn;
const U32 = 0xffffffffn;
const U64 = 0xffffffffffffffffn;
const NUMBER: Range = { min: 1, max: 8 };
const ANY: Range = { min: 1, max: 0xffff };

/** Name and signature sizes depend on the firmware. */
export function trustedNameTags(rules: {
  name: Range;
  signature: Range;
}): readonly TrustedNameTag[] {
  return [
    { tag: 0x01, name: 'structureType', kind: 'number', max: U8 },
    { tag: 0x02, name: 'version', kind: 'number', max: U8 },
    { tag: 0x70, name: 'trustedNameType', kind: 'number', max: U8 },
    { tag: 0x71, name: 'trustedNameSource', kind: 'number', max: U8 },
    { tag: 0x20, name: 'trustedName', kind: 'bytes', size: rules.name },
    { tag: 0x23, name: 'chainId', kind: 'number', max: U64 },
    { tag: 0x22, name: 'address', kind: 'bytes', size: ANY },
    { tag: 0x72, name: 'nftId', kind: 'bytes', size: { min: 32, max: 32 } },
    { tag: 0x73, name: 'sourceContract', kind: 'bytes', size: ANY },
    { tag: 0x12, name: 'challenge', kind: 'number', max: U32 },
    { tag: 0x10, name: 'notValidAfter', kind: 'bytes', size: { min: 4, max: 4 } },
    { tag: 0x13, name: 'signerKeyId', kind: 'number', max: U16 },
    { tag: 0x14, name: 'signerAlgorithm', kind: 'number', max: U8 },
    { tag: 0x15, name: 'signature', kind: 'bytes', size: rules.signature },
  ];
}

/**
 * Tags of the two prototypes (4.1.0-pkiv1 and pkiv2): numbers on at most four bytes, or none. The
 * first knows neither tag 72 nor 10.
 */
export function prototypeTags(rules: {
  name: Range;
  signature: Range;
  sourceContract: 'required' | 'optional';
}): readonly TrustedNameTag[] {
  const number = (tag: number, name: string, max: bigint): TrustedNameTag => ({
    tag,
    name,
    kind: 'number',
    max,
    size: { min: 0, max: 4 },
  });
  const unread = { min: 0, max: 0xffff };
  const isFirst = rules.sourceContract === 'required';
  return [
    number(0x01, 'structureType', U8),
    number(0x02, 'version', U8),
    number(0x70, 'trustedNameType', U8),
    number(0x71, 'trustedNameSource', U8),
    { tag: 0x20, name: 'trustedName', kind: 'bytes', size: rules.name },
    { tag: 0x23, name: 'chainId', kind: 'number', max: U16, size: { min: 1, max: 2 } },
    { tag: 0x22, name: 'address', kind: 'bytes', size: rules.name },
    {
      tag: 0x73,
      name: 'sourceContract',
      kind: 'bytes',
      size: isFirst ? { min: 0, max: rules.name.max } : unread,
    },
    number(0x12, 'challenge', U32),
    number(0x13, 'signerKeyId', U8),
    number(0x14, 'signerAlgorithm', U8),
    { tag: SIGNATURE_TAG, name: 'signature', kind: 'bytes', size: rules.signature },
    ...(isFirst
      ? []
      : [
          { tag: 0x72, name: 'nftId', kind: 'bytes', size: unread } as const,
          { tag: 0x10, name: 'notValidAfter', kind: 'bytes', size: unread } as const,
        ]),
  ];
}

/** The tag of the signature, which covers all other records. */
export const SIGNATURE_TAG = 0x15;

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
