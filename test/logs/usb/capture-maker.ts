/** Captures for tests, written apart from the package: any byte order, clock and link type. */

export type Order = 'big' | 'little';

export interface Bytes {
  u8(...values: number[]): Bytes;
  u16(value: number): Bytes;
  u32(value: number): Bytes;
  u64(value: bigint): Bytes;
  raw(bytes: ArrayLike<number>): Bytes;
  done(): Uint8Array;
}

export function bytes(order: Order): Bytes {
  const all: number[] = [];
  const number = (value: bigint, size: number) => {
    const digits = Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
    all.push(...(order === 'little' ? digits : digits.reverse()));
    return self;
  };
  const self: Bytes = {
    u8: (...values) => self.raw(values),
    u16: (value) => number(BigInt(value), 2),
    u32: (value) => number(BigInt(value), 4),
    u64: (value) => number(value, 8),
    raw(more) {
      for (const value of Array.from(more)) all.push(value & 0xff);
      return self;
    },
    done: () => Uint8Array.from(all),
  };
  return self;
}

/** A transfer of one report, or its silent half. */
export interface Moment {
  readonly phase: 'submit' | 'complete';
  readonly direction: 'in' | 'out';
  readonly data?: Uint8Array;
  readonly status?: number;
  readonly address?: number;
  readonly bus?: number;
  readonly id?: number;
  readonly size?: number;
  readonly type?: 'interrupt' | 'control' | 'bulk';
}

type Header = (moment: Moment, order: Order) => Uint8Array;

const NONE = new Uint8Array(0);
const endpointOf = ({ direction }: Moment) => (direction === 'in' ? 0x82 : 0x02);

const usbmon =
  (mapped: boolean): Header =>
  (moment, order) => {
    const { phase, data = NONE, address = 5, bus = 1, id = 1 } = moment;
    const { status = phase === 'submit' ? -115 : 0, size = data.length } = moment;
    const type = { interrupt: 1, control: 2, bulk: 3 }[moment.type ?? 'interrupt'];
    return bytes(order)
      .u64(BigInt(id))
      .u8(phase === 'submit' ? 0x53 : 0x43, type, endpointOf(moment), address)
      .u16(bus)
      .u8(0x2d, data.length > 0 ? 0 : 0x3c)
      .u64(0n)
      .u32(0)
      .u32(status >>> 0)
      .u32(size)
      .u32(data.length)
      .raw(new Uint8Array(mapped ? 24 : 8))
      .raw(data)
      .done();
  };

const usbpcap: Header = (moment) => {
  const { phase, data = NONE, address = 5, bus = 1, id = 1, status = 0, size } = moment;
  const type = { interrupt: 1, control: 2, bulk: 3 }[moment.type ?? 'interrupt'];
  return bytes('little')
    .u16(27)
    .u64(BigInt(id))
    .u32(status >>> 0)
    .u16(9)
    .u8(phase === 'submit' ? 0 : 1)
    .u16(bus)
    .u16(address)
    .u8(endpointOf(moment), type)
    .u32(size ?? data.length)
    .raw(data)
    .done();
};

const darwin: Header = (moment) => {
  const { phase, data = NONE, address = 5, bus = 1, id = 1, status = 0, size } = moment;
  const type = { interrupt: 3, control: 0, bulk: 2 }[moment.type ?? 'interrupt'];
  return bytes('little')
    .u16(0x0100)
    .u8(32, phase === 'submit' ? 0 : 1)
    .u32(size ?? data.length)
    .u32(status >>> 0)
    .u32(0)
    .u64(BigInt(id))
    .u32(bus)
    .u8(2, address, endpointOf(moment), type)
    .raw(data)
    .done();
};

export const HEADERS: Readonly<Record<number, Header>> = {
  189: usbmon(false),
  220: usbmon(true),
  249: usbpcap,
  266: darwin,
};

export interface TimedPacket {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly bytes: Uint8Array;
  /** Bytes that were captured of it; all when absent. */
  readonly captured?: number;
}

export interface PcapKind {
  readonly order: Order;
  readonly nanoseconds?: boolean;
  readonly linkType: number;
}

export function pcapFile(packets: readonly TimedPacket[], kind: PcapKind): Uint8Array {
  const { order, nanoseconds = false, linkType } = kind;
  const file = bytes(order)
    .u32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4)
    .u16(2)
    .u16(4)
    .u32(0)
    .u32(0)
    .u32(0x40000)
    .u32(linkType);
  for (const { time, bytes: all, captured = all.length } of packets) {
    const fraction = (time % 1_000_000_000n) / (nanoseconds ? 1n : 1000n);
    file
      .u32(Number(time / 1_000_000_000n))
      .u32(Number(fraction))
      .u32(captured)
      .u32(all.length)
      .raw(all.subarray(0, captured));
  }
  return file.done();
}

