/**
 * A simulator in front of which faults can be put and taken away while it runs. Without faults it
 * is the simulator itself in all it does.
 */
import { type Fault, withFaults } from '../simulator/faults/index.js';
import type { Simulator, SimulatorScreen } from '../simulator/simulator.js';

export interface FaultySimulator extends Simulator {
  readonly faults: readonly Fault[];
  /** Counting and what `unplug` or `lock` did begin anew; none: everything works again. */
  setFaults(faults: readonly Fault[]): void;
}

export function faultySimulator(simulator: Simulator): FaultySimulator {
  let faults: readonly Fault[] = [];
  let front: ReturnType<typeof withFaults> = simulator;
  return {
    name: 'simulator',
    model: simulator.model,
    ledger: simulator.ledger,
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
    coinApp: (name) => simulator.coinApp(name),
    exchange: (apdu) => front.exchange(apdu),
    whyRefused: () => front.whyRefused?.(),
    close: () => simulator.close(),
  };
}
