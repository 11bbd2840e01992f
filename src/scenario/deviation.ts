/**
 * A host that does something else than it should: headers, data and order of its commands. Some
 * answers of the device can be had in no other way.
 */
import { MAX_DATA_SIZE, response } from '../apdu/apdu.js';
import { concat, fromHex } from '../bytes.js';
import { forward } from '../device/forward.js';
import type { Device } from '../device.js';
import { type InstructionName, instructionName } from '../exchange/constants.js';
import { SW } from '../exchange/status.js';

/** What the host does otherwise than it should, at one command. */
export interface Deviation {
  /** The command, at its first APDU. */
  readonly at: InstructionName;
  /** Other bytes in its header. */
  readonly cla?: number;
  readonly ins?: number;
  readonly p1?: number;
  readonly p2?: number;
  /** A length byte that is not the length. */
  readonly lc?: number;
  /** Other data, hex. */
  readonly data?: string;
  /** The data byte at this offset is inverted; counted from the end when negative. */
  readonly invert?: number;
  /** It is not sent, and the host goes on as if it had been accepted. */
  readonly leaveOut?: true;
  /** It is sent twice; the second answer counts. */
  readonly repeat?: true;
  /** APDUs sent in front of it, hex. */
  readonly first?: readonly string[];
}

/** The same device behind such a host. */
export function withDeviations(device: Device, deviations: readonly Deviation[]): Device {
  if (deviations.length === 0) return device;
  const open = new Set(deviations);
  return forward(device, {
    async exchange(apdu) {
      const name = instructionName(apdu[1] ?? -1);
      const found = [...open].filter(({ at }) => at === name);
      for (const deviation of found) {
        open.delete(deviation);
        for (const hex of deviation.first ?? []) await device.exchange(fromHex(hex));
      }
      if (found.some(({ leaveOut }) => leaveOut)) return response(SW.SUCCESS);
      const changed = found.reduce(altered, apdu);
      if (found.some(({ repeat }) => repeat)) await device.exchange(changed);
      return device.exchange(changed);
    },
  });
}

function altered(apdu: Uint8Array, deviation: Deviation): Uint8Array {
  const { data: hex, invert } = deviation;
  const data = hex === undefined ? apdu.slice(5) : fromHex(hex);
  if (invert !== undefined) {
    const at = invert < 0 ? data.length + invert : invert;
    if (data[at] !== undefined) data[at] ^= 0xff;
  }
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = apdu;
  const header = Uint8Array.of(
    deviation.cla ?? cla,
    deviation.ins ?? ins,
    deviation.p1 ?? p1,
    deviation.p2 ?? p2,
    deviation.lc ?? Math.min(data.length, MAX_DATA_SIZE),
  );
  return concat(header, data);
}
