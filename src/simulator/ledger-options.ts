/** What a Ledger is made of, and what is taken where nothing is said. */
import type { Model } from '../device.js';
import { apiLevelOf, sdkRules } from '../firmware/api-levels.js';
import { usualModel } from '../firmware/models.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { BUILDS, type Build, isTestBuild } from './build.js';
import { COIN_APP_NAMES, installedApps } from './coins/registry.js';
import { CSPRNG, type Randomness } from './randomness.js';
import { uiContext } from './screens/ui.js';
import { nobleVerifier, rememberingForAll, type Verifier } from './verifier.js';
import { emulatorWallet, type Wallet } from './wallet.js';

/** What a Ledger is made of; a Nano S Plus with all coin apps when nothing is said. */
export interface LedgerOptions {
  readonly model?: Model;
  readonly firmware?: FirmwareProfile;
  readonly build?: Build;
  /** Installed coin apps, by name; `Alias=App` installs an app under another name. */
  readonly apps?: readonly string[];
  readonly wallet?: Wallet;
  readonly randomness?: Randomness;
  readonly verifier?: Verifier;
  /** API level of the SDK the app was built with; that of the model's newest build when absent. */
  readonly apiLevel?: number;
  /** Versions of installed coin apps; those of the firmware's time when absent. */
  readonly coinApps?: Readonly<Record<string, string>>;
  /** Every address is taken for the device's own: to replay a device whose seed is not known. */
  readonly anySeed?: boolean;
}

/** Options that name the firmware: here nothing is taken for granted. */
export type LedgerSetup = LedgerOptions & { readonly firmware: FirmwareProfile };

/** All parts, defaults in place. */
export function ledgerParts({ firmware, model = usualModel(firmware), ...options }: LedgerSetup) {
  const { build = BUILDS.random, wallet = emulatorWallet(), randomness = CSPRNG } = options;
  const { apps = COIN_APP_NAMES, verifier = nobleVerifier, anySeed = false } = options;
  return {
    firmware,
    model,
    build,
    wallet,
    randomness,
    anySeed,
    verifier: rememberingForAll(verifier),
    apps: installedApps(apps, { ...firmware.coinApps, ...options.coinApps }),
    uiContext: uiContext(firmware, model, isTestBuild(build)),
    sdk: sdkRules(options.apiLevel ?? apiLevelOf(firmware, model)),
  };
}
