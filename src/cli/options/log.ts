/** Of commands that read logs: `--format NAME`, and `--device N` of a log of several devices. */
import { Option } from 'commander';
import { InputError } from '../../errors.js';
import { READABLE_FORMATS } from '../../logs/format-names.js';
import { expected, shownText } from '../../shown.js';

export const logFormatOption = () =>
  new Option('--format <name>', 'read as this (default: found by content)').choices(
    READABLE_FORMATS,
  );

export const logDeviceOption = () => new Option('--device <number>', 'only this device of the log');

/** @throws InputError when it is no number from 1. */
export function deviceNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InputError(
    expected('--device', 'the number of a device in the log, from 1', shownText(text)),
  );
}

/** Why nothing comes of a device that the log does not have. */
export function notThere(wanted: number, devices: number): string {
  const has = devices === 1 ? 'one device' : `${devices} devices`;
  return `--device ${wanted}: the log has ${has}`;
}
