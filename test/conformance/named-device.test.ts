/**
 * The same behaviours on a device of your own, named as behind `--device`:
 *
 *     EXCHANGE_SIM_DEVICE=speculos:http://127.0.0.1:5000 npx vitest run test/conformance
 *     EXCHANGE_SIM_DEVICE=usb npx vitest run test/conformance
 *
 * Its Exchange app must be open, be a test build (a released one refuses the test partner) and carry
 * the seed every Speculos starts with, or the words in EXCHANGE_SIM_SEED. EXCHANGE_SIM_BUILD=test
 * says that its nonce never changes. On a Ledger a person presses, as told.
 */
import { describe, expect, it } from 'vitest';
import type { Device } from '../../src/device.js';
import { keptDevice, makeReady } from '../../src/scenario/kept-device.js';
import { BUILDS } from '../../src/simulator/build.js';
import { walletFromMnemonic } from '../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { createSimulator } from '../../src/simulator/simulator.js';
import { openDevice, parseDeviceSpec } from '../../src/transport/open-device.js';
import { requestOf } from '../host/flow.js';
import { EXCEPTIONS } from './backends.js';
import { conformance } from './behaviours.js';

const {
  EXCHANGE_SIM_DEVICE: named,
  EXCHANGE_SIM_SEED: seed,
  EXCHANGE_SIM_BUILD: build,
} = process.env;

const say = (text: string) => process.stderr.write(`${text}\n`);

/** For its addresses alone. */
const twin = createSimulator({
  build: BUILDS.random,
  verifier: nodeVerifier,
  ...(seed === undefined ? {} : { wallet: walletFromMnemonic(seed) }),
});

function exceptions(): Readonly<Record<string, string>> {
  if (named === undefined) return {};
  const { kind } = parseDeviceSpec(named);
  const table = EXCEPTIONS[kind] ?? {};
  if (build !== 'test') return table;
  return {
    ...table,
    'makes another nonce for each transaction': 'the nonce of a test build is fixed',
  };
}

if (named === undefined) {
  describe('a device of your own', () => {
    it('is named by EXCHANGE_SIM_DEVICE', () => {
      expect(parseDeviceSpec('speculos').kind).toBe('speculos');
    });
  });
} else {
  describe(`named device, ${named}`, { timeout: 10 * 60_000 }, () => {
    conformance<Device>({
      name: named,
      async open() {
        const device = await openDevice(named, { notify: say, requireExchange: true });
        // A review may be left from before; a coin app would keep the wire, and never gets it.
        await makeReady(device);
        return { ...keptDevice(device), close: () => device.close() };
      },
      request: (_, { reject, nonce }) =>
        requestOf(twin, 'SWAP_NG', nonce === undefined ? {} : { nonce }, {
          user: reject === true ? 'reject' : 'approve',
          notify: say,
        }),
      exceptions: exceptions(),
    });
  });
}
