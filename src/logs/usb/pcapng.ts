/**
 * pcapng: blocks of type, length, body and length again. A section header gives the byte order and
 * begins to count the interfaces anew; each interface has its link type and the resolution of its
 * times. Blocks that hold no packet are passed over. Source: IETF draft `draft-ietf-opsawg-pcapng`.
 */
import { byteQueue } from './byte-queue.js';
import { at16, at32, type ByteOrder } from './numbers.js';
import {
  KEPT,
  MOST_PACKET,
  magicOf,
  type PacketListener,
  type PacketReader,
  plausible,
} from './packet.js';

const BLOCK = { section: 0x0a0d0d0a, interface: 1, obsolete: 2, simple: 3, enhanced: 6 } as const;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const READ: ReadonlySet<number> = new Set(Object.values(BLOCK));
const OPTION = { end: 0, resolution: 9, offset: 14 } as const;

/** Type and length in front, length behind. */
const FRAME = 12;
const BODY_AT = 8;
/** Bytes of the longest body that is looked at: an interface and its options, a packet. */
const MOST_BODY = 4096;

interface Interface {
  readonly linkType: number;
  /** Bytes of the most that is kept of a packet; infinite for no limit. */
  readonly most: number;
  /** Ticks of its clock in a millisecond. */
  readonly ticks: number;
  /** Milliseconds that are added to every time. */
  readonly offset: number;
}

export function isPcapng(head: Uint8Array): boolean {
  return magicOf(head) === BLOCK.section;
}

export function pcapngReader(listener: PacketListener): PacketReader {
  const queue = byteQueue();
  let order: ByteOrder = 'little';
  let section = 0;
  let interfaces: Interface[] = [];
  let count = 0;
  let isDamaged = false;

  function damaged(what: string): false {
    isDamaged = true;
    listener.problem(count === 0 ? 0 : count + 1, `${what}: the file is damaged from here`);
    return false;
  }

  /** False until there is enough of the next block. */
  function readBlock(): boolean {
    if (queue.size < FRAME) return false;
    const head = queue.peek(FRAME);
    // The type of a section header reads the same in both orders.
    if (magicOf(head) === BLOCK.section) {
      if (at32(head, BODY_AT, 'big') === BYTE_ORDER_MAGIC) order = 'big';
      else if (at32(head, BODY_AT, 'little') === BYTE_ORDER_MAGIC) order = 'little';
      else return damaged('a section without a byte order');
    }
    const type = at32(head, 0, order);
    const length = at32(head, 4, order);
    if (length < FRAME || length % 4 !== 0 || length > MOST_PACKET) {
      return damaged(`no block has ${length} bytes`);
    }
    const kept = Math.min(length - FRAME, READ.has(type) ? MOST_BODY : 0);
    if (queue.size < BODY_AT + kept) return false;
    read(type, queue.peek(BODY_AT + kept).subarray(BODY_AT));
    queue.skip(length);
    return true;
  }

  function read(type: number, body: Uint8Array): void {
    switch (type) {
      case BLOCK.section:
        section++;
        interfaces = [];
        return;
      case BLOCK.interface:
        interfaces.push(interfaceOf(body, order));
        return;
      case BLOCK.enhanced:
        packet(at32(body, 0, order), body, { time: 4, captured: 12, data: 20 });
        return;
      case BLOCK.obsolete:
        packet(at16(body, 0, order), body, { time: 4, captured: 12, data: 20 });
        return;
      case BLOCK.simple:
        packet(0, body, { captured: 0, data: 4 });
    }
  }

  /** @param where offsets in the body. */
  function packet(
    index: number,
    body: Uint8Array,
    where: { time?: number; captured: number; data: number },
  ): void {
    const at = ++count;
    const known = interfaces[index];
    if (known === undefined) {
      listener.problem(at, `its interface ${index} is not described in the file`);
      return;
    }
    // A simple packet block only has the length on the wire.
    const size = Math.min(at32(body, where.captured, order), known.most, KEPT);
    const bytes = body.subarray(where.data, where.data + size);
    const time = where.time === undefined ? undefined : timeAt(body, where.time, known);
    const source = `${section}.${index}`;
    listener.packet({ at, time, linkType: known.linkType, order, source, bytes });
  }

  function timeAt(body: Uint8Array, at: number, { ticks, offset }: Interface): number | undefined {
    const elapsed = at32(body, at, order) * 2 ** 32 + at32(body, at + 4, order);
    return plausible(elapsed / ticks + offset);
  }

  return {
    push(piece) {
      if (isDamaged) return;
      queue.push(piece);
      while (!isDamaged && readBlock());
    },
    end() {
      if (isDamaged) return;
      if (queue.owed > 0) listener.problem(count, 'the file ends inside this packet');
      else if (queue.size > 0) listener.problem(count + 1, 'the file ends inside this packet');
    },
  };
}

function interfaceOf(body: Uint8Array, order: ByteOrder): Interface {
  let ticks = 1e3;
  let offset = 0;
  const OPTIONS_AT = 8;
  for (let at = OPTIONS_AT; at + 4 <= body.length; ) {
    const code = at16(body, at, order);
    const size = at16(body, at + 2, order);
    if (code === OPTION.end) break;
    if (code === OPTION.resolution && size === 1) ticks = ticksOf(body[at + 4] ?? 6);
    if (code === OPTION.offset && size === 8) offset = secondsAt(body, at + 4, order) * 1e3;
    at += 4 + ((size + 3) & ~3);
  }
  const most = at32(body, 4, order) || Number.POSITIVE_INFINITY;
  return { linkType: at16(body, 0, order), most, ticks, offset };
}

/** 10^-n seconds, or 2^-n with the high bit; in a millisecond. */
function ticksOf(resolution: number): number {
  const exponent = resolution & 0x7f;
  return (resolution & 0x80 ? 2 : 10) ** exponent / 1e3;
}

/** A signed number of 64 bits. */
function secondsAt(bytes: Uint8Array, at: number, order: ByteOrder): number {
  const [high, low] = order === 'big' ? [at, at + 4] : [at + 4, at];
  return (at32(bytes, high, order) | 0) * 2 ** 32 + at32(bytes, low, order);
}
