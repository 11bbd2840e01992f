/** How long the fields of a message may be: on the release that judges, and by the documentation. */
import { DOCUMENTATION } from '../../firmware/documentation.js';
import type { FirmwareProfile } from '../../firmware/profile.js';
import type { Message } from '../../payload/messages.js';

/** Bytes; undefined where a field is not known there. */
export interface Room {
  readonly own: number | undefined;
  readonly documented: number | undefined;
}

const known = new WeakMap<FirmwareProfile, WeakMap<Message, readonly (Room | undefined)[]>>();

/** By the number of the field; a number that is no field has none. */
export function roomsOf(firmware: FirmwareProfile, type: Message): readonly (Room | undefined)[] {
  let ofRelease = known.get(firmware);
  if (ofRelease === undefined) {
    ofRelease = new WeakMap();
    known.set(firmware, ofRelease);
  }
  let rooms = ofRelease.get(type);
  if (rooms === undefined) {
    rooms = made(firmware, type);
    ofRelease.set(type, rooms);
  }
  return rooms;
}

function made(firmware: FirmwareProfile, type: Message): readonly (Room | undefined)[] {
  const rooms: (Room | undefined)[] = [];
  for (const { number, name } of type.fields) {
    const own = firmware.fields[type.name]?.[name];
    rooms[number] = { own, documented: DOCUMENTATION.fields[type.name]?.[name] };
  }
  return rooms;
}
