/** Faults of a served simulator, as a client reads and sets them. */
import { InputError } from '../../errors.js';
import { INS, type InstructionName } from '../../exchange/constants.js';
import { FAULT_KINDS, type Fault, type FaultPlace } from '../../simulator/faults/index.js';
import type { FaultySimulator } from '../faulty-simulator.js';
import { LIMITS } from '../limits.js';
import { type JsonObject, oneOf, onlyKeys, optionalNumber, shown } from '../request-body.js';
import type { ServedDevice } from '../served-device.js';

/** More than anybody needs at once. */
const MOST = 16;

/** @throws InputError for a device that is not simulated. */
export function faultyDevice({ device, id }: ServedDevice): FaultySimulator {
  const faulty = device as Partial<FaultySimulator>;
  if (faulty.setFaults !== undefined) return faulty as FaultySimulator;
  throw new InputError(`device ${id}: faults are for simulated devices only`);
}

/** @throws InputError naming the fault and the member, what was expected and what came. */
export function faultsOf(body: JsonObject): Fault[] {
  onlyKeys(body, ['faults']);
  const { faults } = body;
  if (!Array.isArray(faults) || faults.length > MOST) {
    throw new InputError(`faults: expected a list of at most ${MOST}, found ${shown(faults)}`);
  }
  return faults.map((entry: unknown) => {
    if (typeof entry === 'object' && entry !== null) return faultOf(entry as JsonObject);
    throw new InputError(`faults: expected objects, found ${shown(entry)}`);
  });
}

function faultOf(entry: JsonObject): Fault {
  const kind = oneOf(entry, 'kind', FAULT_KINDS);
  const place = () => placeOf(entry.at);
  const times = countOf(entry, 'times', 1);
  const allowed = (...keys: string[]) => onlyKeys(entry, ['kind', ...keys]);
  switch (kind) {
    case 'slow-user':
      allowed('milliseconds');
      return { kind, milliseconds: timeOf(entry) };
    case 'delay':
      allowed('at', 'times', 'milliseconds');
      return { kind, at: place(), milliseconds: timeOf(entry), ...times };
    case 'truncate':
      allowed('at', 'times', 'bytes');
      return { kind, at: place(), ...times, ...countOf(entry, 'bytes', 0) };
    case 'corrupt':
      allowed('at', 'times', 'offset');
      return { kind, at: place(), ...times, ...countOf(entry, 'offset', -LIMITS.apdu) };
    case 'unplug':
      allowed('at', 'answering');
      return { kind, at: place(), ...(entry.answering === true ? { answering: true } : {}) };
    case 'coin-app-crash':
      allowed('at');
      return { kind, ...(entry.at === undefined ? {} : { at: place() }) };
    case 'memory-corruption':
      allowed('at', 'times');
      return { kind, ...(entry.at === undefined ? {} : { at: place() }), ...times };
    default:
      allowed('at', 'times');
      return { kind, at: place(), ...times };
  }
}

function placeOf(value: unknown): FaultPlace {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
  if (typeof value === 'string' && Object.hasOwn(INS, value)) return value as InstructionName;
  throw new InputError(
    `at: expected a command such as CHECK_PARTNER, or the number of one from 1, found ${shown(value)}`,
  );
}

function timeOf(entry: JsonObject): number {
  const value = optionalNumber(entry, 'milliseconds');
  if (value !== undefined && value >= 0 && value <= 1000 * LIMITS.delay) return value;
  throw new InputError(
    `milliseconds: expected 0 to ${1000 * LIMITS.delay}, found ${shown(entry.milliseconds)}`,
  );
}

/** An object with this member, or none when it is absent. */
function countOf<K extends string>(entry: JsonObject, key: K, least: number) {
  const value = optionalNumber(entry, key);
  if (value === undefined) return {};
  if (Number.isInteger(value) && value >= least) return { [key]: value } as Record<K, number>;
  throw new InputError(`${key}: expected a whole number from ${least}, found ${shown(value)}`);
}
