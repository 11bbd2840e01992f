/** What the server tells, as the page reads it. Types only. */

export interface Reason {
  readonly what: string;
  readonly field?: string;
  readonly expected?: string;
  readonly actual?: string;
}

export interface Settings {
  readonly model: string;
  readonly firmware: string;
  readonly build: string;
  readonly apps: readonly string[];
  readonly seed: 'default' | 'custom';
}

export interface About {
  readonly id: string;
  readonly path: string;
  readonly default: boolean;
  /** 'simulator', 'speculos', 'usb', … */
  readonly kind: string;
  readonly model: string;
  readonly modelName: string;
  readonly settings: Settings | null;
  readonly waitsForUser: boolean | null;
  readonly screen: { readonly kind: string; readonly texts: readonly string[] } | null;
}

export interface PagePosition {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

export interface CommandEntry {
  readonly type: 'command';
  readonly apdu: string;
  readonly from: string;
  /** The coin app that gets it; null for Exchange and the OS. */
  readonly app: string | null;
  readonly name: string;
  readonly details: string;
}

/** What a coin app made of a transaction. */
export type SigningEntry = { readonly type: 'signing'; readonly app: string } & (
  | { readonly outcome: 'signed'; readonly signatures: readonly string[] }
  | {
      readonly outcome: 'refused';
      readonly status: string;
      readonly code: string | null;
      readonly says: string;
      readonly reason: Reason | null;
    }
);

/** A command that a bridge kept from the device. */
export interface WithheldEntry extends Omit<CommandEntry, 'type' | 'app'> {
  readonly type: 'withheld';
  readonly error: string;
}

export interface AnswerEntry {
  readonly type: 'answer';
  /** Number of the entry of its command. */
  readonly command: number;
  readonly answer: string;
  readonly status: string;
  readonly name: string;
  readonly says: string;
  readonly fix: string;
  readonly reason: Reason | null;
}

export interface ScreenEntry {
  readonly type: 'screen';
  readonly kind: string;
  readonly texts: readonly string[];
  readonly page: PagePosition | null;
}

export interface TouchPoints {
  readonly x: number;
  readonly y: number;
  readonly seconds?: number;
  readonly toX?: number;
  readonly toY?: number;
}

type Happening =
  | CommandEntry
  | WithheldEntry
  | AnswerEntry
  | SigningEntry
  | ScreenEntry
  | { readonly type: 'lost'; readonly command: number; readonly error: string }
  | { readonly type: 'press'; readonly button: string }
  | { readonly type: 'touch'; readonly touch: TouchPoints }
  | { readonly type: 'flow-step' }
  | { readonly type: 'flow-end'; readonly outcome: string; readonly error: string | null }
  | { readonly type: 'automation'; readonly error: string }
  | { readonly type: 'restart' };

export type Entry = { readonly number: number; readonly at: number } & Happening;

export const ENTRY_TYPES = [
  'command',
  'withheld',
  'answer',
  'signing',
  'lost',
  'screen',
  'press',
  'touch',
  'flow-step',
  'flow-end',
  'automation',
  'restart',
] as const satisfies readonly Entry['type'][];

export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'wrong-on-screen' | 'warning';
  readonly field: string;
  readonly title: string;
  readonly evidence: string;
  readonly why: string;
  readonly fix: string;
  readonly corrected?: string;
}

export interface Refusal {
  readonly command: string;
  readonly status: string;
  readonly name: string;
  readonly reason: string;
}

/** Releases of the Exchange app that answer alike. */
export interface Releases {
  readonly firmware: string;
  readonly answer: string;
  readonly isTaken: boolean;
  /** Heads of the pages of the review. */
  readonly pages: string;
}

export interface Checked {
  readonly flowName: string;
  readonly verdict: 'accepted' | 'refused' | 'unreadable';
  readonly device: Refusal | null;
  readonly readers: readonly { readonly firmware: string; readonly stoppedAt?: string }[];
  readonly screens: readonly (readonly string[])[];
  readonly findings: readonly Finding[];
  readonly releases: readonly Releases[];
  readonly testKey: boolean;
  readonly nonceKnown: boolean;
}

/** A text that is no answer. */
export interface NotRead {
  readonly problem: string;
  readonly hint?: string;
}

export interface Mismatch {
  readonly line: number;
  readonly command: string;
  readonly expected: string;
  readonly actual: string;
  readonly why: string;
}

export interface Replayed {
  readonly exchanges: number;
  readonly compared: number;
  readonly screens: number;
  readonly skipped: { readonly coinApp: number; readonly random: number };
  /** The first ones of `mismatchCount`. */
  readonly mismatches: readonly Mismatch[];
  readonly mismatchCount: number;
}
