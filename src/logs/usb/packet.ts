/** What pcap and pcapng have in common: packets with their place, time and link type. */
import { LAST_TIME } from '../iso-time.js';
import { at32, type ByteOrder } from './numbers.js';

export interface Packet {
  /** From 1, as Wireshark counts. */
  readonly at: number;
  /** Milliseconds since 1970, UTC; absent where the block has none. */
  readonly time: number | undefined;
  readonly linkType: number;
  /** Of the machine that captured: usbmon's header has it, too. */
  readonly order: ByteOrder;
  /** Which interface of which section it came in on. */
  readonly source: string;
  /** Its first {@link KEPT} bytes, as far as they were captured. Only valid during the call. */
  readonly bytes: Uint8Array;
}

/** Headers and reports of all link types fit in. */
export const KEPT = 512;

/** A longer packet is a damaged length; Wireshark has the same bound for USB. */
export const MOST_PACKET = 128 * 1024 * 1024;

export interface PacketListener {
  packet(packet: Packet): void;
  /** `at` 0: the file. */
  problem(at: number, what: string): void;
}

/** Reads a container in pieces. */
export interface PacketReader {
  push(piece: Uint8Array): void;
  end(): void;
}

/** Undefined for what no calendar has. */
export function plausible(milliseconds: number): number | undefined {
  return milliseconds >= 0 && milliseconds <= LAST_TIME ? milliseconds : undefined;
}

export function magicOf(head: Uint8Array): number {
  return head.length < 4 ? -1 : at32(head, 0, 'big');
}
