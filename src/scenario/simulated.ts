/** Opens the simulator for scenarios, set up as each one says. */
import { firmware } from '../firmware/index.js';
import { parseBuild } from '../simulator/build.js';
import { virtualTime } from '../simulator/faults/index.js';
import { createSimulator } from '../simulator/simulator.js';
import type { Verifier } from '../simulator/verifier.js';
import type { OpenDevice } from './run-scenario.js';
import { walletNamed } from './seeds.js';

/** Waiting is virtual: a user who takes a minute takes no time. */
export function simulatedOpener(options: { readonly verifier?: Verifier } = {}): OpenDevice {
  return async ({ device }) => {
    const time = virtualTime();
    const simulator = createSimulator({
      ...options,
      ...(device.model === undefined ? {} : { model: device.model }),
      ...(device.build === undefined ? {} : { build: parseBuild(device.build) }),
      ...(device.firmware === undefined ? {} : { firmware: firmware(device.firmware) }),
      ...(device.apps === undefined ? {} : { apps: device.apps }),
      wallet: walletNamed(device.seed),
      clock: time.now,
    });
    return { device: simulator, time };
  };
}
