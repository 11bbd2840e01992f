/** pcap and pcapng as formats: from the container to the reports of HID. */
import type { FormatName } from '../format-names.js';
import type { Found } from '../found.js';
import type { CaptureFormat, CaptureReader } from '../reader.js';
import { linkTypeProblem } from './link-types.js';
import type { Packet, PacketListener, PacketReader } from './packet.js';
import { isPcap, pcapReader } from './pcap.js';
import { isPcapng, pcapngReader } from './pcapng.js';
import { usbReports } from './reports.js';
import { TRANSFER_READERS } from './transfer.js';

export const pcap = captureFormat('pcap', isPcap, pcapReader);
export const pcapng = captureFormat('pcapng', isPcapng, pcapngReader);

function captureFormat(
  name: FormatName,
  isIt: (head: Uint8Array) => boolean,
  open: (listener: PacketListener) => PacketReader,
): CaptureFormat {
  return { name, isIt, open: () => usbCapture(open) };
}

function usbCapture(open: (listener: PacketListener) => PacketReader): CaptureReader {
  const reports = usbReports();
  const refused = new Set<number>();
  let found: Found[] = [];
  let isHeaderCut = false;

  function problem(at: number, what: string): void {
    found.push({ kind: 'problem', at, what });
  }

  function packet(one: Packet): void {
    const transferOf = TRANSFER_READERS.get(one.linkType);
    if (transferOf === undefined) {
      if (!refused.has(one.linkType)) problem(0, linkTypeProblem(one.linkType));
      refused.add(one.linkType);
      return;
    }
    const transfer = transferOf(one.bytes, one.order);
    if (transfer !== undefined) {
      for (const each of reports.add(transfer, one)) found.push(each);
    } else if (!isHeaderCut) {
      isHeaderCut = true;
      const what = `its USB header is cut: ${one.bytes.length} bytes (more of them are not named)`;
      problem(one.at, what);
    }
  }

  const reader = open({ packet, problem });
  const take = () => {
    const all = found;
    found = [];
    return all;
  };
  return {
    bytes(piece) {
      reader.push(piece);
      return take();
    },
    end() {
      reader.end();
      return [...take(), ...reports.end()];
    },
  };
}
