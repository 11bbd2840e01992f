/**
 * The text format of recordings: what went over the wire, what was on the screen and what the user
 * did, in order. A superset of the `=>` / `<=` lines other tools write.
 *
 *     # key: value          directive; those in front of the first command set the device up
 *     => e003000300         command, hex
 *     <= 350a…9000          its answer; may stand behind screens and presses it waited for
 *     # screen: a | b       text lines on the screen at this moment
 *     # press: right        left, right, both; `touch (x, y)` or `touch (x, y, seconds)`
 *     # lost: why           the answer to the last command is not known
 *     # device: 2           from here on: another device
 *     # time: 2026-03-…Z    when the next line happened
 *     # anything else       a note
 *
 * `docs/recordings.md` has the grammar.
 */

import { fromHex, isHex, toHex } from '../bytes.js';
import type { Button, Touch } from '../device.js';
import { InputError } from '../errors.js';
import { MOST_APDU } from '../logs/found.js';
import { recordingLine, writtenLine } from '../logs/recording-lines.js';
import { expected, shownText } from '../shown.js';

/**
 * What a recording has in a line: an APDU, its answer or why there is none, a screen, a gesture.
 */
export type RecordedEvent =
  | { readonly kind: 'command'; readonly apdu: Uint8Array }
  | { readonly kind: 'answer'; readonly answer: Uint8Array }
  | { readonly kind: 'lost'; readonly why: string }
  | { readonly kind: 'screen'; readonly text: string }
  | { readonly kind: 'press'; readonly button: Button }
  | { readonly kind: 'touch'; readonly touch: Touch };

/** Of which device an event is, and when it happened. */
export interface EventPlace {
  /** From 1; the first when absent. */
  readonly device?: number;
  /** Milliseconds since 1970, UTC, with fractions; absent where it is not known. */
  readonly time?: number;
}

/** An event and the line of the text it stands on, from 1. */
export type RecordingEvent = RecordedEvent & EventPlace & { readonly line: number };

/** What a recording can be written from. */
export type WritableEvent = (RecordedEvent | { readonly kind: 'note'; readonly text: string }) &
  EventPlace;

/** A recording as it was read: its header and its events, in order. */
export interface Recording {
  /** Directives in front of the first command, by key; the last of a kind counts. */
  readonly header: Readonly<Record<string, string>>;
  readonly events: readonly RecordingEvent[];
}

/** Directives this format knows; other `# word:` lines are notes. */
export const DIRECTIVES = [
  'name',
  'model',
  'firmware',
  'build',
  'apps',
  'coin apps',
  'seed',
  'case',
  'about',
  'why',
  'start',
  'emulator',
  'sequence',
  'cut',
] as const;

/** Joins the lines of a screen as a recording writes them. */
export function screenLine(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join(' | ');
}

/** Characters: the longest APDU in hex, with blanks between its bytes. */
const MAX_LINE = 3 * MOST_APDU + 100;

/**
 * Reads a recording. Windows line ends and a byte-order mark are fine.
 * @param file how the text is called in error messages.
 * @throws InputError for a line that is none of the above, naming file and line.
 */
export function parseRecording(text: string, file: string): Recording {
  const reader = recordingReader();
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  lines.forEach((raw, index) => {
    const line = index + 1;
    const content = raw.trim();
    if (content === '') return;
    const fail = (problem: string): never => {
      throw new InputError(`${file}:${line}: ${problem}`);
    };
    if (content.length > MAX_LINE) fail(`a line of ${content.length} characters is no APDU`);
    if (content.startsWith('=>')) {
      reader.add({ kind: 'command', line, apdu: hexAfterMark(content, fail) });
    } else if (content.startsWith('<=')) {
      const answer = hexAfterMark(content, fail);
      if (answer.length < 2) fail('an answer has at least the two bytes of its status word');
      reader.add({ kind: 'answer', line, answer });
    } else if (content.startsWith('#')) {
      reader.comment(content.slice(1).trim(), line, fail);
    } else {
      fail(expected(undefined, '"=>", "<=" or "#"', shownText(content)));
    }
  });
  return reader.recording;
}

/** Puts a recording together from its lines. */
export interface RecordingReader {
  readonly recording: Recording;
  /** An event; what it does not say of device and time was said by comments. */
  add(event: RecordingEvent): void;
  /** A `#` line without its `#`. `fail` is told of a press that is none. */
  comment(text: string, line: number, fail: (problem: string) => never, of?: EventPlace): void;
}

