/** The same scenarios on every road to a device: same verdicts, same commands, same answers. */
import { describe, expect, it } from 'vitest';
import type { Device } from '../../src/device.js';
import { keptDevice, makeReady } from '../../src/scenario/kept-device.js';
import type { OpenDevice } from '../../src/scenario/open-device.js';
import { parseScenarios } from '../../src/scenario/parse-scenarios.js';
import { runScenario } from '../../src/scenario/run-scenario.js';
import { simulatedOpener } from '../../src/scenario/simulated.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { OPENERS } from '../conformance/backends.js';
import { atTheDesk } from './at-the-desk.js';

const SCENARIOS = await parseScenarios(
  `
defaults: { flow: { kind: swap } }
scenarios:
  - { name: approved, expect: { outcome: approved, screens: [Review transaction to swap ETH to BTC, 0.25 ETH] } }
  - { name: sell, flow: { kind: sell, legacy: true, rate: floating }, expect: { outcome: approved } }
  - { name: fund, flow: { kind: fund }, order: { size: 511 }, expect: { outcome: approved } }
  - { name: rejected, user: reject, expect: { rejected: { status: 6a84 } } }
  - { name: foreign address, order: { payout: foreign }, user: reject, expect: { rejected: { status: 6a92 } } }
  - { name: nonce, mistake: NONCE_OTHER_TRANSACTION, expect: { refused: { at: PROCESS_TRANSACTION_RESPONSE, status: 6a82 } } }
  - { name: step left out, host: [{ at: CHECK_PARTNER, leaveOut: true }], expect: { refused: { status: 6d01 } } }
  - { name: locked, faults: [{ kind: lock, at: CHECK_PARTNER }], expect: { refused: { at: CHECK_PARTNER, status: 5515 } } }
  - { name: lost, faults: [{ kind: lose, at: PROMPT_UI_DISPLAY }], expect: { broken: { at: PROMPT_UI_DISPLAY } } }
  - { name: right after a broken one, expect: { outcome: approved } }
`,
  'backends.yaml',
);

async function ran(
  openDevice: OpenDevice,
  before: (decision: 'approve' | 'reject') => void = () => {},
) {
  const lines = [];
  for (const scenario of SCENARIOS) {
    before(scenario.user.does === 'reject' ? 'reject' : 'approve');
    const { verdict, differences, happened } = await runScenario(scenario, openDevice);
    const transcript = happened?.transcript.map(({ command, status }) => `${command} ${status}`);
    lines.push({
      name: scenario.name,
      verdict,
      differences,
      outcome: happened?.outcome,
      transcript,
    });
  }
  return lines;
}

describe('scenarios on every backend', () => {
  it.each(Object.keys(OPENERS))('%s', async (name) => {
    const expected = await ran(simulatedOpener({ verifier: nodeVerifier }));
    expect(expected.map(({ verdict }) => verdict)).toEqual(SCENARIOS.map(() => 'passed'));

    const { device, inside } = await OPENERS[name]!('nanosp');
    const person = device.screen === undefined ? atTheDesk(inside) : undefined;
    const openDevice = async () => {
      await makeReady(device);
      return { device: keptDevice(device as Device) };
    };
    try {
      expect(await ran(openDevice, person)).toEqual(expected);
    } finally {
      await device.close();
    }
  });
});
