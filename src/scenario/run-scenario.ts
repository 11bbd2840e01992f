/** Runs one scenario on any Device and judges it: what is skipped has a reason. */
import type { Device } from '../device.js';
import { ProviderAwayError, ProviderError } from '../errors.js';
import { tap } from '../host/tap.js';
import { realTime, withFaults } from '../simulator/faults/index.js';
import { backendAddress } from './backend-address.js';
import { defined } from './defined.js';
import { exceptionFor } from './exceptions.js';
import { differences } from './judge.js';
import type { OpenDevice } from './open-device.js';
import { playScenario, type RunOptions } from './play-scenario.js';
import { type Prepared, prepare } from './prepare.js';
import type { ScenarioResult, ScenarioRun } from './result.js';
import type { Scenario } from './scenario.js';
import { twinDifferences } from './twin.js';

/**
 * What differs from what is expected is in the result.
 * @throws InputError for a scenario that cannot be run, DeviceError when no device can be opened,
 * ProviderAwayError when nobody answers where its backend should be.
 */
export async function runScenario(
  scenario: Scenario | Prepared,
  openDevice: OpenDevice,
  options: RunOptions = {},
): Promise<ScenarioResult> {
  const prepared = withProvider(
    'scenario' in scenario ? scenario : prepare(scenario, options.firmware),
    options.provider,
  );
  const start = performance.now();
  const { device, time = realTime } = await openDevice(prepared.scenario);
  const recorded = tap(
    withFaults(device, prepared.scenario.faults, { seed: prepared.scenario.faultSeed, time }),
  );
  try {
    const base = {
      name: prepared.scenario.name,
      file: prepared.scenario.file,
      device: device.name,
      model: device.model,
    };
    const exception = exceptionFor(prepared, device, options.apps);
    if (exception !== undefined) {
      return { ...base, verdict: 'skipped', reason: exception, seconds: 0, differences: [] };
    }
    const seconds = () => (performance.now() - start) / 1000;
    let happened: ScenarioRun;
    try {
      happened = await playScenario(prepared, recorded, time, options);
    } catch (error) {
      if (!(error instanceof ProviderError) || error instanceof ProviderAwayError) throw error;
      // Neither the device nor the host had a part in it: there is nothing to judge.
      return { ...base, verdict: 'failed', seconds: seconds(), differences: [error.message] };
    }
    const found = await differences(prepared, happened, device);
    const { twin, ...rest } = options;
    if (twin !== undefined)
      found.push(...(await twinFound(prepared, happened, twin, rest, device)));
    const verdict = found.length === 0 ? 'passed' : 'failed';
    return { ...base, verdict, seconds: seconds(), differences: found, happened };
  } finally {
    await recorded.close();
  }
}

/** A mistake is made by our own provider, and so is a message of a given size. */
function withProvider(prepared: Prepared, provider: RunOptions['provider']): Prepared {
  if (provider === undefined || prepared.mistake !== undefined) return prepared;
  if (typeof provider !== 'string' && 'ask' in provider) return { ...prepared, provider };
  const address = defined(backendAddress(provider, 'runScenario: provider'));
  const { scenario } = prepared;
  return prepare({ ...scenario, provider: address }, prepared.firmware);
}

/** The same on a twin of the same model. */
async function twinFound(
  prepared: Prepared,
  happened: ScenarioRun,
  twin: OpenDevice,
  options: RunOptions,
  { model }: Device,
): Promise<string[]> {
  const { scenario } = prepared;
  const same = { ...prepared, scenario: { ...scenario, device: { ...scenario.device, model } } };
  const { happened: other, device: name } = await runScenario(same, twin, options);
  return other === undefined ? [] : twinDifferences(happened, other, name);
}
