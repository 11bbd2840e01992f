/** `--device` of `test`. */
import { InputError } from '../errors.js';
import type { OpenDevice } from '../scenario/run-scenario.js';
import { simulatedOpener } from '../scenario/simulated.js';
import { nodeVerifier } from '../simulator/node-verifier.js';

/** @throws InputError for a device of a kind there is not. */
export async function openerOf(spec: string): Promise<OpenDevice> {
  if (spec === 'simulator') return simulatedOpener({ verifier: nodeVerifier });
  throw new InputError(`--device: expected simulator, found ${JSON.stringify(spec.slice(0, 80))}`);
}
