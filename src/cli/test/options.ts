/** Options of `test` as the parser hands them over. */
import type { Model } from '../../device.js';

export const REPORTERS = ['text', 'junit', 'json', 'github'] as const;
export type Reporter = (typeof REPORTERS)[number];

export interface TestOptions {
  readonly device: string;
  readonly model?: Model;
  readonly firmware?: string;
  readonly apps?: string;
  readonly compare?: true;
  readonly reporter: Reporter;
  readonly out?: string;
  readonly shard?: string;
  readonly jobs?: string;
  readonly only?: string;
  readonly bail?: true;
}
