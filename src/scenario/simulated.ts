/** Opens the simulator for scenarios, set up as each one says. */
import type { Model } from '../device.js';
import { type FirmwareProfile, firmware } from '../firmware/index.js';
import { parseBuild } from '../simulator/build.js';
import { virtualTime } from '../simulator/faults/index.js';
import { createSimulator } from '../simulator/simulator.js';
import type { Verifier } from '../simulator/verifier.js';
import type { OpenDevice } from './open-device.js';
import { walletNamed } from './seeds.js';

/** What the simulators of scenarios are made of. */
export interface SimulatedOptions {
  readonly verifier?: Verifier;
  /** Of scenarios that name none. */
  readonly model?: Model;
  readonly firmware?: FirmwareProfile;
  readonly apps?: readonly string[];
}

/**
 * Opens a simulated device for each scenario. Waiting is virtual: a user who takes a minute takes no
 * time.
 */
export function simulatedOpener(options: SimulatedOptions = {}): OpenDevice {
  return async ({ device }) => {
    const time = virtualTime();
    const { model = options.model } = device;
    const simulator = createSimulator({
      ...options,
      ...(model === undefined ? {} : { model }),
      ...(device.build === undefined ? {} : { build: parseBuild(device.build) }),
      ...(device.firmware === undefined ? {} : { firmware: firmware(device.firmware) }),
      ...(device.apps === undefined ? {} : { apps: device.apps }),
      wallet: walletNamed(device.seed),
      clock: time.now,
    });
    return { device: simulator, time };
  };
}
