/** A simulated Ledger for tests: keeps what went over the wire and closes by itself. */
import type { Device, DeviceScreen, Model } from '../device.js';
import { firmware } from '../firmware/index.js';
import { requireModel } from '../firmware/models.js';
import { tap } from '../host/tap.js';
import { type SeedName, walletNamed } from '../scenario/seeds.js';
import { type TranscriptLine, transcriptOf } from '../scenario/transcript.js';
import { parseBuild } from '../simulator/build.js';
import { type Fault, type Time, virtualTime, withFaults } from '../simulator/faults/index.js';
import { createSimulator, type Simulator } from '../simulator/simulator.js';
import { type OptionNames, refuseUnknownOptions } from './options.js';

/** All optional, in the words of the command line. */
export interface TestDeviceOptions {
  /** A Nano S Plus when absent, where it had the firmware. */
  readonly model?: Model;
  /** random (the default), test, production, or build flags. */
  readonly build?: string;
  readonly firmware?: string;
  /** Installed coin apps; all when absent. */
  readonly apps?: readonly string[];
  /** Whose addresses are the user's. */
  readonly seed?: SeedName;
  readonly faults?: readonly Fault[];
}

export interface TestDevice extends Device, AsyncDisposable {
  readonly screen: DeviceScreen;
  readonly seed: SeedName;
  /** The simulator inside: its state, its coin apps. */
  readonly simulator: Simulator;
  /** Every APDU so far with its answer. */
  readonly transcript: readonly TranscriptLine[];
  /** Passes only where something waits; the screens' clock. */
  readonly time: Time;
}

export function isTestDevice(device: Device): device is TestDevice {
  return 'simulator' in device && 'transcript' in device;
}

const OPTIONS: OptionNames<TestDeviceOptions> = {
  model: true,
  build: true,
  firmware: true,
  apps: true,
  seed: true,
  faults: true,
};

const open = new Set<Device>();

/**
 * A simulated Ledger for one test: waiting takes no time, and {@link closeDevices} closes it.
 * @throws InputError for an option that cannot be, and for one there is none of.
 */
export function simulatedDevice(options: TestDeviceOptions = {}): TestDevice {
  refuseUnknownOptions(options, OPTIONS, 'simulatedDevice');
  const { model, build, firmware: version, apps, seed = 'emulator', faults = [] } = options;
  const profile = version === undefined ? undefined : firmware(version);
  if (profile !== undefined && model !== undefined) requireModel(profile, model);
  const time = virtualTime();
  const simulator = createSimulator({
    ...(model === undefined ? {} : { model }),
    ...(build === undefined ? {} : { build: parseBuild(build) }),
    ...(profile === undefined ? {} : { firmware: profile }),
    ...(apps === undefined ? {} : { apps }),
    wallet: walletNamed(seed),
    clock: time.now,
  });
  const recorded = tap(withFaults(simulator, faults, { time }));
  const close = async () => {
    open.delete(device);
    await recorded.close();
  };
  const device: TestDevice = {
    name: recorded.name,
    model: recorded.model,
    screen: recorded.screen!,
    seed,
    simulator,
    time,
    get transcript() {
      return transcriptOf(recorded);
    },
    exchange: (apdu) => recorded.exchange(apdu),
    whyRefused: () => recorded.whyRefused?.(),
    close,
    [Symbol.asyncDispose]: close,
  };
  open.add(device);
  return device;
}

/**
 * Closes every device this file opened: `afterEach(closeDevices)`. Where `afterEach` is a global, as
 * in jest, that has been done when this module was loaded.
 */
export async function closeDevices(): Promise<void> {
  await Promise.all([...open].map((device) => device.close()));
}

const { afterEach } = globalThis as { afterEach?: (hook: () => Promise<void>) => void };
if (typeof afterEach === 'function') afterEach(closeDevices);
