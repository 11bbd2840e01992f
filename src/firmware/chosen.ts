/** What stands behind `--firmware`: one version, some, a range, or all. One reader for every command. */
import { InputError } from '../errors.js';
import { expected, shownText } from '../shown.js';
import { DEFAULT_FIRMWARE, type FirmwareProfile, firmware, RELEASES } from './index.js';

/**
 * `4.4.2`, `3.4.1,4.4.2`, `3.3.3..4.0.0` (either end may be left out), `all`, or several of them
 * between commas. Every release once, in the order they came; `documentation` behind them.
 * @throws InputError for a version there is no profile of, and a range that is upside down.
 */
export function chosenFirmwares(text: string): readonly FirmwareProfile[] {
  return inOrder(text.split(',').flatMap((part) => rangeOf(part.trim())));
}

/** Every profile once, in the order the releases came. */
export function inOrder(profiles: readonly FirmwareProfile[]): readonly FirmwareProfile[] {
  const chosen = new Set(profiles);
  const released = RELEASES.filter((profile) => chosen.has(profile));
  return [...released, ...[...chosen].filter((profile) => !RELEASES.includes(profile))];
}

function rangeOf(part: string): readonly FirmwareProfile[] {
  if (part === 'all') return RELEASES;
  const [first, last, more] = part.split('..');
  if (first === undefined || last === undefined || more !== undefined) return [firmware(part)];
  const from = first === '' ? 0 : placeOf(first);
  const to = last === '' ? RELEASES.length - 1 : placeOf(last);
  if (from <= to) return RELEASES.slice(from, to + 1);
  throw new InputError(
    expected(undefined, 'a range from the older version to the newer one', shownText(part)),
    { hint: `The other way round: ${last}..${first}.` },
  );
}

function placeOf(id: string): number {
  const place = RELEASES.indexOf(firmware(id.trim()));
  if (place >= 0) return place;
  throw new InputError(expected(undefined, 'releases at both ends of a range', shownText(id)));
}

/**
 * The one version that a device has.
 * @throws InputError for a version there is no profile of, and for several.
 */
export function oneFirmware(text: string | undefined): FirmwareProfile {
  if (text === undefined) return DEFAULT_FIRMWARE;
  const [only, ...more] = chosenFirmwares(text);
  if (only !== undefined && more.length === 0) return only;
  throw new InputError(
    expected('firmware', 'one version', `${more.length + 1} in ${shownText(text)}`),
    {
      hint: 'Lists, ranges and all are for check, which asks one version after the other.',
    },
  );
}

/** The one whose verdict stands for all: the default where it was asked for, else the last one. */
export function mainFirmware(profiles: readonly FirmwareProfile[]): FirmwareProfile {
  return profiles.includes(DEFAULT_FIRMWARE) ? DEFAULT_FIRMWARE : profiles.at(-1)!;
}

/** `3.4.0..4.0.0, 4.2.0` of releases that follow one another; the text can be read again. */
export function rangeWords(ids: readonly string[]): string {
  const runs: string[][] = [];
  for (const id of ids) {
    const last = runs.at(-1);
    const follows = last !== undefined && areNeighbours(last.at(-1)!, id);
    if (follows) last.push(id);
    else runs.push([id]);
  }
  return runs.flatMap((run) => (run.length < 3 ? run : [`${run[0]}..${run.at(-1)}`])).join(', ');
}

function areNeighbours(a: string, b: string): boolean {
  const place = RELEASES.findIndex(({ id }) => id === a);
  return place >= 0 && RELEASES[place + 1]?.id === b;
}
