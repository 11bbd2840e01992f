/** The device of a recording: with the firmware that is named or, when none is, the one that fits. */
import type { FirmwareProfile } from '../firmware/profile.js';
import type { LedgerSetup } from '../simulator/ledger.js';
import {
  deviceSetup,
  namesFirmware,
  type SetupOptions,
  type SetupOverrides,
} from './device-setup.js';
import type { Fitting } from './fitting-firmware.js';
import type { Recording } from './format.js';

export interface FoundSetup {
  readonly setup: LedgerSetup;
  /** Absent where the firmware was named. */
  readonly fitting?: Fitting;
}

/**
 * @param shared wallet and verifier, for the trials too.
 * @throws InputError as {@link deviceSetup}, and for a recording in which nothing happens.
 */
export async function foundSetup(
  recording: Recording,
  overrides: SetupOverrides,
  options: SetupOptions & {
    shared?: Pick<LedgerSetup, 'wallet' | 'verifier'>;
    /** How messages call the recording. */
    file?: string;
  } = {},
): Promise<FoundSetup> {
  const { shared = {}, file, ...stretch } = options;
  const setupOf = (otherwise?: FirmwareProfile): LedgerSetup => {
    const named = otherwise === undefined ? {} : { otherwise };
    const { wallet, ...setup } = deviceSetup(recording, overrides, { ...stretch, ...named });
    return { ...shared, ...setup, ...(wallet === undefined ? {} : { wallet }) };
  };
  if (namesFirmware(recording, overrides)) return { setup: setupOf() };
  const { fittingFirmware } = await import('./fitting-firmware.js');
  const fitting = await fittingFirmware(recording, setupOf, file);
  return { setup: setupOf(fitting.best), fitting };
}

/** How many releases are named one by one. */
const NAMED = 6;

/** What was found, in one sentence for people. */
export function fittingText({ fits, best }: Fitting): string {
  if (fits.length === 0) {
    return `no firmware is named, and none fits everywhere; ${best.id} differs least`;
  }
  if (fits.length === 1) return `no firmware is named; ${best.id} fits, and no other`;
  const ids = fits.map(({ id }) => id);
  const names = ids.length <= NAMED ? ids.join(', ') : `${ids[0]} to ${ids.at(-1)}`;
  return `no firmware is named; ${ids.length} fit (${names}), played with ${best.id}`;
}
