/** The simulated device a recording was made on, from its header and what the user overrides. */
import { MODELS, type Model } from '../device.js';
import { InputError } from '../errors.js';
import { firmware } from '../firmware/index.js';
import { BUILDS, parseBuild } from '../simulator/build.js';
import { COIN_APP_NAMES, isCoinAppName } from '../simulator/coins/registry.js';
import type { LedgerOptions } from '../simulator/ledger.js';
import { type Pbkdf2, walletFromMnemonic } from '../simulator/wallet.js';
import type { Recording } from './format.js';

/** Texts as in a header or on the command line; all optional. */
export interface SetupOverrides {
  readonly model?: string;
  readonly build?: string;
  readonly apps?: string;
  /** A mnemonic. */
  readonly seed?: string;
  readonly firmware?: string;
}

/** What `# seed:` says when the words were kept out of the recording. */
export const SEED_WITHHELD = 'custom';

/**
 * Options for a Ledger. Without directives: the test build of 4.4.2 on a Nano S Plus with every
 * coin app installed and the emulator's seed.
 * @throws InputError for a model, build, firmware, app or seed that is not one.
 */
export function deviceSetup(
  recording: Recording,
  overrides: SetupOverrides,
  options: { pbkdf2?: Pbkdf2 } = {},
): LedgerOptions {
  const { header } = recording;
  const model = overrides.model ?? header.model ?? 'nanosp';
  if (!(MODELS as readonly string[]).includes(model)) {
    throw new InputError(`unknown model ${JSON.stringify(model)}: expected ${MODELS.join(', ')}`);
  }
  const build = overrides.build ?? header.build;
  const seed = overrides.seed ?? header.seed;
  if (seed === SEED_WITHHELD) {
    throw new InputError('this recording was made with a seed of its own: give it with --seed');
  }
  return {
    model: model as Model,
    build: build === undefined ? BUILDS.test : parseBuild(build),
    firmware: firmware(overrides.firmware ?? header.firmware ?? '4.4.2'),
    apps: appsOf(header.apps, overrides.apps),
    ...(seed === undefined ? {} : { wallet: walletFromMnemonic(seed, options) }),
  };
}

/**
 * An app that a header names and there is no simulation of stays out: where the recording needs it,
 * the difference says so. On the command line it is a mistake, and the Ledger says so.
 */
function appsOf(recorded: string | undefined, wanted: string | undefined): readonly string[] {
  if (wanted !== undefined) return parseApps(wanted);
  if (recorded === undefined) return COIN_APP_NAMES;
  return parseApps(recorded).filter((entry) => isCoinAppName(entry.split('=').at(-1)!));
}

/**
 * `Ethereum, Tezos Wallet (= Bitcoin app)` or `Ethereum, Tezos Wallet=Bitcoin`: app names, and apps
 * installed under another's name.
 */
export function parseApps(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim().replace(/\s*\(=\s*(.+?)(?:\s+app)?\)$/, '=$1'))
    .filter((entry) => entry !== '');
}
