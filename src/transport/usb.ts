/**
 * A Ledger on USB as a Device, over Ledger's own transport. No program can press its buttons: the
 * host says what to look at and waits.
 */
import { hidAssembler } from '../apdu/hid-frames.js';
import { type Device, MODELS, type Model } from '../device.js';
import { DeviceError } from '../errors.js';
import { expected } from '../shown.js';
import {
  type HidDevice,
  type UsbLedger,
  type UsbTransport,
  type UsbTransports,
  usbTransports,
} from './ledgerjs.js';
import { queue } from './queue.js';
import { UsbError, usbError } from './usb-failure.js';
import { modelOfProduct } from './usb-model.js';

export interface UsbOptions {
  /** Which of several, as `exchange-sim devices` lists them; the first when absent. */
  readonly path?: string;
  /** For devices whose product number says nothing. */
  readonly model?: Model;
  /** Told when the Ledger has not answered for a while. */
  readonly notify?: (text: string) => void;
  /** Ledger's transports; the installed package when absent. */
  readonly transports?: UsbTransports;
  readonly platform?: NodeJS.Platform;
  /** How long the next report of an answer that has begun may take, milliseconds. */
  readonly reportTimeMs?: number;
}

/** Reports of one answer follow each other within a millisecond; one that does not is lost. */
const REPORT_TIME = 2000;

/** @throws UsbError with a sentence for everything that can be wrong. */
export async function openUsb(options: UsbOptions = {}): Promise<Device> {
  const { platform = process.platform } = options;
  try {
    const transports = options.transports ?? usbTransports();
    const { productId } = await chosen(transports, options.path);
    const model = modelOfProduct(productId) ?? options.model ?? MODELS[0];
    // Its path changes when it is plugged in again, or opens an app.
    const open = async () => transports.open((await chosen(transports, options.path)).path);
    const device = new UsbDevice(model, open, { ...options, platform });
    await device.connect();
    return device;
  } catch (error) {
    throw usbError(error, platform);
  }
}

async function chosen(transports: UsbTransports, path: string | undefined): Promise<UsbLedger> {
  const attached = await transports.list();
  const ledger = path === undefined ? attached[0] : attached.find((one) => one.path === path);
  if (ledger !== undefined) return ledger;
  if (path === undefined || attached.length === 0) throw usbError({ id: 'NoDevice' }, 'linux');
  const paths = attached.map((one) => one.path).join(', ');
  throw new UsbError(
    'none-attached',
    expected('--device usb', `one of ${paths}`, path),
    '`exchange-sim devices` lists what is attached.',
  );
}

class UsbDevice implements Device {
  readonly name = 'usb';
  readonly model: Model;
  private readonly open: () => Promise<UsbTransport>;
  private readonly options: UsbOptions & { platform: NodeJS.Platform };
  private readonly queue = queue();
  private transport: UsbTransport | undefined;
  private busy = false;
  private closed: DeviceError | undefined;
  private hangUp: (error: DeviceError) => void = () => {};

  constructor(
    model: Model,
    open: () => Promise<UsbTransport>,
    options: UsbOptions & { platform: NodeJS.Platform },
  ) {
    this.model = model;
    this.open = open;
    this.options = options;
  }

  /** What is left of an answer that broke is thrown away by opening the device anew. */
  async connect(): Promise<UsbTransport> {
    if (this.transport !== undefined) return this.transport;
    const transport = await this.open();
    watchReports(transport.device, this.options.reportTimeMs ?? REPORT_TIME);
    transport.on('unresponsive', () => {
      this.options.notify?.('The Ledger has not answered yet: is it locked, or waiting for you?');
    });
    this.transport = transport;
    return transport;
  }

  exchange(apdu: Uint8Array): Promise<Uint8Array> {
    const command = Buffer.from(apdu);
    return this.queue(async () => {
      if (this.closed !== undefined) throw this.closed;
      const hungUp = new Promise<never>((_, reject) => {
        this.hangUp = reject;
      });
      this.busy = true;
      try {
        const answering = this.connect().then((transport) => transport.exchange(command));
        return Uint8Array.from(await Promise.race([answering, hungUp]));
      } catch (error) {
        await this.drop();
        throw this.closed ?? usbError(error, this.options.platform);
      } finally {
        this.busy = false;
      }
    });
  }

  async close(): Promise<void> {
    if (this.closed !== undefined) return;
    this.closed = new DeviceError('the connection to the Ledger is closed');
    this.hangUp(this.closed);
    await this.drop();
  }

  private async drop(): Promise<void> {
    const { transport } = this;
    this.transport = undefined;
    if (transport === undefined) return;
    try {
      // Ledger's close waits for the answer of a command, which may never come.
      if (this.busy) transport.device.close();
      else await transport.close();
    } catch {
      // It is gone already.
    }
  }
}

/**
 * Ledger's transport waits for ever for the rest of an answer that has begun. Follows the reports
 * and ends the answer when the next one does not come.
 */
function watchReports(device: HidDevice, timeMs: number): void {
  const read = device.read.bind(device);
  let reports = hidAssembler();
  device.read = (callback) => {
    let done = false;
    const finish: typeof callback = (error, report) => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      callback(error, report);
    };
    const timer = reports.isMidway
      ? setTimeout(finish, timeMs, new Error('could not read: a report of the answer is lost'))
      : undefined;
    read((error, report) => {
      try {
        if (report !== undefined) reports.add(Uint8Array.from(report));
      } catch {
        // Ledger's transport says so itself.
        reports = hidAssembler();
      }
      finish(error, report);
    });
  };
}
