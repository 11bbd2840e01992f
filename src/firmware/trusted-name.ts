/** Generations of trusted names (tags and checks: `exchange/trusted-name.ts`). */
import type { Range } from '../exchange/layouts.js';
import type { StatusName } from '../exchange/status.js';
import { prototypeTags, type TrustedNameTag, trustedNameTags } from '../exchange/trusted-name.js';

/** What a release takes as a trusted name. */
export interface TrustedNameRules {
  /** The prototypes answer each problem with a status word, the releases 6A91 and a reason byte. */
  readonly errors: 'status words' | 'reason byte';
  readonly structureVersions: Range;
  /** Bytes of the name. */
  readonly name: Range;
  /** Bytes of the DER signature. */
  readonly signature: Range;
  /** Signature algorithms by their number in tag 14. */
  readonly algorithms: readonly number[];
  /** Tag 73. */
  readonly sourceContract: 'required' | 'optional';
  /** The certificate's key must be on the curve of the algorithm. */
  readonly checksCurve: boolean;
  /** Answer to a good descriptor that names no address of the message. */
  readonly unused: StatusName;
}

/** 4.1.0-pkiv1. */
export const FIRST_PROTOTYPE: TrustedNameRules = {
  errors: 'status words',
  structureVersions: { min: 2, max: 2 },
  name: { min: 1, max: 149 },
  signature: { min: 1, max: 255 },
  algorithms: [0x01],
  sourceContract: 'required',
  checksCurve: false,
  unused: 'SUCCESS',
};

/** 4.2.0. */
export const FIRST_RELEASED: TrustedNameRules = {
  errors: 'reason byte',
  structureVersions: { min: 1, max: 2 },
  name: { min: 1, max: 44 },
  signature: { min: 70, max: 72 },
  algorithms: [0x01, 0x02, 0x03, 0x04, 0x16, 0x17, 0x18],
  sourceContract: 'optional',
  checksCurve: true,
  unused: 'SUCCESS',
};

/** 4.2.2 and later. */
export const LATEST: TrustedNameRules = {
  ...FIRST_RELEASED,
  structureVersions: { min: 1, max: 3 },
  name: { min: 1, max: 64 },
  signature: { min: 64, max: 72 },
  unused: 'DESCRIPTOR_NOT_USED',
};

/** The tags a generation reads. */
export function tagsOf(rules: TrustedNameRules): readonly TrustedNameTag[] {
  return rules.errors === 'status words' ? prototypeTags(rules) : trustedNameTags(rules);
}
