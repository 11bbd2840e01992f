/** A recording as commands with all that happened until the next one. */
import type { Recording, RecordingEvent } from '../capture/format.js';
import type { PlayedCommand } from './device-replay.js';

/** An answer belongs to the last command; one without a command is left out. */
export function commandsOf({ events }: Recording): PlayedCommand[] {
  const commands: {
    exchange: { command: Uint8Array; response: Uint8Array | null; at: number; lost?: string };
    events: RecordingEvent[];
  }[] = [];
  for (const event of events) {
    const last = commands.at(-1);
    if (event.kind === 'command') {
      const exchange = { command: event.apdu, response: null, at: event.line };
      commands.push({ exchange, events: [] });
    } else if (event.kind === 'answer') {
      if (last?.exchange.response === null) last.exchange.response = event.answer;
    } else if (event.kind === 'lost') {
      if (last !== undefined) last.exchange.lost = event.why;
    } else {
      last?.events.push(event);
    }
  }
  return commands;
}

/** Whether the recording says what the user pressed: most logs do not. */
export function hasGestures({ events }: Recording): boolean {
  return events.some(({ kind }) => kind === 'press' || kind === 'touch');
}
