/**
 * The text format of recordings: what went over the wire, what was on the screen and what the user
 * did, in order. A superset of the `=>` / `<=` lines other tools write.
 *
 *     # key: value          directive; those in front of the first command set the device up
 *     => e003000300         command, hex
 *     <= 350a…9000          its answer; may stand behind screens and presses it waited for
 *     # screen: a | b       text lines on the screen at this moment
 *     # press: right        left, right, both; `touch (x, y)` or `touch (x, y, seconds)`
 *     # anything else       a note
 */

import { fromHex, isHex, toHex } from '../bytes.js';
import type { Button, Touch } from '../device.js';
import { InputError } from '../errors.js';
import { shownText } from '../shown.js';

export type RecordedEvent =
  | { readonly kind: 'command'; readonly apdu: Uint8Array }
  | { readonly kind: 'answer'; readonly answer: Uint8Array }
  | { readonly kind: 'screen'; readonly text: string }
  | { readonly kind: 'press'; readonly button: Button }
  | { readonly kind: 'touch'; readonly touch: Touch };

/** An event and the line of the text it stands on, from 1. */
export type RecordingEvent = RecordedEvent & { readonly line: number };

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

const MAX_LINE = 20_000;

/**
 * Reads a recording. Windows line ends and a byte-order mark are fine.
 * @param file how the text is called in error messages.
 * @throws InputError for a line that is none of the above, naming file and line.
 */
export function parseRecording(text: string, file: string): Recording {
  const header: Record<string, string> = {};
  const events: RecordingEvent[] = [];
  let inHeader = true;
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
      events.push({ kind: 'command', line, apdu: hexAfterMark(content, fail) });
      inHeader = false;
    } else if (content.startsWith('<=')) {
      const answer = hexAfterMark(content, fail);
      if (answer.length < 2) fail('an answer has at least the two bytes of its status word');
      events.push({ kind: 'answer', line, answer });
    } else if (content.startsWith('#')) {
      readComment(content.slice(1).trim(), line, inHeader ? header : {}, events, fail);
    } else {
      fail(`expected "=>", "<=" or "#", found ${shownText(content, 30)}`);
    }
  });
  return { header, events };
}

function hexAfterMark(content: string, fail: (problem: string) => never): Uint8Array {
  const hex = content.slice(2).replace(/\s+/g, '');
  if (!isHex(hex)) fail('expected an even number of hex digits behind the arrow');
  return fromHex(hex);
}

function readComment(
  comment: string,
  line: number,
  header: Record<string, string>,
  events: RecordingEvent[],
  fail: (problem: string) => never,
): void {
  const [, key, value] = /^([a-z ]+):\s*(.*)$/.exec(comment) ?? [];
  if (key === undefined || value === undefined) return;
  if (key === 'screen') {
    events.push({ kind: 'screen', line, text: value.trim() });
  } else if (key === 'press') {
    events.push(parsePress(value, line, fail));
  } else if ((DIRECTIVES as readonly string[]).includes(key)) {
    header[key] = value.trim();
  }
}

const TOUCH = /^touch \((\d+), *(\d+)(?:, *([\d.]+))?\)(?: to \((\d+), *(\d+)\))?$/;

function parsePress(value: string, line: number, fail: (problem: string) => never): RecordingEvent {
  if (value === 'left' || value === 'right' || value === 'both') {
    return { kind: 'press', line, button: value };
  }
  const match = TOUCH.exec(value);
  if (match === null) {
    return fail(`expected left, right, both or touch (x, y[, seconds]), found ${shownText(value)}`);
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
  events: readonly (RecordedEvent | { kind: 'note'; text: string })[];
}): string {
  const lines = Object.entries(recording.header).map(
    ([key, value]) => `# ${key}: ${oneLine(value)}`,
  );
  for (const event of recording.events) lines.push(formatEvent(event));
  return `${lines.join('\n')}\n`;
}

function formatEvent(event: RecordedEvent | { kind: 'note'; text: string }): string {
  switch (event.kind) {
    case 'command':
      return `=> ${toHex(event.apdu)}`;
    case 'answer':
      return `<= ${toHex(event.answer)}`;
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
