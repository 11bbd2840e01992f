/** `exchange-sim serve`: simulated devices behind Speculos' API, until told to stop. */

import { fromHex, isHex } from '../../bytes.js';
import { parseApps } from '../../capture/device-setup.js';
import { MODEL_NAMES } from '../../device.js';
import { EXIT, InputError } from '../../errors.js';
import { Automation } from '../../server/automation.js';
import {
  changedSettings,
  DEFAULT_SETTINGS,
  type DeviceSettings,
} from '../../server/device-settings.js';
import { LIMITS } from '../../server/limits.js';
import { firstFitInTime } from '../../server/node-pattern.js';
import { startServer } from '../../server/node-server.js';
import { ServedDevices } from '../../server/served-devices.js';
import { expected, shownText } from '../../shown.js';
import { walletFromMnemonic } from '../../simulator/mnemonic.js';
import { fastestVerifier } from '../../simulator/node-fastest-verifier.js';
import { type Wallet, walletFromSeed } from '../../simulator/wallet.js';
import { readInput } from '../files/input.js';
import type { Io } from '../io.js';
import { nativePbkdf2, readSeed } from '../options/seed.js';
import { libraryApps } from './library.js';
import { announce, inTime, listenOptions, untilStoppedAtOnce } from './listen.js';
import type { ServeOptions } from './options.js';
import { refusalTeller } from './verbose.js';

/**
 * @param ignored words of a speculos command line that mean nothing here.
 * @throws InputError for unusable options, DeviceError when a port is taken.
 */
export async function serveCommand(
  options: ServeOptions,
  ignored: readonly string[],
  io: Io,
  stopped: () => Promise<void> = untilStoppedAtOnce,
): Promise<number> {
  const listen = listenOptions(options, true);
  const settings = settingsOf(options, io);
  const count = countOf(options.devices);
  let exit = () => {};
  const exited = new Promise<void>((resolve) => {
    exit = resolve;
  });
  const refusals = refusalTeller(options.verbose === true, io);
  const devices = new ServedDevices({
    ...refusals.devices,
    verifier: fastestVerifier,
    pbkdf2: nativePbkdf2,
    // As on Speculos, where the rule ends the emulator.
    exit: (id) => (id === '1' ? exit() : void devices.remove(id)),
  });
  for (let n = 1; n <= count; n++) devices.place(String(n), settings);
  if (options.automation !== undefined) {
    const document = automationText(options.automation);
    for (const id of devices.ids) devices.get(id)?.automate(automationOf(document));
  }
  const server = await startServer({
    ...listen,
    ...refusals.server,
    devices,
    manage: true,
    notice: (text) => io.stderr.write(`note: ${text}\n`),
    report: (error) => io.stderr.write(`unexpected: ${(error as Error).message}\n`),
  });
  if (ignored.length > 0) io.stderr.write(`note: ignored here: ${ignored.join(', ')}\n`);
  if (listen.apduPort !== 0 && server.apduPort !== listen.apduPort) {
    io.stderr.write(
      `note: port ${listen.apduPort} is taken, the APDU port is ${server.apduPort}\n`,
    );
  }
  announce(`${MODEL_NAMES[settings.model]} (simulator)`, server, devices, options, io);
  await Promise.race([stopped(), exited]);
  await inTime(server.close());
  return EXIT.yes;
}

function settingsOf(options: ServeOptions, io: Io): DeviceSettings {
  const apps = installedApps(options, io);
  const { firmware, build, seed } = options;
  // As speculos spells the Nano S Plus in the metadata of apps.
  const model = options.model.toLowerCase() === 'nanos2' ? 'nanosp' : options.model;
  const changes = {
    model,
    build,
    ...(firmware === undefined ? {} : { firmware }),
    ...(apps === undefined ? {} : { apps }),
  };
  const settings = changedSettings(DEFAULT_SETTINGS, changes, { prefix: '--' });
  return seed === undefined ? settings : { ...settings, wallet: walletOf(seed) };
}

/** A mnemonic, a file with one, or `hex:` and the BIP-39 seed itself, as speculos takes them. */
function walletOf(seed: string): Wallet {
  const [, hex] = /^hex:(.*)$/s.exec(seed) ?? [];
  if (hex === undefined) return walletFromMnemonic(readSeed(seed), { pbkdf2: nativePbkdf2 });
  if (hex.length >= 32 && hex.length <= 128 && isHex(hex)) return walletFromSeed(fromHex(hex));
  throw new InputError(expected('--seed', 'hex: and 16 to 64 bytes, or a mnemonic', 'other hex'));
}

/** Undefined: all of them. */
function installedApps({ apps, library = [] }: ServeOptions, io: Io): string[] | undefined {
  const listed = apps === undefined ? undefined : parseApps(apps);
  return library.length === 0 ? listed : [...libraryApps(library, io), ...(listed ?? [])];
}

function countOf(text: string): number {
  const count = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= LIMITS.devices) return count;
  throw new InputError(expected('--devices', `1 to ${LIMITS.devices}`, shownText(text)));
}

/** Rules remember variables: each device has its own. */
function automationOf(document: string): Automation {
  try {
    return new Automation(document, firstFitInTime);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`--automation: ${error.message}`, { cause: error });
  }
}

function automationText(value: string): string {
  return value.startsWith('file:') ? readInput(value.slice(5), '--automation') : value;
}
