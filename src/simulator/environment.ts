/** Everything the pure state machine is given from outside. */
import type { FirmwareProfile } from '../firmware/profile.js';
import type { Build } from './build.js';
import type { CoinApp } from './coins/coin-app.js';
import type { Outcome } from './outcome.js';
import type { Certificate } from './pki.js';
import type { Randomness } from './randomness.js';
import type { AppState } from './state.js';
import type { Verifier } from './verifier.js';
import type { Wallet } from './wallet.js';

export interface Environment {
  readonly profile: FirmwareProfile;
  readonly build: Build;
  /** Addresses are taken for the device's own: its seed is not known. */
  readonly anySeed?: boolean;
  /** Already fixed where the build fixes it. */
  readonly randomness: Randomness;
  readonly verifier: Verifier;
  readonly wallet: Wallet;
  /** The installed coin app of this exact name. */
  coinApp(name: string): CoinApp | undefined;
  /** The PKI certificate the OS holds at this moment. */
  certificate(): Certificate | undefined;
  /**
   * SEND_TRUSTED_NAME_DESCRIPTOR (`handlers/trusted-name.ts`). Handed in, because who never sends one
   * need not load what reads it.
   */
  trustedName(state: AppState, data: Uint8Array, env: Environment): Outcome;
  /** The receive buffer: the command at its start and, behind it, old bytes. Absent: none. */
  received?(): Uint8Array;
}
