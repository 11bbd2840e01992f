/** `exchange-sim devices`: the Ledgers on USB, and the app each has open. */

import { EXIT } from '../../errors.js';
import { appInFront, frontAppText, isExchange } from '../../transport/app-in-front.js';
import { type UsbTransports, usbTransports } from '../../transport/ledgerjs.js';
import { openUsb } from '../../transport/usb.js';
import { usbError } from '../../transport/usb-failure.js';
import { modelOfProduct, productText } from '../../transport/usb-model.js';
import type { DevicesDocument } from '../documents.js';
import type { Io } from '../io.js';
import { harmless, jsonText, palette } from '../text/text.js';
import type { DevicesOptions } from './options.js';

export interface DevicesProbe {
  readonly transports: () => UsbTransports;
  readonly platform: NodeJS.Platform;
  /** How long a Ledger has to say which app it has open, milliseconds. */
  readonly answerTimeMs: number;
}

export const DEVICES_PROBE: DevicesProbe = {
  transports: usbTransports,
  platform: process.platform,
  answerTimeMs: 3000,
};

/** One Ledger, as `--json` prints it. */
export interface ListedDevice {
  readonly path: string;
  /** As `--model` takes it; null for models without today's Exchange app. */
  readonly model: string | null;
  readonly product: string;
  /** What is open: `Exchange 4.4.2`, `no app (dashboard)`, `locked`; null when it cannot be asked. */
  readonly app: string | null;
  readonly ready: boolean;
  /** Why it cannot be asked, and what to do. */
  readonly problem: string | null;
  readonly fix: string | null;
}

/**
 * @throws UsbError (exit code 3) when USB cannot be used at all.
 */
export async function listDevices(probe: DevicesProbe = DEVICES_PROBE): Promise<ListedDevice[]> {
  const { platform } = probe;
  let transports: UsbTransports;
  try {
    transports = probe.transports();
    const attached = await transports.list();
    // One after the other: two commands at once are too many for some hubs.
    const listed: ListedDevice[] = [];
    for (const ledger of attached) {
      const { path } = ledger;
      const model = modelOfProduct(ledger.productId) ?? null;
      const known = { path, model, product: productText(ledger) };
      listed.push({ ...known, ...(await openApp(path, transports, probe)) });
    }
    return listed;
  } catch (error) {
    throw usbError(error, platform);
  }
}

type Asked = Pick<ListedDevice, 'app' | 'ready' | 'problem' | 'fix'>;

async function openApp(
  path: string,
  transports: UsbTransports,
  { platform, answerTimeMs }: DevicesProbe,
): Promise<Asked> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const device = await openUsb({ path, transports, platform });
    try {
      const late = new Promise<never>((_, reject) => {
        const problem = { message: `it does not answer within ${answerTimeMs} ms` };
        timer = setTimeout(reject, answerTimeMs, problem);
      });
      const app = await Promise.race([appInFront(device), late]);
      return { app: frontAppText(app), ready: isExchange(app), problem: null, fix: null };
    } finally {
      clearTimeout(timer);
      await device.close();
    }
  } catch (error) {
    const { message, hint } = usbError(error, platform);
    return { app: null, ready: false, problem: message, fix: hint ?? null };
  }
}

export async function devicesCommand(
  { json }: DevicesOptions,
  io: Io,
  probe: DevicesProbe = DEVICES_PROBE,
): Promise<number> {
  const devices = await listDevices(probe);
  if (json === true) io.stdout.write(jsonText({ devices } satisfies DevicesDocument));
  else io.stdout.write(devices.length === 0 ? NONE : devices.map((d) => lineOf(d, io)).join(''));
  return EXIT.yes;
}

const NONE = `No Ledger on USB.
Plug one in with a cable that carries data and unlock it; \`exchange-sim doctor\` looks for causes.
`;

function lineOf(device: ListedDevice, io: Io): string {
  const { good, bad, dim } = palette(io.color);
  const { path, product, app, ready, problem, fix } = device;
  const state =
    problem === null ? (ready ? good : dim)(harmless(app ?? '')) : bad(harmless(problem));
  const lines = [`${product}   ${state}`, `    --device usb:${harmless(path)}`];
  if (fix !== null) lines.push(`    ${harmless(fix)}`);
  return `${lines.join('\n')}\n`;
}
