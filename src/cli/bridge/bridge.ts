/** `exchange-sim bridge`: another device behind the same server, guarded and, if asked, recorded. */
import { type Device, MODEL_NAMES } from '../../device.js';
import { EXIT } from '../../errors.js';
import { allowListed } from '../../server/allow-list.js';
import type { Entry } from '../../server/journal.js';
import { startServer } from '../../server/node-server.js';
import { eventsRecorder, recordingHeader } from '../../server/recordings.js';
import type { ServedDevice } from '../../server/served-device.js';
import { ServedDevices } from '../../server/served-devices.js';
import { appInFrontInTime } from '../../transport/app-in-front.js';
import { checkTarget } from '../files/output.js';
import { type AppendOnly, RecordingFile } from '../files/recording.js';
import type { Io } from '../io.js';
import { announce, inTime, listenOptions, untilStoppedAtOnce } from '../serve/listen.js';
import { refusalTeller } from '../serve/verbose.js';
import type { BridgeOptions } from './options.js';

/** What of the outside a test plays. */
interface Outside {
  readonly open?: (spec: string, notify: (text: string) => void) => Promise<Device>;
  readonly stopped?: () => Promise<void>;
  readonly openRecording?: (path: string) => AppendOnly;
}

/** @throws InputError for unusable options, DeviceError for a missing device or a taken port. */
export async function bridgeCommand(
  options: BridgeOptions,
  io: Io,
  { open = openNamed, stopped = untilStoppedAtOnce, openRecording }: Outside = {},
): Promise<number> {
  const listen = listenOptions(options, false);
  if (options.record !== undefined) checkTarget(options.record, '--record');
  const device = await open(options.device, (text) => io.stderr.write(`${text}\n`));
  const refusals = refusalTeller(options.verbose === true, io);
  const devices = new ServedDevices(refusals.devices);
  const guarded = options.allowAll === true ? undefined : allowListed(device);
  let file: RecordingFile | undefined;
  const served = devices.add('1', {
    device: guarded ?? device,
    interrupts: false,
    admit: async (apdu) => {
      await guarded?.admit(apdu);
      file?.begin(apdu);
    },
  });
  let finish: (() => void) | undefined;
  try {
    if (options.record !== undefined) {
      const tell = (text: string) => io.stderr.write(`${text}\n`);
      const header = recordingHeader(served, undefined, false);
      file = new RecordingFile(options.record, header, tell, openRecording);
      finish = record(served, file);
    }
    const server = await startServer({
      ...listen,
      ...refusals.server,
      devices,
      manage: false,
      notice: (text) => io.stderr.write(`note: ${text}\n`),
      report: (error) => io.stderr.write(`unexpected: ${(error as Error).message}\n`),
    });
    if (options.allowAll === true) {
      io.stderr.write('note: every command is passed on, also those that sign with other apps\n');
    }
    announce(`${MODEL_NAMES[device.model]} (${device.name})`, server, devices, options, io);
    await stopped();
    await inTime(server.close());
  } finally {
    await inTime(devices.close());
    finish?.();
  }
  return EXIT.yes;
}

/** Commands are recorded right before they are sent, everything else when it has happened. */
function record({ journal }: ServedDevice, file: RecordingFile): () => void {
  const events = eventsRecorder();
  const note = (entry: Entry) => {
    for (const event of events(entry)) if (event.kind !== 'command') file.add(event);
  };
  for (const entry of journal.since()) note(entry);
  const stop = journal.onEntry(note);
  return () => {
    stop();
    file.close();
  };
}

async function openNamed(spec: string, notify: (text: string) => void): Promise<Device> {
  const { openDevice, parseDeviceSpec } = await import('../../transport/open-device.js');
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
