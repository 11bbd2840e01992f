/**
 * Reports of USB HID, from a capture or from a text, become commands and answers. Many streams may be
 * mixed: each direction of each device, and in it each channel, is put together on its own. What is
 * lost is said and never guessed.
 */

import type { HidReport } from '../apdu/hid-frames.js';
import { concat, equal, toHex } from '../bytes.js';
import { type Found, MIN_ANSWER, MIN_COMMAND, type Turn } from './found.js';
import { BLE, type Framing, USB } from './hid-framing.js';

export { isApduReport } from './hid-framing.js';

/** One direction of one device. */
export interface HidStream {
  readonly kind: Turn['kind'];
  /** As in {@link Turn}. */
  readonly device?: string | undefined;
}

/** Where and when a report was seen. */
export interface HidPlace {
  /** Line or packet, from 1. */
  readonly at: number;
  /** Milliseconds since 1970, UTC. */
  readonly time?: number | undefined;
}

export interface HidStreams {
  /**
   * @param report 64 bytes without a report id; fewer when the capture has cut it. What has not tag 05
   * is no APDU (U2F, a keyboard, another wallet) and is passed over.
   * @returns the message that is complete now, with the place of its first report, and what was lost.
   */
  add(stream: HidStream, report: Uint8Array, place: HidPlace): Found[];
  /** The message that is on its way was refused by the bus: it is forgotten, the host sends it again. */
  drop(stream: HidStream, channel: number): void;
  /** Messages that have begun and have no end. */
  end(): Found[];
}

interface Message {
  readonly stream: HidStream;
  readonly place: HidPlace;
  readonly parts: Uint8Array[];
  readonly size: number;
  missing: number;
  last: Uint8Array;
}

/** What is known of one channel of a stream: a message midway, none, or one that is being passed over. */
type State = Message | 'idle' | 'lost';

/** Channels that are remembered; a host that takes a new one for each opening has one at a time. */
const MOST_CHANNELS = 1024;
const LENGTH_SIZE = 2;

export function hidStreams(): HidStreams {
  return streams(USB);
}

/** The same for frames of Bluetooth LE. */
export function bleStreams(): HidStreams {
  return streams(BLE);
}

function streams({ read, room }: Framing): HidStreams {
  const states = new Map<string, State>();

  function remember(key: string, state: State): void {
    states.delete(key);
    states.set(key, state);
    if (states.size > MOST_CHANNELS) states.delete(states.keys().next().value!);
  }

  function begin(
    stream: HidStream,
    key: string,
    { rest }: HidReport,
    bytes: Uint8Array,
    place: HidPlace,
  ): Found[] {
    if (rest.length < LENGTH_SIZE) {
      remember(key, 'lost');
      return lost(stream, place, 'a report is cut before the length of its message');
    }
    const size = rest[0]! * 256 + rest[1]!;
    const last = bytes.slice();
    const message: Message = { stream, place, parts: [], size, missing: size, last };
    return take(message, key, rest.subarray(LENGTH_SIZE), place);
  }

  function take(message: Message, key: string, data: Uint8Array, place: HidPlace): Found[] {
    const space =
      (room ?? data.length) - (room !== undefined && message.parts.length === 0 ? LENGTH_SIZE : 0);
    const wanted = Math.min(message.missing, space);
    if (data.length < wanted) {
      remember(key, 'lost');
      const what = `a report is cut: ${data.length} of its ${wanted} bytes are there`;
      return lost(message.stream, place, what);
    }
    message.parts.push(data.slice(0, wanted));
    message.missing -= wanted;
    remember(key, message.missing > 0 ? message : 'idle');
    return message.missing > 0 ? [] : [whole(message)];
  }

  function goOn(
    message: Message,
    key: string,
    report: HidReport,
    bytes: Uint8Array,
    place: HidPlace,
  ) {
    const due = message.parts.length;
    if (report.sequence === due) {
      message.last = bytes.slice();
      return take(message, key, report.rest, place);
    }
    // The same report twice: sent again by the bus, or the same packet seen twice.
    if (report.sequence === due - 1 && equal(bytes, message.last)) return [];
    const found = lost(message.stream, place, `sequence ${report.sequence} where ${due} was due`);
    if (report.sequence === 0)
      return [...found, ...begin(message.stream, key, report, bytes, place)];
    remember(key, 'lost');
    return found;
  }

  return {
    add(stream, bytes, place) {
      const report = read(bytes);
      if (report === undefined) return [];
      const key = keyOf(stream, report.channel);
      const state = states.get(key) ?? 'idle';
      if (typeof state === 'object') return goOn(state, key, report, bytes, place);
      if (report.sequence === 0) return begin(stream, key, report, bytes, place);
      remember(key, 'lost');
      if (state === 'lost') {
        // Known to be lost; that this is cut as well may be said by nobody else.
        if (room === undefined || report.rest.length >= room) return [];
        return lost(stream, place, `a report is cut: ${bytes.length} of its bytes are there`);
      }
      return lost(stream, place, `sequence ${report.sequence} where 0 was due`);
    },
    drop(stream, channel) {
      const key = keyOf(stream, channel);
      if (states.has(key)) remember(key, 'idle');
    },
    end() {
      const open = [...states.values()].filter((state) => typeof state === 'object');
      states.clear();
      return open.flatMap(({ stream, place, parts }) =>
        lost(stream, place, `the file ends where sequence ${parts.length} was due`),
      );
    },
  };
}

function keyOf({ kind, device = '' }: HidStream, channel: number): string {
  return `${kind} ${channel} ${device}`;
}

/** A lost command also ends the wait for the answer to the one before: the next answer is not its. */
function lost({ kind, device }: HidStream, { at }: HidPlace, why: string): Found[] {
  const problem: Found = { kind: 'problem', at, what: `${kind} lost: ${why}` };
  if (kind === 'answer') return [problem];
  const what = 'the next command is lost';
  return [problem, { kind: 'failure', at, what, ...(device === undefined ? {} : { device }) }];
}

function whole({ stream: { kind, device }, place: { at, time }, parts, size }: Message): Found {
  const bytes = concat(...parts);
  if (size < (kind === 'command' ? MIN_COMMAND : MIN_ANSWER)) {
    const what = `a message of ${size} bytes (${toHex(bytes) || 'none'}) is no ${kind}`;
    return { kind: 'problem', at, what };
  }
  return {
    kind,
    bytes,
    at,
    ...(device === undefined ? {} : { device }),
    ...(time === undefined ? {} : { time }),
  };
}
