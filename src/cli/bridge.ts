/** `exchange-sim bridge`: another device behind the same server, guarded and, if asked, recorded. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { formatRecording } from '../capture/format.js';
import { type Device, MODEL_NAMES } from '../device.js';
import { EXIT } from '../errors.js';
import { allowListed } from '../server/allow-list.js';
import { DeviceRack } from '../server/device-rack.js';
import type { Journal } from '../server/journal.js';
import { startServer } from '../server/node-server.js';
import { recordedEvent, recordingHeader } from '../server/recordings.js';
import type { ServedDevice } from '../server/served-device.js';
import { appInFrontInTime } from '../transport/app-in-front.js';
import type { Io } from './io.js';
import { checkTarget, OWNER_ONLY, unwritable } from './output-file.js';
import { announce, listenOptions, untilStopped } from './serve-listen.js';
import type { BridgeOptions } from './serve-options.js';

type Open = (spec: string, notify: (text: string) => void) => Promise<Device>;

/** @throws InputError for unusable options, DeviceError for a missing device or a taken port. */
export async function bridgeCommand(
  options: BridgeOptions,
  io: Io,
  { open = openNamed, stopped = untilStopped }: { open?: Open; stopped?: () => Promise<void> } = {},
): Promise<number> {
  const listen = listenOptions(options, false);
  if (options.record !== undefined) checkTarget(options.record, '--record');
  const device = await open(options.device, (text) => io.stderr.write(`${text}\n`));
  const rack = new DeviceRack();
  const guarded = options.allowAll === true ? undefined : allowListed(device);
  const served = rack.add('1', {
    device: guarded ?? device,
    interrupts: false,
    ...(guarded === undefined ? {} : { admit: guarded.admit }),
    ...screenshotOf(device),
  });
  const finish = options.record === undefined ? undefined : record(served, options.record);
  try {
    const server = await startServer({
      ...listen,
      rack,
      manage: false,
      report: (error) => io.stderr.write(`unexpected: ${(error as Error).message}\n`),
    });
    if (options.allowAll === true) {
      io.stderr.write('note: every command is passed on, also those that sign with other apps\n');
    }
    announce(`${MODEL_NAMES[device.model]} (${device.name})`, server, rack, options, io);
    await stopped();
    await server.close();
  } finally {
    finish?.();
  }
  return EXIT.yes;
}

/** Some devices can be photographed; the contract does not ask it of them. */
function screenshotOf(device: Device): { screenshot?: () => Promise<Uint8Array> } {
  const { screenshot } = device as { screenshot?: () => Promise<Uint8Array> };
  return screenshot === undefined ? {} : { screenshot: () => screenshot.call(device) };
}

/** Line by line as it happens: what went over the wire is kept when everything else breaks. */
function record(served: ServedDevice, path: string): () => void {
  let file: number;
  try {
    file = openSync(path, 'w', OWNER_ONLY);
  } catch (error) {
    throw unwritable(error, path, '--record');
  }
  const header = recordingHeader(served, undefined, false);
  writeSync(file, formatRecording({ header, events: [] }));
  const write = ({ happening }: Parameters<Parameters<Journal['onEntry']>[0]>[0]) => {
    const event = recordedEvent(happening);
    // No header, one event: one line.
    if (event !== undefined) writeSync(file, formatRecording({ header: {}, events: [event] }));
  };
  for (const entry of served.journal.since()) write(entry);
  const stop = served.journal.onEntry(write);
  return () => {
    stop();
    closeSync(file);
  };
}

async function openNamed(spec: string, notify: (text: string) => void): Promise<Device> {
  const { openDevice, parseDeviceSpec } = await import('../transport/open-device.js');
  const device = await openDevice(spec, { notify });
  // A Ledger on USB is one; what listens at a port may be anything, and would leave clients waiting.
  if (parseDeviceSpec(spec).kind === 'usb') return device;
  try {
    await appInFrontInTime(device);
    return device;
  } catch (error) {
    await device.close();
    throw error;
  }
}
