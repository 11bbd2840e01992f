/** The simulated device a recording was made on, from its header and what the user overrides. */

import { MODELS, type Model } from '../device.js';
import { InputError } from '../errors.js';
import { type FirmwareProfile, firmware } from '../firmware/index.js';
import { expected, shownText } from '../shown.js';
import { parseBuild } from '../simulator/build.js';
import { COIN_APP_NAMES, isCoinAppName } from '../simulator/coins/registry.js';
import type { LedgerSetup } from '../simulator/ledger.js';
import { type Pbkdf2, walletFromMnemonic } from '../simulator/mnemonic.js';
import type { Recording } from './format.js';
import { recordedBuild } from './recorded-build.js';

/** Texts as in a header or on the command line; all optional. */
export interface SetupOverrides {
  readonly model?: string;
  readonly build?: string;
  readonly apps?: string;
  /** A mnemonic. */
  readonly seed?: string;
  readonly firmware?: string;
}

/** What a device is set up with besides the recording's header. */
export interface SetupOptions {
  readonly pbkdf2?: Pbkdf2;
  /** Firmware of a recording that names none. */
  readonly otherwise?: FirmwareProfile;
}

/** What `# seed:` says when the words were kept out of the recording. */
export const SEED_WITHHELD = 'custom';
/** What it says of a device whose seed nobody here knows: its addresses are believed. */
export const SEED_UNKNOWN = 'unknown';

/**
 * Options for a Ledger. Without directives: the firmware of `otherwise` on a Nano S Plus with every coin app installed and
 * the emulator's seed; the build is the one the recorded answers are of.
 * @throws InputError for a model, build, firmware, app or seed that is not one.
 */
export function deviceSetup(
  recording: Recording,
  overrides: SetupOverrides,
  options: SetupOptions = {},
): LedgerSetup {
  const { header } = recording;
  const { otherwise, ...stretch } = options;
  const model = overrides.model ?? header.model ?? 'nanosp';
  if (!(MODELS as readonly string[]).includes(model)) {
    throw new InputError(expected('model', MODELS.join(', '), shownText(model)));
  }
  const build = overrides.build ?? header.build;
  const profile = firmwareOf(recording, overrides, otherwise);
  const seed = overrides.seed ?? header.seed;
  if (seed === SEED_WITHHELD) {
    throw new InputError('this recording was made with a seed of its own: give it with --seed');
  }
  return {
    model: model as Model,
    build: build === undefined ? recordedBuild(recording.events, profile) : parseBuild(build),
    firmware: profile,
    ...sdkOf(header.build),
    ...(header['coin apps'] === undefined ? {} : { coinApps: versionsOf(header['coin apps']) }),
    apps: appsOf(header.apps, overrides.apps),
    ...(seed === SEED_UNKNOWN
      ? { anySeed: true }
      : seed === undefined
        ? {}
        : { wallet: walletFromMnemonic(seed, stretch) }),
  };
}

/** Whether a recording, or who plays it, names the firmware. */
export function namesFirmware({ header }: Recording, { firmware }: SetupOverrides): boolean {
  return (firmware ?? header.firmware) !== undefined;
}

function firmwareOf(
  { header }: Recording,
  overrides: SetupOverrides,
  otherwise: FirmwareProfile | undefined,
): FirmwareProfile {
  const id = overrides.firmware ?? header.firmware;
  if (id !== undefined) return firmware(id);
  if (otherwise !== undefined) return otherwise;
  throw new InputError(expected('recording', '"# firmware: VERSION" in its header', 'none'), {
    hint: 'Name one with --firmware.',
  });
}

/** API level: the first number of the SDK that a header names in brackets, `(DEBUG; SDK v22.13.0)`. */
function sdkOf(build = ''): { apiLevel?: number } {
  const [, level] = /\bSDK v(\d+)\./.exec(build) ?? [];
  return level === undefined ? {} : { apiLevel: Number(level) };
}

/** `Ethereum 1.17.0, Bitcoin 2.4.1`. */
function versionsOf(text: string): Record<string, string> {
  const entries = text.split(',').flatMap((entry) => {
    const [, name, version] = /^\s*(.+?)\s+v?(\d[\w.-]*)\s*$/.exec(entry) ?? [];
    return name === undefined || version === undefined ? [] : [[name, version] as const];
  });
  return Object.fromEntries(entries);
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
