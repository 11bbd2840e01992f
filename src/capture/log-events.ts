/**
 * A log, as it is read, becomes events of a recording: exchanges whole and in the order of their
 * commands, and the `#` lines of a recording of ours where they stood.
 */
import type { LogListener } from '../logs/index.js';
import { recordingLine } from '../logs/recording-lines.js';
import type { EventPlace, RecordedEvent } from './format.js';
import { isOurs } from './format.js';

export type LogEvent =
  | (RecordedEvent & EventPlace & { readonly line: number })
  /** A `#` line, without it. */
  | { readonly kind: 'note'; readonly text: string; readonly line: number };

export interface LogEvents {
  readonly listener: Required<Pick<LogListener, 'found' | 'exchange'>>;
  /** After the log's own end: the last comments. */
  end(): void;
}

interface Comment {
  readonly text: string;
  readonly at: number;
}

/** What a log that never says that an answer was lost leaves open. */
const NOT_IN_LOG = 'the log has no answer';

export function logEvents(add: (event: LogEvent) => void): LogEvents {
  let comments: Comment[] = [];
  let ours = false;

  /** The comments in front of a line. */
  function comment(line: number): void {
    let count = 0;
    while (count < comments.length && comments[count]!.at < line) count++;
    for (const { text, at } of comments.slice(0, count)) add({ kind: 'note', text, line: at });
    if (count > 0) comments = comments.slice(count);
  }

  return {
    listener: {
      found(found) {
        if (found.kind !== 'comment') return;
        ours ||= isOurs(found.text);
        // They are written anew with the events they belong to.
        if (recordingLine(found.text) === undefined) comments.push(found);
      },
      exchange({ command, response, device, time, at, answeredAt = at, lost }) {
        const of = device === 1 ? {} : { device };
        comment(at);
        add({
          kind: 'command',
          apdu: command,
          line: at,
          ...of,
          ...(time === undefined ? {} : { time }),
        });
        if (response !== null) {
          comment(answeredAt);
          add({ kind: 'answer', answer: response, line: answeredAt, ...of });
        } else if (lost !== undefined || !ours) {
          // A command without an answer in a recording of ours was never answered.
          add({ kind: 'lost', why: lost ?? NOT_IN_LOG, line: at, ...of });
        }
      },
    },
    end: () => comment(Number.POSITIVE_INFINITY),
  };
}
