/**
 * A log, as it is read, becomes events of a recording: exchanges whole and in the order of their
 * commands, and the `#` lines of a recording of ours where they stood.
 */
import type { LogListener, PairedExchange } from '../logs/index.js';
import { recordingLine } from '../logs/recording-lines.js';
import type { EventPlace, RecordedEvent } from './format.js';
import { isOurs } from './format.js';

export type LogEvent =
  | (RecordedEvent & EventPlace & { readonly line: number })
  /** A `#` line, without it. */
  | ({ readonly kind: 'note'; readonly text: string; readonly line: number } & EventPlace);

export interface LogEvents {
  readonly listener: Required<Pick<LogListener, 'found' | 'exchange'>>;
  /** After the log's own end: the last comments. */
  end(): void;
}

interface Comment extends EventPlace {
  readonly text: string;
  readonly line: number;
}

/** What a log that never says that an answer was lost leaves open. */
const NOT_IN_LOG = 'the log has no answer';

export function logEvents(add: (event: LogEvent) => void): LogEvents {
  let comments: Comment[] = [];
  let ours = false;
  let device = 1;
  let time: number | undefined;

  function comment(text: string, line: number): void {
    ours ||= isOurs(text);
    const about = recordingLine(text);
    // These are written anew with the events they belong to.
    if (about?.kind === 'device') device = about.device;
    else if (about?.kind === 'time') time = about.time;
    if (about !== undefined) return;
    comments.push({ text, line, ...placed(device, time) });
    time = undefined;
  }

  function addCommentsBefore(line: number): void {
    let count = 0;
    while (count < comments.length && comments[count]!.line < line) count++;
    for (const one of comments.slice(0, count)) add({ kind: 'note', ...one });
    if (count > 0) comments = comments.slice(count);
  }

  function addExchange(exchange: PairedExchange): void {
    const { command, response, at, answeredAt = at, lost } = exchange;
    addCommentsBefore(at);
    const sent = placed(exchange.device, exchange.time);
    add({ kind: 'command', apdu: command, line: at, ...sent });
    const came = placed(exchange.device, exchange.answeredTime);
    if (response !== null) {
      addCommentsBefore(answeredAt);
      add({ kind: 'answer', answer: response, line: answeredAt, ...came });
    } else if (lost !== undefined || !ours) {
      // A command without an answer in a recording of ours was never answered.
      add({ kind: 'lost', why: lost ?? NOT_IN_LOG, line: at, ...came });
    }
  }

  return {
    listener: {
      found(found) {
        if (found.kind === 'comment') comment(found.text, found.at);
        else time = undefined;
      },
      exchange: addExchange,
    },
    end: () => addCommentsBefore(Number.POSITIVE_INFINITY),
  };
}

function placed(device: number, time: number | undefined): EventPlace {
  return { ...(device === 1 ? {} : { device }), ...(time === undefined ? {} : { time }) };
}
