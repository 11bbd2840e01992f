/** How long the fields of a message may be: on the release that judges, and by the documentation. */
import { DOCUMENTATION } from '../../firmware/documentation.js';
import type { FirmwareProfile } from '../../firmware/profile.js';
import type { Message } from '../../payload/messages.js';
import { rememberedForTwo } from '../../remembered.js';

/** Bytes; undefined where a field is not known there. */
export interface Room {
  readonly own: number | undefined;
  readonly documented: number | undefined;
}

/** By the number of the field; a number that is no field has none. */
export const roomsOf = rememberedForTwo((firmware: FirmwareProfile, type: Message) => {
  const rooms: (Room | undefined)[] = [];
  for (const { number, name } of type.fields) {
    const own = firmware.fields[type.name]?.[name];
    rooms[number] = { own, documented: DOCUMENTATION.fields[type.name]?.[name] };
  }
  return rooms as readonly (Room | undefined)[];
});
