/**
 * pcap: a header of 24 bytes, then packets: seconds, fraction, captured bytes, bytes, and the captured
 * ones. Microseconds or nanoseconds and the byte order stand in the magic number. Source: IETF draft
 * `draft-ietf-opsawg-pcap`.
 */
import { byteQueue } from './byte-queue.js';
import { at32, type ByteOrder } from './numbers.js';
import {
  KEPT,
  MOST_PACKET,
  magicOf,
  type PacketListener,
  type PacketReader,
  plausible,
} from './packet.js';

interface Kind {
  readonly order: ByteOrder;
  /** Of the fraction, in a millisecond. */
  readonly units: number;
}

const MICROSECONDS = 1e3;
const NANOSECONDS = 1e6;

const KINDS: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [0xa1b2c3d4, { order: 'big', units: MICROSECONDS }],
  [0xd4c3b2a1, { order: 'little', units: MICROSECONDS }],
  [0xa1b23c4d, { order: 'big', units: NANOSECONDS }],
  [0x4d3cb2a1, { order: 'little', units: NANOSECONDS }],
]);

const FILE_HEADER = 24;
const LINK_TYPE_AT = 20;
const PACKET_HEADER = 16;

export function isPcap(head: Uint8Array): boolean {
  return KINDS.has(magicOf(head));
}

export function pcapReader(listener: PacketListener): PacketReader {
  const queue = byteQueue();
  let header: (Kind & { readonly linkType: number }) | undefined;
  let count = 0;
  let isDamaged = false;

  function readHeader(): void {
    const bytes = queue.peek(FILE_HEADER);
    const kind = KINDS.get(magicOf(bytes));
    if (kind === undefined) {
      isDamaged = true;
      listener.problem(0, 'it does not begin as pcap does');
      return;
    }
    header = { ...kind, linkType: at32(bytes, LINK_TYPE_AT, kind.order) & 0xffff };
    queue.skip(FILE_HEADER);
  }

  /** False until there is enough of the next packet. */
  function readPacket({ order, units, linkType }: NonNullable<typeof header>): boolean {
    if (queue.size < PACKET_HEADER) return false;
    const head = queue.peek(PACKET_HEADER);
    const captured = at32(head, 8, order);
    if (captured > MOST_PACKET) {
      isDamaged = true;
      listener.problem(count + 1, `no packet has ${captured} bytes: the file is damaged from here`);
      return false;
    }
    const kept = Math.min(captured, KEPT);
    if (queue.size < PACKET_HEADER + kept) return false;
    const bytes = queue.peek(PACKET_HEADER + kept).subarray(PACKET_HEADER);
    const time = plausible(at32(head, 0, order) * 1e3 + at32(head, 4, order) / units);
    listener.packet({ at: ++count, time, linkType, order, source: '', bytes });
    queue.skip(PACKET_HEADER + captured);
    return true;
  }

  return {
    push(piece) {
      if (isDamaged) return;
      queue.push(piece);
      if (header === undefined && queue.size >= FILE_HEADER) readHeader();
      if (header !== undefined) while (readPacket(header));
    },
    end() {
      if (isDamaged) return;
      if (header === undefined) listener.problem(0, 'the file ends inside its header');
      else if (queue.owed > 0) listener.problem(count, 'the file ends inside this packet');
      else if (queue.size > 0) listener.problem(count + 1, 'the file ends inside this packet');
    },
  };
}
