/**
 * The same scenario on another device: what differs in what went over the wire and in what the user
 * read. Expectations say what must happen; a twin shows everything else that does.
 */
import { expected } from '../shown.js';
import type { ScenarioRun } from './result.js';
import type { TranscriptLine } from './transcript.js';

/** Their answers are random. */
const RANDOM: readonly string[] = ['START_NEW_TRANSACTION', 'GET_CHALLENGE'];

/**
 * One sentence for each thing that differs: the first difference in the commands, the first in the
 * screens of the review. Screens are compared where both devices show some.
 * @param twin how messages call the other device.
 */
export function twinDifferences(happened: ScenarioRun, other: ScenarioRun, twin: string): string[] {
  return [...wireDifference(happened, other, twin), ...screenDifference(happened, other, twin)];
}

function wireDifference(
  { transcript: lines }: ScenarioRun,
  { transcript: others }: ScenarioRun,
  twin: string,
): string[] {
  const count = Math.max(lines.length, others.length);
  const at = Array.from({ length: count }, (_, i) => i).find(
    (i) => wireText(lines[i]) !== wireText(others[i]),
  );
  if (at === undefined) return [];
  return [
    expected(
      undefined,
      `APDU ${at + 1} to be ${wireText(others[at])}, as on ${twin}`,
      wireText(lines[at]),
    ),
  ];
}

/** `CHECK_PARTNER, answered 9000`. */
function wireText(line: TranscriptLine | undefined): string {
  if (line === undefined) return 'none';
  const { command, answer, status } = line;
  if (answer === null) return `${command}, not answered`;
  return `${command}, answered ${RANDOM.includes(command) ? status : answer}`;
}

function screenDifference(happened: ScenarioRun, other: ScenarioRun, twin: string): string[] {
  const { review } = happened;
  if (review === undefined || other.review === undefined) return [];
  const texts = review.map((lines) => lines.join(' | '));
  const others = other.review.map((lines) => lines.join(' | '));
  const count = Math.max(texts.length, others.length);
  const at = Array.from({ length: count }, (_, i) => i).find((i) => texts[i] !== others[i]);
  if (at === undefined) return [];
  const shown = (text: string | undefined) => (text === undefined ? 'none' : JSON.stringify(text));
  return [
    expected(
      undefined,
      `screen ${at + 1} of the review to read ${shown(others[at])}, as on ${twin}`,
      shown(texts[at]),
    ),
  ];
}
