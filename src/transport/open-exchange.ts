/**
 * From the dashboard of a Ledger to its Exchange app: which apps are installed (E0 DE, the person
 * allows it), and opening one (E0 D8, the person confirms). Source: Ledger's device management kit,
 * ListAppsCommand and OpenAppCommand. A Ledger on USB restarts its connection when it opens an app.
 */
import { decodeResponse, encodeCommand, statusText } from '../apdu/apdu.js';
import { textOf, utf8 } from '../bytes.js';
import type { Device } from '../device.js';
import { DeviceError } from '../errors.js';
import { SW } from '../exchange/status.js';
import { appInFront, type FrontApp, isExchange } from './app-in-front.js';

const CLA = 0xe0;
const INS = { OPEN_APP: 0xd8, LIST_APPS: 0xde, LIST_MORE: 0xdf } as const;

/** More answers than any Ledger has apps. */
const MOST_ANSWERS = 100;
/** In front of the name: blocks and flags on two bytes each, two hashes. */
const ENTRY_HEAD = 2 + 2 + 32 + 32;

/** Names of the installed apps; undefined when the person, or this release, does not tell. */
export async function installedApps(
  device: Pick<Device, 'exchange'>,
): Promise<readonly string[] | undefined> {
  const names: string[] = [];
  for (let i = 0; i < MOST_ANSWERS; i++) {
    const ins = i === 0 ? INS.LIST_APPS : INS.LIST_MORE;
    const { status, data } = decodeResponse(
      await device.exchange(encodeCommand({ cla: CLA, ins })),
    );
    if (status !== SW.SUCCESS) return i === 0 ? undefined : names;
    if (data.length === 0) return names;
    names.push(...namesIn(data));
  }
  return names;
}

/** A format byte, then entries: a size, the head, length and name. */
function namesIn(data: Uint8Array): string[] {
  const names: string[] = [];
  for (let at = 1; at < data.length; ) {
    const nameAt = at + 1 + ENTRY_HEAD;
    const end = nameAt + 1 + (data[nameAt] ?? 0);
    names.push(textOf(data.subarray(nameAt + 1, end)));
    at = end;
  }
  return names;
}

const NOT_INSTALLED = 0x6807;

/** How long the person has to confirm and the Ledger to come back, milliseconds. */
const BACK_TIME = 30_000;
const PAUSE = 200;

/**
 * Asks the person to open the app and waits until the Exchange app answers.
 * @throws DeviceError when it is not installed, refused, or does not come.
 */
export async function openExchange(
  device: Pick<Device, 'exchange'>,
  { name = 'Exchange', timeMs = BACK_TIME } = {},
): Promise<FrontApp> {
  const command = encodeCommand({ cla: CLA, ins: INS.OPEN_APP, data: utf8(name) });
  const { status } = decodeResponse(await device.exchange(command));
  if (status === NOT_INSTALLED) {
    throw new DeviceError(`the app ${name} is not installed on the Ledger`, {
      hint: `Install it in Ledger Wallet, My Ledger: look for ${name}.`,
    });
  }
  if (status !== SW.SUCCESS) {
    throw new DeviceError(`the Ledger did not open ${name}: it answers ${statusText(status)}`, {
      hint: 'Open it on the device and try again.',
    });
  }
  const end = Date.now() + timeMs;
  for (;;) {
    const app = await appInFront(device).catch((error: unknown) => {
      if (error instanceof DeviceError) return undefined;
      throw error;
    });
    if (app !== undefined && isExchange(app)) return app;
    if (Date.now() >= end) break;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  throw new DeviceError(`${name} did not answer within ${timeMs / 1000} s after it was opened`, {
    hint: 'Plug the Ledger in again, unlock it, open the Exchange app and start over.',
  });
}
