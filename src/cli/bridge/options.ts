/** Options of `bridge` as the parser hands them over. */
import type { ListenOptions } from '../serve/options.js';

export interface BridgeOptions extends ListenOptions {
  readonly device: string;
  readonly record?: string;
  readonly allowAll?: true;
}
