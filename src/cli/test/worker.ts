/** What a thread of `test --jobs` runs for every scenario: one simulator for each. */
import { Piscina } from 'piscina';
import type { Model } from '../../device.js';
import { ExchangeSimError } from '../../errors.js';
import { firmware as firmwareNamed } from '../../firmware/index.js';
import { addAliases, addRecords } from '../../host/ledger/catalogue.js';
import { prepare } from '../../scenario/prepare.js';
import { runScenario } from '../../scenario/run-scenario.js';
import type { Scenario } from '../../scenario/scenario.js';
import { simulatedOpener } from '../../scenario/simulated.js';
import { nodeVerifier } from '../../simulator/node-verifier.js';
import type { JobData, JobDone } from './jobs.js';

const { firmware, model, apps, compare, currencies } = Piscina.workerData as JobData;
addRecords(currencies.records);
addAliases(currencies.aliases);

const profile = firmware === undefined ? undefined : firmwareNamed(firmware);
const shared = {
  verifier: nodeVerifier,
  ...(profile === undefined ? {} : { firmware: profile }),
  ...(apps === undefined ? {} : { apps }),
};
const openDevice = simulatedOpener({
  ...shared,
  ...(model === undefined ? {} : { model: model as Model }),
});
const twin = compare ? { twin: simulatedOpener(shared) } : {};

export default async function work(scenario: Scenario): Promise<JobDone> {
  const told: string[] = [];
  try {
    const { happened, ...rest } = await runScenario(prepare(scenario, profile), openDevice, {
      notify: (text) => told.push(text),
      ...(apps === undefined ? {} : { apps }),
      ...twin,
    });
    if (happened === undefined) return { told, result: rest };
    // Only judging needed it.
    const { answered: _, ...plain } = happened;
    return { told, result: { ...rest, happened: plain } };
  } catch (error) {
    if (!(error instanceof ExchangeSimError)) throw error;
    const { name, message, hint } = error;
    return { told, error: { name, message, ...(hint === undefined ? {} : { hint }) } };
  }
}
