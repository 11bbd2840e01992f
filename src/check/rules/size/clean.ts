import { DOCUMENTATION } from '../../../firmware/documentation.js';
import { type Message, U_DECIMAL } from '../../../payload/messages.js';
import type { Facts } from '../../facts/facts.js';
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
  const name = type.fields.find((field) => field.number === number)?.name ?? '';
  const room = firmware.fields[type.name]?.[name];
  if (room === undefined) return undefined;
  return { name, room, promised: DOCUMENTATION.fields[type.name]?.[name] ?? room };
}

/** Every field has room on the device, and as much as the documentation promises. */
export function areSizesClean(facts: Facts): boolean {
  const fits = (type: Message) => (field: WireField) => {
    const found = roomOf(facts, type, field);
    return found === undefined || field.bytes.length <= Math.min(found.room, found.promised);
  };
  const { type, scan } = facts;
  const isNested = ({ number }: WireField) =>
    type.fields.find((field) => field.number === number)?.type === 'message';
  return scan.fields.every((field) =>
    isNested(field)
      ? scanWire(field.bytes, U_DECIMAL).fields.every(fits(U_DECIMAL))
      : fits(type)(field),
  );
}
