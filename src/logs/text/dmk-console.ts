/**
 * Console of the Device Management Kit: `[tag] message {object…}`. The object may run over many lines;
 * of it only the bytes and the session are read. "Save as…" of a browser puts `file.js:12` in front.
 */
import type { Found } from '../found.js';
import { kitWitness } from '../json/kit-message.js';
import type { LineFormat, LineReader } from '../reader.js';
import { witnesses } from '../witnesses.js';
import { withoutEntities } from './arrow.js';
import { lineTime } from './line-time.js';
import { printedData } from './printed-object.js';
import { onlyWith } from './score.js';

const MESSAGE =
  /\[exchange\] ?(?:=>|<=)[^{]*|\[will send APDU\] ?~\.\.\.>[^{]*|\[sendApdu\]|\bSending APDU\b|\bReceived APDU Response\b|\b(?:Sending|Received) Frame\b/;

/** The name of an object that is not shown; the quotes of a console that puts its parts in some. */
const BEHIND_MESSAGE = /\s(?:Object|ApduResponse|Proxy\(\w+\))$|['"`,;]{1,3}$/;
const LONGEST_TAG = 80;
/** Longer objects are not those of an APDU. */
const MOST_LINES = 400;
const MOST_CHARACTERS = 16_000;

export const dmkConsole: LineFormat = {
  name: 'dmk-console',
  most: onlyWith('[exchange]', 'apdu', 'frame'),
  score: (lines) => lines.filter((line) => MESSAGE.test(withoutEntities(line))).length,
  open,
};

interface Pending {
  readonly at: number;
  readonly time: number | undefined;
  readonly tag: string;
  readonly message: string;
  readonly object: string[];
  depth: number;
}

function open(): LineReader {
  const believed = witnesses();
  let pending: Pending | undefined;

  function tell(): Found[] {
    if (pending === undefined) return [];
    const { at, time, tag, message, object } = pending;
    pending = undefined;
    const data = printedData(object.join('\n'));
    const said = kitWitness({ message, tag, data });
    return said === undefined ? [] : believed.add({ ...said, at, time });
  }

  function gather(text: string): Found[] {
    const entry = pending!;
    entry.object.push(text.slice(0, MOST_CHARACTERS));
    for (const char of text) {
      if (char === '{') entry.depth++;
      else if (char === '}') entry.depth--;
    }
    return entry.depth <= 0 || entry.object.length > MOST_LINES ? tell() : [];
  }

  return {
    line(line, at) {
      const text = withoutEntities(line);
      const match = MESSAGE.exec(text);
      if (match === null) return pending === undefined ? [] : gather(text);
      const before = tell();
      const head = text.slice(0, match.index);
      const message = match[0].trim().replace(BEHIND_MESSAGE, '').trim();
      pending = { at, time: lineTime(head), tag: tagIn(head), message, object: [], depth: 0 };
      return [...before, ...gather(text.slice(match.index + match[0].length))];
    },
    end: () => [...tell(), ...believed.end()],
  };
}

/** The last word in front of the message, with or without brackets. */
function tagIn(head: string): string {
  return /([\w-]+)[\]'"`,\s]*$/.exec(head.slice(-LONGEST_TAG))?.[1] ?? '';
}
