/** What stands in for facts nobody gave, so that the device can be asked at all; never unnoticed. */
import type { CheckCase } from '../check-case.js';

/** Of the partner, on the screens. */
export const SUBSTITUTE_NAME = 'Provider';
/** Base units: two bytes, an ordinary network fee. */
export const SUBSTITUTE_FEES = 1000n;

/** Facts nobody gave, which were made up so that the device could be asked. */
export type Invented = 'nonce' | 'fees' | 'partner';

/** Which facts of a case are made up; the nonce is then the payload's own. */
export function inventedIn({ nonce, fees, partnerName }: CheckCase): readonly Invented[] {
  const invented: Invented[] = [];
  if (nonce === undefined) invented.push('nonce');
  if (fees === undefined) invented.push('fees');
  if (partnerName === undefined) invented.push('partner');
  return invented;
}
