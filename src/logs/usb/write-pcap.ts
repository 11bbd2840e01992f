/**
 * Exchanges as a USB capture, as Linux' usbmon makes it: pcap with microseconds, little-endian, every
 * report submitted and completed. {@link pcap} reads it back, and Wireshark reads it.
 */
import { encodeHidReports } from '../../apdu/hid-frames.js';
import { concat, EMPTY } from '../../bytes.js';
import { descriptorRequests, ENDPOINT_IN, ENDPOINT_OUT } from './descriptors.js';

/** A command and its answer as they went over USB. */
export interface UsbExchange {
  /** The command APDU. */
  readonly command: Uint8Array;
  /** Data and status word; null: no answer is written. */
  readonly response: Uint8Array | null;
  /** From 1; 1 when absent. */
  readonly device?: number;
  /** Milliseconds since 1970, UTC; right after the exchange before when absent. */
  readonly time?: number;
}

/** How a capture is written. */
export interface PcapOptions {
  /** 189: usbmon, header of 48 bytes; 220 (default): as captured through the memory map, 64 bytes. */
  readonly linkType?: 189 | 220;
  /** Of HID's framing, 0 to 65535. */
  readonly channel?: number;
  readonly productId?: number;
}

/** Writes exchanges as USB packets, piece by piece. */
export interface PcapWriter {
  /** The beginning of the file. */
  readonly header: Uint8Array;
  /**
   * The packets of an exchange; those of a device's first one tell what it is.
   * @throws RangeError for a message of more than 65535 bytes.
   */
  packets(exchange: UsbExchange): Uint8Array;
}

/** The channel of Ledger's tools in Python, Go and Rust. */
const CHANNEL = 0x0101;
/** A Nano S Plus with an app open. */
const PRODUCT = 0x5011;
const FIRST_ADDRESS = 5;
const MOST_ADDRESS = 127;

const [SUBMIT, COMPLETE] = [0x53, 0x43];
const [INTERRUPT, CONTROL] = [1, 2];
const CONTROL_IN = 0x80;
/** EINPROGRESS: what the status of a submission is. */
const UNDERWAY = -115;
const NO_SETUP = 0x2d;
/** Why there is no data: it is to come from the device, or went to it. */
const [TO_COME, WENT] = [0x3c, 0x3e];
const SNAP_LENGTH = 0xffff;
/** Microseconds from one packet to the next: little, so that the next exchange keeps its time. */
const STEP = 10;
/** Milliseconds: pcap ends in 2106. */
const MOST_TIME = 0xffff_ffff * 1e3;

interface Packet {
  readonly address: number;
  readonly endpoint: number;
  readonly type: number;
  readonly transfer: number;
  readonly id: number;
  /** Bytes on the wire. */
  readonly size: number;
  readonly data: Uint8Array;
  readonly setup?: Uint8Array;
}

/** A writer of pcap files that Wireshark reads. */
export function pcapWriter(options: PcapOptions = {}): PcapWriter {
  const { linkType = 220, channel = CHANNEL, productId = PRODUCT } = options;
  const known = new Set<number>();
  /** Microseconds since 1970 of the next packet. */
  let clock = 0;
  let transfers = 0;

  function record(packet: Packet): Uint8Array {
    const body = concat(usbmonHeader(packet, clock, linkType), packet.data);
    const record = concat(recordHeader(clock, body.length), body);
    clock += STEP;
    return record;
  }

  /** Submission and completion; the data goes with the one that has it. */
  function transfer(
    address: number,
    endpoint: number,
    data: Uint8Array,
    setup?: Uint8Array,
  ): Uint8Array {
    const isIn = (endpoint & CONTROL_IN) !== 0;
    const of = { address, endpoint, transfer: setup ? CONTROL : INTERRUPT, id: ++transfers };
    const size = data.length;
    const asked = { ...of, type: SUBMIT, size, data: isIn ? EMPTY : data };
    return concat(
      record(setup === undefined ? asked : { ...asked, setup }),
      record({ ...of, type: COMPLETE, size, data: isIn ? data : EMPTY }),
    );
  }

  return {
    header: fileHeader(linkType),
    packets({ command, response, device = 1, time }) {
      const address = FIRST_ADDRESS + ((device - 1) % (MOST_ADDRESS - FIRST_ADDRESS + 1));
      const out = encodeHidReports(command, channel);
      const back = response === null ? [] : encodeHidReports(response, channel);
      const introduced = known.has(device) ? [] : descriptorRequests(productId);
      const before = introduced.length * 2 * STEP;
      if (time !== undefined && time < MOST_TIME) {
        clock = Math.max(clock, Math.round(time * 1e3) - before);
      }
      known.add(device);
      return concat(
        ...introduced.map(({ setup, descriptor }) =>
          transfer(address, CONTROL_IN, descriptor, setup),
        ),
        ...out.map((report) => transfer(address, ENDPOINT_OUT, report)),
        ...back.map((report) => transfer(address, ENDPOINT_IN, report)),
      );
    },
  };
}

function fileHeader(linkType: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(24));
  view.setUint32(0, 0xa1b2c3d4, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, SNAP_LENGTH, true);
  view.setUint32(20, linkType, true);
  return new Uint8Array(view.buffer);
}

function recordHeader(clock: number, size: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(16));
  view.setUint32(0, Math.floor(clock / 1e6), true);
  view.setUint32(4, clock % 1e6, true);
  view.setUint32(8, size, true);
  view.setUint32(12, size, true);
  return new Uint8Array(view.buffer);
}

function usbmonHeader(packet: Packet, clock: number, linkType: 189 | 220): Uint8Array {
  const view = new DataView(new ArrayBuffer(linkType === 220 ? 64 : 48));
  const header = new Uint8Array(view.buffer);
  const isSubmit = packet.type === SUBMIT;
  const bus = 1;
  view.setBigUint64(0, BigInt(packet.id), true);
  header.set([packet.type, packet.transfer, packet.endpoint, packet.address], 8);
  view.setUint16(12, bus, true);
  header[14] = packet.setup === undefined ? NO_SETUP : 0;
  header[15] = packet.data.length > 0 ? 0 : isSubmit ? TO_COME : WENT;
  view.setBigInt64(16, BigInt(Math.floor(clock / 1e6)), true);
  view.setInt32(24, clock % 1e6, true);
  view.setInt32(28, isSubmit ? UNDERWAY : 0, true);
  view.setUint32(32, packet.size, true);
  view.setUint32(36, packet.data.length, true);
  if (packet.setup !== undefined) header.set(packet.setup, 40);
  if (linkType === 220) {
    const isInterrupt = packet.transfer === INTERRUPT;
    view.setInt32(48, isInterrupt ? 1 : 0, true);
    // Flags of the kernel: its DMA address is set for what comes in.
    view.setUint32(56, (packet.endpoint & CONTROL_IN) === 0 ? 0 : 0x200, true);
  }
  return header;
}
