/** A port, as every command that listens takes it. */
import { InputError } from '../../errors.js';
import { expected, shownText } from '../../shown.js';

/**
 * @param option how the message calls it. 0 takes any free port.
 * @throws InputError for what is no port.
 */
export function portOf(text: string, option = '--port'): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new InputError(expected(option, 'a port from 0 to 65535', shownText(text)));
}