export function block(order: Order, type: number, body: Uint8Array): Uint8Array {
  const padded = (body.length + 3) & ~3;
  const length = padded + 12;
  return bytes(order)
    .u32(type)
    .u32(length)
    .raw(body)
    .raw(new Uint8Array(padded - body.length))
    .u32(length)
    .done();
}

export function sectionBlock(order: Order): Uint8Array {
  const unknown = 0xffff_ffff_ffff_ffffn;
  return block(order, 0x0a0d0d0a, bytes(order).u32(0x1a2b3c4d).u16(1).u16(0).u64(unknown).done());
}

export interface InterfaceOptions {
  /** The byte of if_tsresol. */
  readonly resolution?: number;
  /** Seconds that are added. */
  readonly offset?: bigint;
  readonly snapLength?: number;
}

export function interfaceBlock(
  order: Order,
  linkType: number,
  { resolution, offset, snapLength = 0 }: InterfaceOptions = {},
): Uint8Array {
  const body = bytes(order).u16(linkType).u16(0).u32(snapLength);
  // A name in front, of a length that needs padding.
  body.u16(2).u16(5).raw([117, 115, 98, 109, 48, 0, 0, 0]);
  if (resolution !== undefined) body.u16(9).u16(1).u8(resolution, 0, 0, 0);
  if (offset !== undefined) body.u16(14).u16(8).u64(offset);
  return block(order, 1, body.u16(0).u16(0).done());
}

export function enhancedBlock(
  order: Order,
  index: number,
  ticks: bigint,
  data: Uint8Array,
  captured = data.length,
): Uint8Array {
  const body = bytes(order)
    .u32(index)
    .u32(Number(ticks >> 32n))
    .u32(Number(ticks & 0xffff_ffffn))
    .u32(captured)
    .u32(data.length)
    .raw(data.subarray(0, captured))
    .raw(new Uint8Array(-captured & 3))
    // A comment.
    .u16(1)
    .u16(2)
    .u8(104, 105, 0, 0)
    .u32(0);
  return block(order, 6, body.done());
}

export function simpleBlock(order: Order, data: Uint8Array, captured = data.length): Uint8Array {
  return block(order, 3, bytes(order).u32(data.length).raw(data.subarray(0, captured)).done());
}

export function obsoleteBlock(
  order: Order,
  index: number,
  ticks: bigint,
  data: Uint8Array,
): Uint8Array {
  const body = bytes(order)
    .u16(index)
    .u16(0xffff)
    .u32(Number(ticks >> 32n))
    .u32(Number(ticks & 0xffff_ffffn))
    .u32(data.length)
    .u32(data.length);
  return block(order, 2, body.raw(data).done());
}

/** 64-byte reports of a message, by the rule of the framing. */
export function reportsOf(message: Uint8Array, channel = 0x0101): Uint8Array[] {
  const reports: Uint8Array[] = [];
  let rest = Uint8Array.from([message.length >> 8, message.length & 0xff, ...message]);
  for (let sequence = 0; rest.length > 0; sequence++) {
    const report = new Uint8Array(64);
    report.set([channel >> 8, channel & 0xff, 0x05, sequence >> 8, sequence & 0xff]);
    report.set(rest.subarray(0, 59), 5);
    rest = rest.subarray(59);
    reports.push(report);
  }
  return reports;
}

export interface Spoken {
  readonly command: Uint8Array;
  readonly response: Uint8Array | null;
}

/** All moments of an exchange, silent halves included. */
export function moments(
  { command, response }: Spoken,
  of: Omit<Partial<Moment>, 'data' | 'phase' | 'direction'> = {},
  channel?: number,
): Moment[] {
  return [
    ...reportsOf(command, channel).flatMap((data): Moment[] => [
      { phase: 'submit', direction: 'out', data, ...of },
      { phase: 'complete', direction: 'out', size: 64, ...of },
    ]),
    ...(response === null ? [] : reportsOf(response, channel)).flatMap((data): Moment[] => [
      { phase: 'submit', direction: 'in', size: 64, ...of },
      { phase: 'complete', direction: 'in', data, ...of },
    ]),
  ];
}
