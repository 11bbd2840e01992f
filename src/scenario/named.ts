/** Errors of a scenario say whose they are. */
import { InputError } from '../errors.js';
import type { Scenario } from './scenario.js';

/** The same error with file and name in front, unless they stand there. */
export function named(error: InputError, { file, name }: Scenario): InputError {
  const where = `${file}: ${name}`;
  if (error.message.startsWith(where)) return error;
  return new InputError(`${where}: ${error.message}`, {
    cause: error,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  });
}
