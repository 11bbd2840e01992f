/**
 * What the reader of one format finds, in the order of the file. Which answer belongs to which command
 * is not its business: `pairing.ts` knows that for all of them.
 */

/** What a place in this file is counted in: lines of its text or packets of a capture, from 1. */
export type Counted = 'line' | 'packet';

/** What a reader of logs finds in one place. */
export type Found =
  | {
      readonly kind: 'command' | 'answer';
      readonly bytes: Uint8Array;
      /** Line or packet, from 1. */
      readonly at: number;
      /** Whatever tells devices apart in this file; absent where nothing does. */
      readonly device?: string;
      /** Milliseconds since 1970, UTC, with fractions; absent where the file has no date. */
      readonly time?: number;
    }
  | {
      /** A transport error where an answer should be: the last command has none. */
      readonly kind: 'failure';
      readonly what: string;
      /** The status word that the error names: it is the answer where no other comes. */
      readonly status?: Uint8Array;
      readonly at: number;
      readonly device?: string;
      readonly time?: number;
    }
  /** `at` 0: the file as a whole. */
  | { readonly kind: 'problem'; readonly what: string; readonly at: number }
  /** A `#` line of a recording, without the `#`: it may be a directive, a screen or a press. */
  | { readonly kind: 'comment'; readonly text: string; readonly at: number };

export type Turn = Extract<Found, { kind: 'command' | 'answer' }>;
export type Failure = Extract<Found, { kind: 'failure' }>;

/** Bytes of the shortest command (class B0 goes without a length) and of the shortest answer. */
export const MIN_COMMAND = 4;
export const MIN_ANSWER = 2;
/** Of the longest: what USB HID, TCP and our recordings can hold. */
export const MOST_APDU = 0xffff;
