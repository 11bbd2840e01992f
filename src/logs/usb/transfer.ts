/**
 * The headers in front of a USB packet, one for each link type. Sources: Linux
 * `Documentation/usb/usbmon.rst`; desowin.org/usbpcap/captureformat; Wireshark's `packet-usb.c` for
 * Darwin.
 */
import { at16, at32, type ByteOrder } from './numbers.js';

export interface Transfer {
  readonly bus: number;
  readonly address: number;
  /** Pairs what is submitted with its completion: the upper and the lower half. */
  readonly id: readonly [number, number];
  readonly isIn: boolean;
  readonly isInterrupt: boolean;
  readonly isSubmit: boolean;
  /** As the system counts: 0 for success. */
  readonly status: number;
  /** Bytes on the wire. */
  readonly size: number;
  /** Those of them that were captured. */
  readonly data: Uint8Array;
}

/** Undefined for a packet that is cut before its header ends. */
export type TransferReader = (bytes: Uint8Array, order: ByteOrder) => Transfer | undefined;

const IN = 0x80;

/** 48 bytes; 64 when captured through the memory map. */
function usbmon(headerSize: number): TransferReader {
  const [SUBMIT, INTERRUPT, HAS_DATA] = [0x53, 1, 0];
  return (bytes, order) => {
    if (bytes.length < headerSize) return undefined;
    const size = at32(bytes, 32, order);
    const captured = bytes[15] === HAS_DATA ? Math.min(size, at32(bytes, 36, order)) : 0;
    return {
      bus: at16(bytes, 12, order),
      address: bytes[11]!,
      id: idAt(bytes, 0),
      isIn: (bytes[10]! & IN) !== 0,
      isInterrupt: bytes[9] === INTERRUPT,
      isSubmit: bytes[8] === SUBMIT,
      status: at32(bytes, 28, order) | 0,
      size,
      data: bytes.subarray(headerSize, headerSize + captured),
    };
  };
}

/** Windows; little-endian always. */
const usbpcap: TransferReader = (bytes) => {
  const [HEADER, COMPLETED, INTERRUPT] = [27, 0x01, 1];
  const headerSize = at16(bytes, 0, 'little');
  if (bytes.length < HEADER || headerSize < HEADER) return undefined;
  const size = at32(bytes, 23, 'little');
  return {
    bus: at16(bytes, 17, 'little'),
    address: at16(bytes, 19, 'little'),
    id: idAt(bytes, 2),
    isIn: (bytes[21]! & IN) !== 0,
    isInterrupt: bytes[22] === INTERRUPT,
    isSubmit: (bytes[16]! & COMPLETED) === 0,
    status: at32(bytes, 10, 'little') | 0,
    size,
    data: bytes.subarray(headerSize, headerSize + size),
  };
};

/** macOS (interfaces XHC…); little-endian. */
const darwin: TransferReader = (bytes) => {
  const [HEADER, SUBMIT, INTERRUPT] = [32, 0, 3];
  const headerSize = bytes[2] ?? 0;
  if (bytes.length < HEADER || headerSize < HEADER) return undefined;
  const size = at32(bytes, 4, 'little');
  return {
    bus: at32(bytes, 24, 'little'),
    address: bytes[29]!,
    id: idAt(bytes, 16),
    isIn: (bytes[30]! & IN) !== 0,
    isInterrupt: bytes[31] === INTERRUPT,
    isSubmit: bytes[3] === SUBMIT,
    status: at32(bytes, 8, 'little') | 0,
    size,
    data: bytes.subarray(headerSize, headerSize + size),
  };
};

/** Of 8 bytes; only compared, so that its byte order does not matter. */
function idAt(bytes: Uint8Array, at: number): readonly [number, number] {
  return [at32(bytes, at, 'big'), at32(bytes, at + 4, 'big')];
}

export const TRANSFER_READERS: ReadonlyMap<number, TransferReader> = new Map([
  [189, usbmon(48)],
  [220, usbmon(64)],
  [249, usbpcap],
  [266, darwin],
]);
