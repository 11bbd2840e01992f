/** One run against one provider for one product: chapters in their order, one result for each rule. */
import type { Model } from '../../device.js';
import { InputError } from '../../errors.js';
import type { LedgerIdList } from '../ledger-id-list.js';
import type { Product } from '../product.js';
import type { Rule } from '../rules/rule.js';
import type { Chapter } from './chapter.js';
import type { ProviderClient } from './client.js';
import type { Exchange } from './exchange.js';
import { Judge } from './judge.js';
import type { Profile } from './profile.js';
import type { RuleResult, RunResult, Summary } from './result.js';

/** What chapters share. Facts that one finds out for those behind it stand in `known`. */
export interface ProviderRun {
  readonly product: Product;
  readonly profile: Profile;
  readonly client: ProviderClient;
  readonly judge: Judge;
  /** Every exchange so far. */
  readonly journal: readonly Exchange[];
  /** Orders may be created. */
  readonly createOrders: boolean;
  /** From 0 to below 1, from the run's seed: the same seed asks the same questions. */
  readonly random: () => number;
  readonly seed?: number;
  /** The device that orders are shown on. */
  readonly device?: DeviceChoice;
  /** Ledger's own list of ids, where somebody has brought it. */
  readonly ledgerIds?: LedgerIdList;
  readonly now: () => number;
  /** Seconds that may be waited for what only time shows; 0 when absent. */
  readonly wait?: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Told to the person who waits. */
  readonly notify: (text: string) => void;
  /** By names that chapters agree on: see `known.ts`. */
  readonly known: Map<string, unknown>;
}

/** As the options of the command name it; the simulator's default where they do not. */
export interface DeviceChoice {
  readonly model?: Model;
  readonly firmware?: string;
  /** Releases that must take every order: a list, a range, or all. */
  readonly require?: string;
  /** `simulator`, `usb`, `speculos:URL`, … */
  readonly device?: string;
}

/** Why rules that need an order are not run. */
export const NOT_ALLOWED = 'needs --create-orders';

/** Runs the chapters of the product and counts. */
export async function runChapters(
  run: ProviderRun,
  chapters: readonly Chapter[],
): Promise<RuleResult[]> {
  const { judge, product } = run;
  for (const chapter of chapters) {
    if (!chapter.products.includes(product)) continue;
    try {
      await chapter.run(run);
    } catch (error) {
      if (error instanceof InputError) throw error;
      const why = `the chapter "${chapter.name}" ended early: ${(error as Error).message}`;
      for (const id of chapter.rules) judge.notRun(id, why);
    }
  }
  return judge.results();
}

export { UNSEEN } from './judge.js';

export function newJudge(rules: readonly Rule[], product: Product): Judge {
  return new Judge(rules.filter(({ products }) => products.includes(product)));
}

export function summaryOf(rules: readonly RuleResult[]): Summary {
  const count = (wanted: RuleResult['result']) =>
    rules.filter(({ result }) => result === wanted).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    notRun: count('notRun'),
    deviations: count('deviation'),
  };
}

/** True when nothing of severity error (or wrong on screen) has failed. */
export function isGood({ rules }: Pick<RunResult, 'rules'>): boolean {
  return !rules.some(
    ({ result, severity }) =>
      result === 'failed' && (severity === 'error' || severity === 'wrong-on-screen'),
  );
}
