/** Binary files that are known and not read: refused by name, with what to do instead. */
import type { FormatName } from './format-names.js';
import type { Body } from './log-parser.js';

interface Refused {
  readonly name: string;
  /** Where its mark stands; 0 when absent. */
  readonly at?: number;
  /** One character for each byte. */
  readonly mark: string;
  readonly instead: string;
  readonly format?: FormatName;
}

const BLUETOOTH = 'Bluetooth is not read: export the logs of the wallet';
const AS_PCAP = 'save it as pcap or pcapng with Wireshark';
const UNPACK = 'unpack it first; gzip and zip are read through';

const REFUSED: readonly Refused[] = [
  { name: 'Bluetooth capture, btsnoop', mark: 'btsnoop\0', instead: BLUETOOTH, format: 'btsnoop' },
  { name: 'capture of snoop', mark: 'snoop\0\0\0', instead: AS_PCAP },
  { name: 'pcap of a modified libpcap', mark: '\xa1\xb2\xcd\x34', instead: AS_PCAP },
  { name: 'pcap of a modified libpcap', mark: '\x34\xcd\xb2\xa1', instead: AS_PCAP },
  { name: 'capture of Microsoft Network Monitor', mark: 'GMBU', instead: AS_PCAP },
  { name: 'capture of Microsoft Network Monitor', mark: 'RTSS', instead: AS_PCAP },
  { name: 'capture of NetXRay', mark: 'XCP\0', instead: AS_PCAP },
  { name: 'capture of NetXRay', mark: 'VL\0\0', instead: AS_PCAP },
  { name: 'capture of Sniffer', mark: 'TRSNIFF data', instead: AS_PCAP },
  // The header of its first event, behind the header of its first buffer.
  { name: 'event trace of Windows (.etl)', at: 0x48, mark: '\x02\0\x01\xc0', instead: AS_PCAP },
  { name: 'event trace of Windows (.etl)', at: 0x48, mark: '\x02\0\x02\xc0', instead: AS_PCAP },
  { name: 'zstd archive', mark: '\x28\xb5\x2f\xfd', instead: UNPACK },
  { name: 'lz4 archive', mark: '\x04\x22\x4d\x18', instead: UNPACK },
  { name: 'xz archive', mark: '\xfd7zXZ\0', instead: UNPACK },
  { name: 'bzip2 archive', mark: 'BZh', instead: UNPACK },
  { name: '7z archive', mark: '7z\xbc\xaf\x27\x1c', instead: UNPACK },
  { name: 'rar archive', mark: 'Rar!\x1a\x07', instead: UNPACK },
  { name: 'tar archive', at: 257, mark: 'ustar', instead: UNPACK },
  { name: 'SQLite database', mark: 'SQLite format 3\0', instead: 'export its text' },
  { name: 'PDF document', mark: '%PDF-', instead: 'export its text' },
];

const PACKET_LOGGER: Refused = {
  name: "Bluetooth capture, Apple's PacketLogger",
  mark: '',
  instead: BLUETOOTH,
};

/** Undefined for what may be read. */
export function refusal(head: Uint8Array): Body | undefined {
  const known =
    REFUSED.find(({ at = 0, mark }) => standsAt(head, at, mark)) ??
    (isPacketLogger(head) ? PACKET_LOGGER : undefined);
  if (known === undefined) return undefined;
  const what = `${known.name}: not read; ${known.instead}`;
  return {
    format: known.format ?? 'unread',
    counted: 'line',
    push: () => [],
    end: () => [{ kind: 'problem', at: 0, what }],
  };
}

function standsAt(head: Uint8Array, at: number, mark: string): boolean {
  for (let i = 0; i < mark.length; i++) {
    if (head[at + i] !== mark.charCodeAt(i)) return false;
  }
  return true;
}

/**
 * It has no mark: records of length (4), seconds (4), microseconds (4), type (1) and data, the length
 * without itself; big-endian, newer ones little-endian. Two in a row that fit are one.
 */
function isPacketLogger(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const fits = (at: number, little: boolean): number => {
    if (at + 13 > head.length) return 0;
    const length = view.getUint32(at, little);
    const micros = view.getUint32(at + 8, little);
    const type = head[at + 12]!;
    const isType = type <= 0x0c || type >= 0xf0;
    return length >= 9 && length < 0x10000 && micros < 1_000_000 && isType ? at + 4 + length : 0;
  };
  return [false, true].some((little) => {
    const second = fits(0, little);
    return second > 0 && fits(second, little) > 0;
  });
}
