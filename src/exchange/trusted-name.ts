/**
 * The trusted-name descriptor of SEND_TRUSTED_NAME_DESCRIPTOR: a list of tag, length, value
 * (device SDK `lib_tlv`, `tlv_use_case_trusted_name`). The tags once, for who reads a descriptor
 * (`read-trusted-name.ts`) and for whoever names or writes them.
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
