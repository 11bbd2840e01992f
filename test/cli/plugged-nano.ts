/** Plugs in a virtual Nano, which `--device usb` finds: see `attached-nano.ts`. */
import { parseBuild } from '../../src/simulator/build.js';
import { createSimulator, type SimulatorOptions } from '../../src/simulator/simulator.js';
import { standInVerifier } from '../host/production.js';
import { type NanoFaults, virtualNano } from '../transport/virtual-nano.js';
import { attached } from './attached-nano.js';

export interface Setup extends SimulatorOptions {
  readonly faults?: NanoFaults;
  readonly decides?: 'approve' | 'reject' | 'nobody';
}

/** Plugs in a Nano with a production build, and somebody who decides when a review comes up. */
export function plugIn({ faults = {}, decides = 'approve', ...options }: Setup = {}) {
  const inside = createSimulator({
    build: parseBuild('production'),
    verifier: standInVerifier,
    ...options,
  });
  const commands: number[] = [];
  const counted = {
    name: inside.name,
    model: inside.model,
    close: () => inside.close(),
    exchange: (apdu: Uint8Array) => {
      if (apdu[0] === 0xe0) commands.push(apdu[1]!);
      return inside.exchange(apdu);
    },
  };
  attached.nano = virtualNano(counted, faults);
  const reviewed = inside.screen
    .waitFor(/Review|is not/, { timeoutMs: 20_000 })
    .then(() => (decides === 'nobody' ? undefined : inside.screen[decides]()))
    .catch(() => {});
  return { inside, commands, reviewed };
}