export function recordingReader(): RecordingReader {
  const header: Record<string, string> = {};
  const events: RecordingEvent[] = [];
  let inHeader = true;
  let device = 1;
  let time: number | undefined;

  function add(event: RecordingEvent): void {
    if (event.kind === 'command') inHeader = false;
    events.push({
      ...(device === 1 ? {} : { device }),
      ...(time === undefined ? {} : { time }),
      ...event,
    });
    time = undefined;
  }

  return {
    recording: { header, events },
    add,
    comment(text, line, fail, of = {}) {
      const about = recordingLine(text);
      if (about?.kind === 'device') device = about.device;
      else if (about?.kind === 'time') time = about.time;
      else if (about?.kind === 'lost') add({ ...about, line });
      else readComment(text, line);

      function readComment(comment: string, at: number): void {
        const [, key, value] = /^([a-z ]+):\s*(.*)$/s.exec(comment) ?? [];
        if (key === undefined || value === undefined) return;
        if (key === 'screen') add({ kind: 'screen', line: at, text: value.trim(), ...of });
        else if (key === 'press') add({ ...parsePress(value, at, fail), ...of });
        else if (inHeader && (DIRECTIVES as readonly string[]).includes(key)) {
          header[key] = value.trim();
        }
      }
    },
  };
}

/** What each device of a recording did; a recording of one as it is. */
export function recordingsByDevice(recording: Recording): Recording[] {
  const devices = [...new Set(recording.events.map(({ device = 1 }) => device))];
  if (devices.length <= 1) return [recording];
  return devices.map((wanted) => ({
    header: recording.header,
    events: recording.events.filter(({ device = 1 }) => device === wanted),
  }));
}

/** Whether only a recording of ours has such a `#` line. */
export function isOurs(comment: string): boolean {
  const [, key = ''] = /^([a-z ]+):/.exec(comment) ?? [];
  const known = ['screen', 'press', ...DIRECTIVES] as readonly string[];
  return known.includes(key) || recordingLine(comment) !== undefined;
}

function hexAfterMark(content: string, fail: (problem: string) => never): Uint8Array {
  const hex = content.slice(2).replace(/\s+/g, '');
  if (!isHex(hex)) fail('expected an even number of hex digits behind the arrow');
  if (hex.length > 2 * MOST_APDU) fail(`an APDU has at most ${MOST_APDU} bytes`);
  return fromHex(hex);
}

const TOUCH = /^touch \((\d+), *(\d+)(?:, *([\d.]+))?\)(?: to \((\d+), *(\d+)\))?$/;

type Gesture = Extract<RecordedEvent, { kind: 'press' | 'touch' }> & { readonly line: number };

function parsePress(value: string, line: number, fail: (problem: string) => never): Gesture {
  if (value === 'left' || value === 'right' || value === 'both') {
    return { kind: 'press', line, button: value };
  }
  const match = TOUCH.exec(value);
  if (match === null) {
    return fail(
      expected(undefined, 'left, right, both or touch (x, y[, seconds])', shownText(value)),
    );
  }
  const [, x, y, seconds, toX, toY] = match.map((part) =>
    part === undefined ? undefined : Number(part),
  );
  return {
    kind: 'touch',
    line,
    touch: {
      x: x!,
      y: y!,
      ...(seconds === undefined ? {} : { seconds }),
      ...(toX === undefined ? {} : { toX, toY: toY! }),
    },
  };
}

/** Writes a recording; {@link parseRecording} reads it back. */
export function formatRecording(recording: {
  header: Readonly<Record<string, string>>;
  events: readonly WritableEvent[];
}): string {
  const lines = Object.entries(recording.header).map(
    ([key, value]) => `# ${key}: ${oneLine(value)}`,
  );
  const write = recordingWriter();
  for (const event of recording.events) lines.push(...write(event));
  return `${lines.join('\n')}\n`;
}

/** The lines of one event after another: of which device, when, and what. */
export function recordingWriter(): (event: WritableEvent) => string[] {
  let current = 1;
  return (event) => {
    const { device = 1, time } = event;
    const lines: string[] = [];
    if (device !== current) lines.push(writtenLine({ kind: 'device', device }));
    current = device;
    if (time !== undefined) lines.push(writtenLine({ kind: 'time', time }));
    lines.push(formatEvent(event));
    return lines;
  };
}

function formatEvent(event: WritableEvent): string {
  switch (event.kind) {
    case 'command':
      return `=> ${toHex(event.apdu)}`;
    case 'answer':
      return `<= ${toHex(event.answer)}`;
    case 'lost':
      return writtenLine({ kind: 'lost', why: oneLine(event.why) });
    case 'screen':
      return `# screen: ${oneLine(event.text)}`;
    case 'press':
      return `# press: ${event.button}`;
    case 'touch': {
      const { x, y, seconds, toX, toY } = event.touch;
      const held = seconds === undefined ? '' : `, ${seconds}`;
      return `# press: touch (${x}, ${y}${held})${toX === undefined ? '' : ` to (${toX}, ${toY})`}`;
    }
    case 'note':
      return `# ${oneLine(event.text)}`;
  }
}

/** A recording is line by line: whatever would break a line is shown as a blank. */
function oneLine(text: string): string {
  return [...text]
    .map((char) => (char < ' ' ? ' ' : char))
    .join('')
    .trim();
}
