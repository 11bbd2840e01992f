/** What went over the wire, APDU by APDU. */
import { decodeResponse, statusText } from '../apdu/apdu.js';
import { toHex } from '../bytes.js';
import { CLA, instructionName } from '../exchange/constants.js';
import type { Tap } from '../host/tap.js';

/** One APDU and its answer, hex. */
export interface TranscriptLine {
  /** Instruction name, or class and instruction in hex. */
  readonly command: string;
  readonly apdu: string;
  /** Null: none came. */
  readonly answer: string | null;
  readonly status: string | null;
}

/** @param coinApp from which event on a coin app has the wire: Exchange has names for its numbers. */
export function transcriptOf(
  { events }: Pick<Tap, 'events'>,
  coinApp = events.length,
): TranscriptLine[] {
  const lines: TranscriptLine[] = [];
  for (const [i, event] of events.entries()) {
    if (event.kind === 'command') {
      const ins = instructionName(event.apdu[1] ?? -1);
      const isExchange = i < coinApp && event.apdu[0] === CLA && ins !== undefined;
      lines.push({
        command: isExchange ? ins : toHex(event.apdu.subarray(0, 2)),
        apdu: toHex(event.apdu),
        answer: null,
        status: null,
      });
    } else if (event.kind === 'answer') {
      const open = lines.findIndex(({ answer }) => answer === null);
      const line = lines[open];
      if (line === undefined) continue;
      const { answer } = event;
      const status = answer.length < 2 ? null : statusText(decodeResponse(answer).status);
      lines[open] = { ...line, answer: toHex(answer), status };
    }
  }
  return lines;
}
