/**
 * How a served simulator is set up: what an HTTP client may choose, checked, and what is told about
 * it. The words of a seed go in and never come out.
 */

import { MODELS, type Model } from '../device.js';
import { InputError } from '../errors.js';
import { DEFAULT_FIRMWARE, firmware } from '../firmware/index.js';
import { requireModel } from '../firmware/models.js';
import { expected, shownText, shownValue } from '../shown.js';
import { parseBuild } from '../simulator/build.js';
import { COIN_APP_NAMES } from '../simulator/coins/registry.js';
import type { LedgerOptions } from '../simulator/ledger.js';
import { type Pbkdf2, walletFromMnemonic } from '../simulator/mnemonic.js';
import type { Wallet } from '../simulator/wallet.js';

/** What a simulator is set to. */
export interface DeviceSettings {
  readonly model: Model;
  readonly firmware: string;
  /** `random`, `test`, `production`, or build flags. */
  readonly build: string;
  readonly apps: readonly string[];
  /** Absent: the seed every Speculos starts with. */
  readonly wallet?: Wallet;
}

/** {@link DeviceSettings} as anyone may read them. */
export interface ShownSettings {
  readonly model: Model;
  readonly firmware: string;
  readonly build: string;
  readonly apps: readonly string[];
  readonly seed: 'default' | 'custom';
}

export const DEFAULT_SETTINGS: DeviceSettings = {
  model: 'nanosp',
  firmware: DEFAULT_FIRMWARE.id,
  build: 'random',
  apps: COIN_APP_NAMES,
};

export function shownSettings({ wallet, ...settings }: DeviceSettings): ShownSettings {
  return { ...settings, seed: wallet === undefined ? 'default' : 'custom' };
}

const KEYS = ['model', 'firmware', 'build', 'apps', 'seed'] as const;

export interface SettingsOptions {
  readonly pbkdf2?: Pbkdf2;
  /** In front of a key in messages: `--` where it was an option. */
  readonly prefix?: string;
}

/**
 * `base` with the changes of a JSON object.
 * @throws InputError naming the key, what was expected and what came; never the words of a seed.
 */
export function changedSettings(
  base: DeviceSettings,
  changes: Readonly<Record<string, unknown>>,
  options: SettingsOptions = {},
): DeviceSettings {
  const { prefix = '' } = options;
  const unknown = Object.keys(changes).find((key) => !(KEYS as readonly string[]).includes(key));
  if (unknown !== undefined) {
    throw new InputError(expected('settings', `the keys ${KEYS.join(', ')}`, shownText(unknown)));
  }
  const text = (key: (typeof KEYS)[number]): string | undefined => {
    const value = changes[key];
    if (value === undefined || typeof value === 'string') return value;
    throw new InputError(expected(`${prefix}${key}`, 'a text', typeof value));
  };
  const { wallet: before, ...rest } = base;
  const seed = text('seed');
  const wallet = seed === undefined ? before : walletOf(seed, options);
  const model = modelOf(text('model') ?? base.model, prefix);
  const settings = {
    ...rest,
    model,
    firmware: firmwareFor(text('firmware') ?? base.firmware, model, prefix),
    build: buildText(text('build') ?? base.build),
    apps: changes.apps === undefined ? base.apps : appsOf(changes.apps),
  };
  return wallet === undefined ? settings : { ...settings, wallet };
}

function walletOf(seed: string, options: SettingsOptions): Wallet | undefined {
  return seed === 'default' ? undefined : walletFromMnemonic(seed, options);
}

function modelOf(text: string, prefix: string): Model {
  const model = MODELS.find((candidate) => candidate === text.toLowerCase());
  if (model !== undefined) return model;
  throw new InputError(expected(`${prefix}model`, MODELS.join(', '), shown(text)));
}

function firmwareFor(text: string, model: Model, prefix: string): string {
  try {
    const profile = firmware(text);
    requireModel(profile, model);
    return profile.id;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { message, hint } = error;
    throw new InputError(`${prefix}firmware: ${message}`, hint === undefined ? {} : { hint });
  }
}

function buildText(text: string): string {
  parseBuild(text.slice(0, MAX_TEXT));
  return text.slice(0, MAX_TEXT);
}

/** More coin apps than there are. */
const MAX_APPS = 64;
const MAX_TEXT = 200;

function appsOf(value: unknown): readonly string[] {
  const apps = typeof value === 'string' ? value.split(',').map((app) => app.trim()) : value;
  if (Array.isArray(apps) && apps.length <= MAX_APPS) {
    const names = apps.filter((app): app is string => typeof app === 'string' && app !== '');
    if (names.length === apps.length || typeof value === 'string') return names;
  }
  throw new InputError(expected('apps', 'a list of coin app names', shownValue(value)));
}

function shown(text: string): string {
  return shownText(text);
}

/** Options for a simulated Ledger. */
export function ledgerOptions(settings: DeviceSettings): LedgerOptions {
  return {
    model: settings.model,
    firmware: firmware(settings.firmware),
    build: parseBuild(settings.build),
    apps: settings.apps,
    ...(settings.wallet === undefined ? {} : { wallet: settings.wallet }),
  };
}
