/** Whose answers a verdict has: the firmware asked for, and somebody who believes the documentation. */
import { DOCUMENTATION } from '../firmware/documentation.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { fieldNumbered } from '../payload/messages.js';
import { ROLES } from '../payload/roles.js';
import type { Verifier } from '../simulator/verifier.js';
import { type DeviceRun, deviceRun } from './device/device-answer.js';
import type { Facts } from './facts/facts.js';
import { roomsOf } from './facts/field-rooms.js';

export interface Reader {
  readonly firmware: FirmwareProfile;
  readonly run: DeviceRun;
}

/** @param run of the firmware that the facts are of. */
export function readersOf(facts: Facts, run: DeviceRun, verifier: Verifier): readonly Reader[] {
  const { firmware } = facts;
  const own = { firmware, run };
  if (firmware.id === DOCUMENTATION.id) return [own];
  const other = sameSizes(facts, firmware) ? run : deviceRun(facts, DOCUMENTATION, verifier);
  return [own, { firmware: DOCUMENTATION, run: other }];
}

/**
 * True when the documentation profile cannot answer otherwise: it differs in the sizes of fields
 * alone, and all fields have room in both.
 */
function sameSizes(
  { flow, envelope, type, scan, kind, draft }: Facts,
  own: FirmwareProfile,
): boolean {
  if (own.wire !== DOCUMENTATION.wire) return false;
  if (own.decodedPayloadMax !== DOCUMENTATION.decodedPayloadMax) return false;
  if (draft || kind !== flow.kind || scan.problem !== undefined) return false;
  if (envelope.problems.length > 0) return false;
  const rooms = roomsOf(own, type);
  return scan.fields.every(({ number, bytes }) => {
    const { own: room = 0, documented = 0 } = rooms[number] ?? {};
    if (bytes.length <= room && bytes.length <= documented) return true;
    // The nested message has no size of its own.
    return fieldNumbered(type, number)?.name === ROLES.sell.fiat.amount;
  });
}
