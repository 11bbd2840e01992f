import { fieldNumbered, type Message, U_DECIMAL } from '../../../payload/messages.js';
import type { Facts } from '../../facts/facts.js';
import { roomsOf } from '../../facts/field-rooms.js';
import { scanWire, type WireField } from '../../payload/wire.js';

/** Bytes a field may have; undefined for one that the release does not know. */
export interface Room {
  readonly name: string;
  /** On the device. */
  readonly room: number;
  /** By the documentation. */
  readonly promised: number;
}

export function roomOf(
  { firmware }: Facts,
  type: Message,
  { number }: WireField,
): Room | undefined {
  const { own: room, documented } = roomsOf(firmware, type)[number] ?? {};
  const name = fieldNumbered(type, number)?.name;
  if (room === undefined || name === undefined) return undefined;
  return { name, room, promised: documented ?? room };
}

/** Every field has room on the device, and as much as the documentation promises. */
export function areSizesClean(facts: Facts): boolean {
  const { type, scan, firmware } = facts;
  const rooms = roomsOf(firmware, type);
  return scan.fields.every((field) =>
    fieldNumbered(type, field.number)?.type === 'message'
      ? scanWire(field.bytes, U_DECIMAL).fields.every((inner) =>
          hasRoom(roomsOf(firmware, U_DECIMAL), inner),
        )
      : hasRoom(rooms, field),
  );
}

function hasRoom(rooms: ReturnType<typeof roomsOf>, { number, bytes }: WireField): boolean {
  const { own = Infinity, documented = own } = rooms[number] ?? {};
  return bytes.length <= own && (own === Infinity || bytes.length <= documented);
}
