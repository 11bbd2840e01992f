/** Faults of a served simulator, as a client reads and sets them. */
import { InputError } from '../errors.js';
import { readFaults } from '../scenario/read-faults.js';
import { expected } from '../shown.js';
import type { Fault } from '../simulator/faults/index.js';
import { type FaultySimulator, isFaultySimulator } from './faulty-simulator.js';
import { LIMITS } from './limits.js';
import type { JsonObject } from './request-body.js';
import type { ServedDevice } from './served-device.js';

/** @throws InputError for a device that is not simulated. */
export function faultyDevice({ device, id }: ServedDevice): FaultySimulator {
  if (isFaultySimulator(device)) return device;
  throw new InputError(`device ${id}: faults are for simulated devices only`);
}

/** @throws InputError naming the fault and the key, what was expected and what came. */
export function faultsOf(body: JsonObject): Fault[] {
  const faults = readFaults(body, 'the request');
  if (faults.length <= LIMITS.faults) return faults;
  throw new InputError(expected('faults', `at most ${LIMITS.faults}`, faults.length));
}
