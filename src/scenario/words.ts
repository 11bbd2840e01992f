/** APDUs of a result as lines for people. */
import type { ScenarioRun } from './result.js';
import type { TranscriptLine } from './transcript.js';

/** How many of the last APDUs are told. */
const LAST = 4;
const MAX_HEX = 120;

/** The last APDUs, oldest first: name and status, then what was sent and what came. */
export function apduLines(transcript: ScenarioRun['transcript'] = []): string[] {
  const lines = transcript.slice(-LAST);
  return lines.length === 0 ? [] : ['last APDUs', ...lines.flatMap(lineTexts)];
}

export function lineTexts({ command, apdu, answer, status }: TranscriptLine): string[] {
  return [
    `  ${command} ${status ?? ''}`.trimEnd(),
    `    => ${short(apdu)}`,
    `    <= ${answer === null ? 'nothing' : short(answer)}`,
  ];
}

function short(hex: string): string {
  return hex.length <= MAX_HEX ? hex : `${hex.slice(0, MAX_HEX)}… (${hex.length / 2} bytes)`;
}
