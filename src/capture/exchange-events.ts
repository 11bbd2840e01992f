/** A command of a log and its answer as events of a recording. */
import type { LoggedExchange } from '../logs/log.js';
import type { RecordingEvent } from './format.js';

export function eventsOf({ command, response, at }: LoggedExchange): RecordingEvent[] {
  const answer: RecordingEvent =
    response === null
      ? { kind: 'lost', why: 'the log has no answer', line: at }
      : { kind: 'answer', answer: response, line: at };
  return [{ kind: 'command', apdu: command, line: at }, answer];
}
