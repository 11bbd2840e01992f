/** What comes out of a replay, and the sum of several. */
import type { Ui } from '../simulator/screens/ui.js';

/** An answer or a screen that is not as it was recorded. */
export interface Mismatch {
  readonly file: string;
  readonly line: number;
  /** The command or, for a screen, 'screen'. */
  readonly command: string;
  readonly expected: string;
  readonly actual: string;
  /** In words: what differs, and why the simulator says what it says. */
  readonly why: string;
  /** What the simulator showed at that moment. */
  readonly ui: Ui;
}

/** A screen of the simulator that was compared with the recorded one. */
export interface ComparedScreen {
  /** In the recording, from 1. */
  readonly line: number;
  readonly ui: Ui;
}

/** What was compared, what was not and why, and every mismatch. */
export interface ReplayResult {
  readonly exchanges: number;
  /** Exchanges whose answer (or silence) was compared. */
  readonly compared: number;
  readonly skipped: { readonly coinApp: number; readonly random: number; readonly lost: number };
  /** Exchanges with coin apps whose signing is not simulated, by the name of the app. */
  readonly unfinishedCoinApps: Readonly<Record<string, number>>;
  /** Screens compared. */
  readonly screens: number;
  /** Screens the coin app drew. */
  readonly coinAppScreens: number;
  /** The first {@link ReplayListener.most} of them. */
  readonly mismatches: readonly Mismatch[];
  readonly mismatchCount: number;
}

/** Told while a recording is played. */
export interface ReplayListener {
  /** Told of every compared screen, equal or not, in order. */
  readonly onScreen?: (screen: ComparedScreen) => void;
  /** Mismatches that are kept; all when absent. */
  readonly most?: number;
  /** Told of every mismatch, kept or not. */
  readonly onMismatch?: () => void;
}

export function sumOf(results: readonly ReplayResult[], most?: number): ReplayResult {
  const sum = (count: (result: ReplayResult) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  return {
    exchanges: sum(({ exchanges }) => exchanges),
    compared: sum(({ compared }) => compared),
    skipped: {
      coinApp: sum(({ skipped }) => skipped.coinApp),
      random: sum(({ skipped }) => skipped.random),
      lost: sum(({ skipped }) => skipped.lost),
    },
    unfinishedCoinApps: sumOfEach(results.map((result) => result.unfinishedCoinApps)),
    screens: sum(({ screens }) => screens),
    coinAppScreens: sum(({ coinAppScreens }) => coinAppScreens),
    mismatches: results.flatMap(({ mismatches }) => mismatches).slice(0, most),
    mismatchCount: sum(({ mismatchCount }) => mismatchCount),
  };
}

/** The counts of all, added up under each name. */
export function sumOfEach(
  counts: readonly Readonly<Record<string, number>>[],
): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const [name, count] of counts.flatMap(Object.entries<number>)) {
    sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}
