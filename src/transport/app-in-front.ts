/** Which app a Ledger has open: the command every app and the dashboard answer (B0 01). */
import { decodeResponse, encodeCommand } from '../apdu/apdu.js';
import { textOf } from '../bytes.js';
import type { Device } from '../device.js';
import { DeviceError } from '../errors.js';
import { SW } from '../exchange/status.js';
import { expected } from '../shown.js';

/** What an OS answers while its PIN is asked for; older and newer releases differ. */
const LOCKED = [0x5515, 0x6982, 0x6804, 0x5303];

export type FrontApp =
  | { readonly kind: 'app'; readonly name: string; readonly version: string }
  /** No app is open. */
  | { readonly kind: 'dashboard'; readonly version: string }
  | { readonly kind: 'locked' }
  /** It answers, but not this question. */
  | { readonly kind: 'unknown'; readonly status: number };

const DASHBOARDS = ['BOLOS', 'OLOS\0'];

/** @throws DeviceError when the device is gone. */
export async function appInFront(device: Pick<Device, 'exchange'>): Promise<FrontApp> {
  const answer = await device.exchange(encodeCommand({ cla: 0xb0, ins: 0x01 }));
  if (answer.length < 2) return { kind: 'unknown', status: 0 };
  const { data, status } = decodeResponse(answer);
  if (LOCKED.includes(status)) return { kind: 'locked' };
  if (status !== SW.SUCCESS || data[0] !== 1) return { kind: 'unknown', status };
  const nameEnd = 2 + (data[1] ?? 0);
  const name = textOf(data.subarray(2, nameEnd));
  const version = textOf(data.subarray(nameEnd + 1, nameEnd + 1 + (data[nameEnd] ?? 0)));
  return DASHBOARDS.includes(name)
    ? { kind: 'dashboard', version }
    : { kind: 'app', name, version };
}

export function isExchange(app: FrontApp): boolean {
  return app.kind === 'app' && /^Exchange\b/.test(app.name);
}

/** One phrase: `Exchange 4.4.2`, `locked`. */
export function frontAppText(app: FrontApp): string {
  switch (app.kind) {
    case 'app':
      return `${app.name} ${app.version}`;
    case 'dashboard':
      return 'no app (dashboard)';
    case 'locked':
      return 'locked';
    case 'unknown':
      return `unknown (it answers ${app.status.toString(16).padStart(4, '0')})`;
  }
}

/** A device that is not asked anything answers at once; a slow emulator takes a second. Ms. */
const ANSWER_TIME = 10_000;

/**
 * @param patient waits for ever: a person may be about to unlock the device.
 * @throws DeviceError unless the Exchange app is the one that is open, or when no answer comes: what
 * listens at a port may be something else.
 */
export async function requireExchange(
  device: Device,
  { patient = false, timeMs = ANSWER_TIME } = {},
): Promise<void> {
  const app = await (patient ? appInFront(device) : appInFrontInTime(device, timeMs));
  if (isExchange(app)) return;
  if (app.kind === 'locked') {
    throw new DeviceError('the Ledger is locked', {
      hint: 'Enter its PIN, open the Exchange app and try again.',
    });
  }
  throw new DeviceError(
    expected(
      undefined,
      'the Exchange app to be open',
      `${frontAppText(app)} on the ${device.name} device`,
    ),
    { hint: 'Open the Exchange app on the device and try again.' },
  );
}

/** As {@link appInFront}, for what may not be a device at all. */
export async function appInFrontInTime(
  device: Pick<Device, 'exchange' | 'name'>,
  timeMs: number = ANSWER_TIME,
): Promise<FrontApp> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new DeviceError(
      `the ${device.name} device does not say within ${timeMs / 1000} s which app is open`,
      { hint: 'Is it the right port? Does another client use the device, or wait for its user?' },
    );
    timer = setTimeout(reject, timeMs, error);
  });
  try {
    return await Promise.race([appInFront(device), late]);
  } finally {
    clearTimeout(timer);
  }
}
