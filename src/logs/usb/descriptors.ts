/**
 * What a Ledger says of itself when it is plugged in: with it, Wireshark knows the reports behind for
 * HID. Source: USB 2.0, chapter 9.6; HID 1.11, chapter 6.2.1.
 */

import { LEDGER_VENDOR } from '../../apdu/hid-frames.js';
import { concat } from '../../bytes.js';

/** GET_DESCRIPTOR to the device, and the answer. */
export interface DescriptorRequest {
  readonly setup: Uint8Array;
  readonly descriptor: Uint8Array;
}

const DEVICE = 1;
const CONFIGURATION = 2;
const INTERFACE = 4;
const ENDPOINT = 5;
const HID = 0x21;

export const ENDPOINT_IN = 0x82;
export const ENDPOINT_OUT = 0x02;

export function descriptorRequests(productId: number): DescriptorRequest[] {
  const device = sized(
    DEVICE,
    [0x00, 0x02, 0, 0, 0, 64],
    [...little(LEDGER_VENDOR), ...little(productId)],
    [0x01, 0x02, 1, 2, 3, 1],
  );
  const inside = concat(
    // Class HID, no boot protocol.
    sized(INTERFACE, [0, 0, 2, 3, 0, 0, 0]),
    sized(HID, [0x11, 0x01, 0, 1, 0x22, ...little(34)]),
    endpoint(ENDPOINT_IN),
    endpoint(ENDPOINT_OUT),
  );
  const SIZE = 9;
  const whole = little(SIZE + inside.length);
  const configuration = concat(sized(CONFIGURATION, [...whole, 1, 1, 0, 0xc0, 50]), inside);
  return [request(DEVICE, device), request(CONFIGURATION, configuration)];
}

function request(type: number, descriptor: Uint8Array): DescriptorRequest {
  const setup = Uint8Array.of(0x80, 6, 0, type, 0, 0, ...little(descriptor.length));
  return { setup, descriptor };
}

/** Interrupt, 64 bytes, each millisecond. */
function endpoint(address: number): Uint8Array {
  return sized(ENDPOINT, [address, 3, ...little(64), 1]);
}

function sized(type: number, ...parts: readonly (readonly number[])[]): Uint8Array {
  const content = parts.flat();
  return Uint8Array.of(content.length + 2, type, ...content);
}

function little(value: number): number[] {
  return [value & 0xff, value >> 8];
}
