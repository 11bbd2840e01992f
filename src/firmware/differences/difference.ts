/** What somebody notices of a device with another release. */
import type { FirmwareProfile } from '../profile.js';

/** A provider signs payloads, a host sends commands, a user reads screens. */
export const NOTICED_BY = ['provider', 'host', 'user'] as const;
export type NoticedBy = (typeof NOTICED_BY)[number];

export interface Difference {
  readonly by: NoticedBy;
  /** One sentence or phrase, the older state first. */
  readonly text: string;
}

/** One topic of a comparison: from `before` to `behind`, whichever is the newer. */
export type Compare = (before: FirmwareProfile, behind: FirmwareProfile) => readonly Difference[];

export const provider = (text: string): Difference => ({ by: 'provider', text });
export const host = (text: string): Difference => ({ by: 'host', text });
export const user = (text: string): Difference => ({ by: 'user', text });

/** In `behind` and not in `before`. */
export function added<T>(before: readonly T[], behind: readonly T[]): readonly T[] {
  return behind.filter((one) => !before.includes(one));
}
