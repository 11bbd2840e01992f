/** A chapter of a run: the rules of one topic, and what is done to look at them. */
import type { Product } from '../product.js';
import type { ProviderRun } from './run.js';

export interface Chapter {
  readonly name: string;
  readonly products: readonly Product[];
  /** Ids of the rules it decides; what it leaves undecided is `notRun` with its last reason. */
  readonly rules: readonly string[];
  /** What it throws makes its undecided rules `notRun`; the run goes on. */
  run(run: ProviderRun): Promise<void>;
}
