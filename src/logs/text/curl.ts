/**
 * A terminal with curl: the command line has `{"data":"HEX"}`, the answer stands below it; or the dump of
 * `--trace-ascii`, where bodies are split in lines of 64 bytes. `-v` does not show what was sent.
 */
import type { Found } from '../found.js';
import { bytesIn } from '../json/byte-value.js';
import type { LineFormat, LineReader } from '../reader.js';
import { noAnswer, turn, unreadable } from '../turn.js';
import { curlTrace } from './curl-trace.js';
import { onlyWith } from './score.js';

/** `data` of Speculos, `apduHex` of the HTTP proxy; quotes may be escaped for a shell. */
const BODY = /\\?"(data|apduHex)\\?"\s*:\s*\\?"([^"\\]*)\\?"/;
const CURL = /(?:^|[\s$>#%;&|`}])curl(?:\.exe)?\s/;
const ANSWER = /^\s*(?:<\s*)?\{.*"(?:data|error)"/;
const FROM_FILE = /\s(?:-d|--data\S*)[ =]?['"]?@/;
const VERBOSE_REQUEST = /^> POST \S* HTTP/;
const FAILED = /^curl: \(\d+\) .*/;

export const curl: LineFormat = {
  name: 'curl',
  most: onlyWith('curl', '> post ', '=> send ', '<= recv '),
  score(lines) {
    const isIts = lines.some(
      (line) => CURL.test(line) || isTrace(line) || VERBOSE_REQUEST.test(line),
    );
    return isIts ? lines.filter((line) => BODY.test(line) || isTrace(line)).length : 0;
  },
  open,
};

function isTrace(line: string): boolean {
  return /(?:=> Send|<= Recv) (?:header|data), \d+ bytes/.test(line);
}

function open(): LineReader {
  const trace = curlTrace();
  let isTraced = false;
  /** Inside a command line that goes on behind a backslash. */
  let isCommand = false;
  /** A command has been seen and not its answer. */
  let isAsked = false;
  /** Line of a request whose body nobody sees. */
  let unseen: number | undefined;

  function body(text: string, kind: 'command' | 'answer', at: number): Found[] {
    const value = BODY.exec(text)?.[2];
    if (value === undefined) return [];
    if (kind === 'command') unseen = undefined;
    else if (unseen !== undefined) return hidden();
    isAsked = kind === 'command';
    const bytes = bytesIn(value);
    if (bytes !== undefined && bytes.length > 0) return turn(kind, bytes, { at });
    const isNothing = kind === 'answer' && bytes?.length === 0;
    return isNothing
      ? [noAnswer('an empty answer', { at })]
      : unreadable(kind, 'bytes that are not hex', { at });
  }

  function hidden(): Found[] {
    const what =
      'the body that was sent is not in the log (curl -v does not show it): nobody knows what this answers';
    const at = unseen!;
    unseen = undefined;
    return [{ kind: 'problem', at, what }];
  }

  return {
    line(text, at) {
      if (isTrace(text)) isTraced = true;
      if (isTraced) {
        const traced = trace.line(text, at);
        return traced.flatMap((one) => body(one.text, one.kind, one.at));
      }
      if (VERBOSE_REQUEST.test(text) && !isAsked) unseen = at;
      const isLine = isCommand || CURL.test(text);
      isCommand = isLine && /[\\^`]\s*$/.test(text);
      if (isLine) {
        if (FROM_FILE.test(text)) unseen = at;
        return bodyOfLine(text, at);
      }
      if (FAILED.test(text)) return [noAnswer(text.trim(), { at })];
      return ANSWER.test(text) || BODY.test(text) ? body(text, 'answer', at) : [];
    },
    end: () => trace.end().flatMap((one) => body(one.text, one.kind, one.at)),
  };

  /** An answer without a line end stands in front of the next prompt, or behind the command. */
  function bodyOfLine(text: string, at: number): Found[] {
    const start = text.search(CURL);
    const before = start > 0 ? body(text.slice(0, start), 'answer', at) : [];
    const line = start > 0 ? text.slice(start) : text;
    const sent = body(line, 'command', at);
    const rest = line.slice((BODY.exec(line)?.index ?? 0) + 1);
    const answer = /\}['"]\s*(\{.*)$/.exec(rest)?.[1];
    return [...before, ...sent, ...(answer === undefined ? [] : body(answer, 'answer', at))];
  }
}
