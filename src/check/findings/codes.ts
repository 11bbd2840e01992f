/** Codes of findings. */
import { CATALOGUE } from './catalogue.js';

/** The code of a finding: stable, never renamed. */
export type FindingCode = keyof typeof CATALOGUE;

/** All codes, in the order of the catalogue. */
export const FINDING_CODES = Object.keys(CATALOGUE) as readonly FindingCode[];

/**
 * True for a finding that a right signer has now and then. `check` says it all the same; whoever
 * judges a provider by one answer (a scenario, a journey, an order of a run) must not count it.
 */
export function isByChance(code: FindingCode): boolean {
  return CATALOGUE[code].byChance === true;
}

/** Once reported side by side, of which only the fitting one is said now. */
const TOO_LONG: readonly string[] = [
  'FIELD_TOO_LONG',
  'FIELD_EXCEEDS_LIMIT',
] satisfies FindingCode[];

/** True when a finding is what a document expects under this code, or under its former double. */
export function meetsCode(found: string, expected: string): boolean {
  return found === expected || (TOO_LONG.includes(found) && TOO_LONG.includes(expected));
}
