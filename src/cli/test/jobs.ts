/**
 * `test --jobs N`: scenarios on as many simulators, each in a thread of its own. What is told, and in
 * which order, is as with one.
 */
import { Piscina } from 'piscina';
import { DeviceError, InputError, ProviderAwayError } from '../../errors.js';
import { additions } from '../../host/ledger/catalogue.js';
import { packageFile } from '../../package-file.js';
import type { ScenarioResult } from '../../scenario/result.js';
import type { Scenario } from '../../scenario/scenario.js';

/** What every thread begins with. */
export interface JobData {
  /** Of the simulator: id, model, coin apps. */
  readonly firmware?: string;
  readonly model?: string;
  readonly apps?: readonly string[];
  /** Also on a second simulator. */
  readonly compare: boolean;
  /** Of `--currencies`. */
  readonly currencies: ReturnType<typeof additions>;
}

/** What a thread answers for a scenario. */
export interface JobDone {
  /** What would have been told on stderr. */
  readonly told: readonly string[];
  readonly result?: ScenarioResult;
  /** Instead of a result: classes do not pass between threads. */
  readonly error?: { readonly name: string; readonly message: string; readonly hint?: string };
}

/** The results in the order of the scenarios; whoever stops asking stops the rest. */
export async function* runInThreads(
  scenarios: readonly Scenario[],
  jobs: number,
  data: Omit<JobData, 'currencies'>,
  notify: (text: string) => void,
): AsyncGenerator<ScenarioResult, undefined> {
  const threads = Math.min(jobs, scenarios.length);
  const pool = new Piscina<Scenario, JobDone>({
    filename: packageFile('dist/cli/test/worker.js').href,
    minThreads: threads,
    maxThreads: threads,
    workerData: { ...data, currencies: additions() } satisfies JobData,
    recordTiming: false,
  });
  try {
    const running = scenarios.map((scenario) => pool.run(scenario));
    // Told to whoever awaits it; those behind the one that ends the run are nobody's.
    for (const one of running) one.catch(() => undefined);
    for (const one of running) {
      const { told, result, error } = await one;
      for (const text of told) notify(text);
      if (result === undefined) throw thrown(error);
      yield result;
    }
  } finally {
    await pool.close({ force: true }).catch(() => undefined);
  }
}

const CLASSES: Readonly<Record<string, typeof InputError | typeof DeviceError>> = {
  InputError,
  DeviceError,
  ProviderAwayError,
};

function thrown(error: JobDone['error']): Error {
  const { name = '', message = 'a thread ended without a result', hint } = error ?? {};
  const Made = CLASSES[name] ?? Error;
  return new Made(message, hint === undefined ? {} : { hint });
}
