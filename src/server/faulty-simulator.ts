/**
 * A simulator in front of which faults can be put and taken away while it runs. Without faults it
 * is the simulator itself in all it does.
 */

import { forward } from '../device/forward.js';
import type { Device } from '../device.js';
import { type Fault, withFaults } from '../simulator/faults/index.js';
import type { Simulator, SimulatorScreen } from '../simulator/simulator.js';

export interface FaultySimulator extends Simulator {
  readonly faults: readonly Fault[];
  /** Counting and what `unplug` or `lock` did begin anew; none: everything works again. */
  setFaults(faults: readonly Fault[]): void;
}

export function isFaultySimulator(device: Device): device is FaultySimulator {
  return 'setFaults' in device;
}

export function faultySimulator(simulator: Simulator): FaultySimulator {
  let faults: readonly Fault[] = [];
  let front: Device = simulator;
  return {
    ...forward(simulator, { exchange: (apdu) => front.exchange(apdu) }),
    name: 'simulator',
    ledger: simulator.ledger,
    coinApp: (name) => simulator.coinApp(name),
    whyRefused: () => front.whyRefused?.(),
    get faults() {
      return faults;
    },
    get screen() {
      // A screen that gestures reach late still shows what the simulator's shows.
      return front.screen as SimulatorScreen;
    },
    setFaults(next) {
      faults = next;
      front = next.length === 0 ? simulator : withFaults(simulator, next);
    },
  };
}
