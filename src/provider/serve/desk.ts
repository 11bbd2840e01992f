/** What every part of the provider works with. */
import type { Contract } from '../contract/contract.js';
import type { Behaviour, Guard } from './behaviour.js';
import type { Clock } from './clock.js';
import type { ProviderSettings } from './settings.js';
import type { Store } from './store.js';

export type Random = (size: number) => Uint8Array;

export interface Desk {
  readonly settings: ProviderSettings;
  readonly store: Store;
  readonly clock: Clock;
  readonly contract: Contract;
  /** Mistakes made on purpose; none in a good provider. */
  readonly behaviours: readonly Behaviour[];
  /** Random bytes for what is to be another each time. */
  readonly random: Random;
  /** Told when something becomes due: at a time of the clock, or now. */
  readonly wake: (at?: number) => void;
}

/** Whether a check is made: always, unless the provider misbehaves on purpose. */
export function checks({ behaviours }: Desk, guard: Guard): boolean {
  return !behaviours.some(({ skip }) => skip?.includes(guard) === true);
}

export function newId(): string {
  return crypto.randomUUID();
}
