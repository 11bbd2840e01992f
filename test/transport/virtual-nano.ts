/**
 * A Ledger on USB that is not there: a HID device, as node-hid hands one out, that speaks Ledger's
 * 64-byte reports in front of the simulator. It is put under Ledger's own transport class, so that
 * everything from there on is the real thing.
 */
import { encodeHidReports, HID_REPORT_SIZE, hidAssembler } from '../../src/apdu/hid-frames.js';
import { bytesOf, concat, fromHex, textOf } from '../../src/bytes.js';
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
  /** No app is open: what its dashboard knows. Opening Exchange restarts the connection. */
  dashboard?: NanoDashboard;
  /** Opening it fails with this. */
  openError?: Error;
  /** Another program reads and writes, too: its report comes in between. */
  strangerReport?: boolean;
  /** Listing fails with this, at once, as the native library does. */
  listError?: Error;
}

export interface NanoDashboard {
  readonly installed: readonly string[];
  /** The person does not allow the list (5501), or to open an app. */
  readonly refuses?: 'list' | 'open';
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
  /** Apps listed so far. */
  private more = 0;

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
      faults.answers !== undefined
        ? Promise.resolve(fromHex(faults.answers))
        : faults.dashboard !== undefined
          ? Promise.resolve(this.dashboard(apdu, faults.dashboard))
          : device.exchange(apdu);
    answered.then(
      (answer) => this.send(encodeHidReports(answer, channel), channel),
      () => this.fail(),
    );
  }

  private dashboard(apdu: Uint8Array, { installed, refuses }: NanoDashboard): Uint8Array {
    const [cla, ins] = apdu;
    if (cla === 0xb0 && ins === 0x01) return fromHex('0105424f4c4f5305312e352e309000');
    if (cla !== 0xe0) return fromHex('6e00');
    if (ins === 0xde) return refuses === 'list' ? fromHex('5501') : listed(installed.slice(0, 2));
    if (ins === 0xdf) {
      this.more = this.more === 0 ? 2 : this.more + 2;
      return listed(installed.slice(this.more, this.more + 2));
    }
    if (ins !== 0xd8) return fromHex('6d00');
    if (!installed.includes(textOf(apdu.subarray(5)))) return fromHex('6807');
    if (refuses === 'open') return fromHex('5501');
    setTimeout(() => {
      delete this.nano.faults.dashboard;
      this.nano.unplug();
      setTimeout(() => this.nano.plug(), 20);
    }, 5);
    return fromHex('9000');
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

/** As LIST_APPS answers: a format, then for each app a size, blocks, flags, two hashes, the name. */
function listed(names: readonly string[]): Uint8Array {
  if (names.length === 0) return fromHex('9000');
  const entries = names.map((name) => {
    const head = new Uint8Array(2 + 2 + 32 + 32).fill(0x11);
    const entry = concat(head, Uint8Array.of(name.length), bytesOf(name));
    return concat(Uint8Array.of(entry.length), entry);
  });
  return concat(Uint8Array.of(1), ...entries, fromHex('9000'));
}
