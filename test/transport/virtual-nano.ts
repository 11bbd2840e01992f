/**
 * A Ledger on USB that is not there: a HID device, as node-hid hands one out, that speaks Ledger's
 * 64-byte reports in front of the simulator. It is put under Ledger's own transport class, so that
 * everything from there on is the real thing.
 */
import { encodeHidReports, HID_REPORT_SIZE, hidAssembler } from '../../src/apdu/hid-frames.js';
import { fromHex } from '../../src/bytes.js';
import type { Device } from '../../src/device.js';
import {
  type HidDevice,
  type UsbLedger,
  type UsbTransports,
  usbTransports,
} from '../../src/transport/ledgerjs.js';

export interface NanoFaults {
  /** Report of the next answer that gets lost, from 0; negative from the end. */
  loseReport?: number;
  /** The cable is pulled when a command has this instruction, before its answer. */
  unplugAt?: number;
  /** Everything is answered like this: 5515 locked, 6511 or 6e00 without the app. */
  answers?: string;
  /** Opening it fails with this. */
  openError?: Error;
  /** Another program reads and writes, too: its report comes in between. */
  strangerReport?: boolean;
  /** Listing fails with this, at once, as the native library does. */
  listError?: Error;
}

export interface VirtualNano {
  readonly faults: NanoFaults;
  readonly transports: UsbTransports;
  readonly device: Device;
  attached: UsbLedger[];
  /** Times it was opened. */
  readonly opened: number;
  unplug(): void;
  plug(): void;
}

/** As a Nano S Plus with an app open reports itself. */
export const NANO: UsbLedger = {
  path: '/dev/hidraw-virtual',
  productId: 0x5011,
  product: 'Nano S Plus',
};

const READ_ERROR = 'could not read from HID device';
const WRITE_ERROR = 'Cannot write to hid device';

export function virtualNano(device: Device, faults: NanoFaults = {}): VirtualNano {
  let handles: Handle[] = [];
  let plugged = true;
  let opened = 0;
  const nano: VirtualNano = {
    faults,
    device,
    attached: [NANO],
    get opened() {
      return opened;
    },
    unplug() {
      plugged = false;
      for (const handle of handles) handle.fail();
      handles = [];
    },
    plug() {
      plugged = true;
    },
    transports: {
      async list() {
        if (faults.listError !== undefined) throw faults.listError;
        return plugged ? nano.attached : [];
      },
      async open(path) {
        if (faults.openError !== undefined) throw faults.openError;
        if (!plugged) throw new TypeError(`cannot open device with path ${path}`);
        opened++;
        const handle = new Handle(nano);
        handles.push(handle);
        return usbTransports().over(handle);
      },
      over: (hid) => usbTransports().over(hid),
    },
  };
  return nano;
}

class Handle implements HidDevice {
  private readonly nano: VirtualNano;
  private readonly commands = hidAssembler();
  private readonly reports: Uint8Array[] = [];
  private readers: ((error: unknown, report?: Uint8Array) => void)[] = [];
  private gone = false;

  constructor(nano: VirtualNano) {
    this.nano = nano;
  }

  getDeviceInfo() {
    return { product: NANO.product };
  }

  write(data: number[]): number {
    if (this.gone) throw new TypeError(WRITE_ERROR);
    if (data.length !== HID_REPORT_SIZE + 1 || data[0] !== 0) throw new TypeError('no HID report');
    const apdu = this.commands.add(Uint8Array.from(data.slice(1)));
    if (apdu !== undefined) this.answer(apdu, this.commands.channel ?? 0);
    return data.length;
  }

  read(callback: (error: unknown, report?: Uint8Array) => void): void {
    if (this.gone) {
      setImmediate(callback, new Error(READ_ERROR));
      return;
    }
    this.readers.push(callback);
    this.hand();
  }

  close(): void {
    this.fail();
  }

  fail(): void {
    this.gone = true;
    for (const reader of this.readers.splice(0)) setImmediate(reader, new Error(READ_ERROR));
  }

  private answer(apdu: Uint8Array, channel: number): void {
    const { faults, device } = this.nano;
    if (faults.unplugAt !== undefined && apdu[1] === faults.unplugAt) {
      this.nano.unplug();
      return;
    }
    const answered =
      faults.answers === undefined
        ? device.exchange(apdu)
        : Promise.resolve(fromHex(faults.answers));
    answered.then(
      (answer) => this.send(encodeHidReports(answer, channel), channel),
      () => this.fail(),
    );
  }

  private send(reports: Uint8Array[], channel: number): void {
    const { faults } = this.nano;
    if (faults.loseReport !== undefined) {
      reports.splice(faults.loseReport, 1);
      delete faults.loseReport;
    }
    if (faults.strangerReport === true) {
      reports.unshift(...encodeHidReports(fromHex('9000'), channel ^ 1));
      delete faults.strangerReport;
    }
    this.reports.push(...reports);
    this.hand();
  }

  private hand(): void {
    while (this.readers.length > 0 && this.reports.length > 0) {
      setImmediate(this.readers.shift()!, undefined, Buffer.from(this.reports.shift()!));
    }
  }
}
