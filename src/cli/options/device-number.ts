/** `--device N` of commands that read logs of several devices. */
import { InputError } from '../../errors.js';
import { shownText } from '../../shown.js';

/** @throws InputError when it is no number from 1. */
export function deviceNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InputError(
    `--device: expected the number of a device in the log, from 1, found ${shownText(text)}`,
  );
}

/** Why nothing comes of a device that the log does not have. */
export function notThere(wanted: number, devices: number): string {
  const has = devices === 1 ? 'one device' : `${devices} devices`;
  return `--device ${wanted}: the log has ${has}`;
}
