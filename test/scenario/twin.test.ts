/** A scenario on two devices: what is the same, and the first thing that is not. */
import { describe, expect, it } from 'vitest';
import type { Device } from '../../src/device.js';
import type { OpenDevice } from '../../src/scenario/open-device.js';
import { parseScenarios } from '../../src/scenario/parse-scenarios.js';
import type { ScenarioRun } from '../../src/scenario/result.js';
import { runScenario } from '../../src/scenario/run-scenario.js';
import { simulatedOpener } from '../../src/scenario/simulated.js';
import { twinDifferences } from '../../src/scenario/twin.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';

const twin = simulatedOpener({ verifier: nodeVerifier });

/** A device of another opinion about one command. */
const changed =
  (ins: number, answer: Uint8Array): OpenDevice =>
  async (scenario) => {
    const { device, ...opened } = await twin(scenario);
    const other: Device = {
      name: 'other',
      model: device.model,
      screen: device.screen!,
      exchange: (apdu) => (apdu[1] === ins ? Promise.resolve(answer) : device.exchange(apdu)),
      close: () => device.close(),
    };
    return { ...opened, device: other };
  };

async function differences(text: string, open: OpenDevice): Promise<readonly string[]> {
  const [scenario] = await parseScenarios(`name: a\nflow: { kind: swap }\n${text}`, 'a.yaml');
  return (await runScenario(scenario!, open, { twin })).differences;
}

describe('a scenario with a twin', () => {
  it.each(['nanosp', 'stax'])('is the same on the same device, %s', async (model) => {
    const open: OpenDevice = (scenario) =>
      twin({ ...scenario, device: { ...scenario.device, model: model as 'stax' } });
    expect(await differences('expect: { outcome: approved }', open)).toEqual([]);
    expect(await differences('user: reject\nexpect: { outcome: rejected }', open)).toEqual([]);
  });

  it('differs in an answer that was not expected to be anything', async () => {
    const open = changed(0x05, Uint8Array.of(0x9d, 0x1a));
    expect(await differences('expect: { outcome: refused }', open)).toEqual([
      'expected APDU 3 to be CHECK_PARTNER, answered 9000, as on simulator, found CHECK_PARTNER, answered 9d1a',
      'expected screen 1 of the review to read "Review transaction to | swap ETH to BTC", as on simulator, found none',
    ]);
  });
});

describe('screens of a review', () => {
  const happened = (review?: readonly (readonly string[])[]): ScenarioRun => ({
    outcome: 'approved',
    accepted: true,
    transcript: [],
    screens: [],
    ...(review === undefined ? {} : { review }),
  });
  const page = ['Send', '0.25 ETH'];

  it('differ at the first that reads otherwise', () => {
    const found = twinDifferences(
      happened([['a'], ['Send', '0.3 ETH']]),
      happened([['a'], page]),
      'X',
    );
    expect(found).toEqual([
      'expected screen 2 of the review to read "Send | 0.25 ETH", as on X, found "Send | 0.3 ETH"',
    ]);
    expect(twinDifferences(happened([page]), happened([page, page]), 'X')).toEqual([
      'expected screen 2 of the review to read "Send | 0.25 ETH", as on X, found none',
    ]);
  });

  it('are not compared with those of a device that shows none', () => {
    expect(twinDifferences(happened(), happened([page]), 'X')).toEqual([]);
  });
});
