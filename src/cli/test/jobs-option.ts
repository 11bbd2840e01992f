/** `--jobs N` of `test`: how many simulators work side by side. */
import { InputError } from '../../errors.js';
import { expected, shownText } from '../../shown.js';
import type { DeviceSpec } from '../../transport/device-spec.js';

const MAX_JOBS = 256;

/** @throws InputError for no number, and for more than one job on a device that there is once. */
export function jobsOf(text: string | undefined, { kind }: DeviceSpec): number {
  if (text === undefined) return 1;
  const jobs = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (jobs < 1 || jobs > MAX_JOBS) {
    throw new InputError(expected('--jobs', `a number from 1 to ${MAX_JOBS}`, shownText(text)));
  }
  if (jobs === 1 || kind === 'simulator') return jobs;
  throw new InputError(
    expected('--jobs', `1 with --device ${kind}, a device that there is once`, jobs),
    {
      hint: 'Only simulators can be made side by side; for other devices, --shard parts the work.',
    },
  );
}
