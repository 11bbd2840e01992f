/** Which releases of the Exchange app a recording can be of: those that answer and show the same. */
import { InputError } from '../errors.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { RELEASES } from '../firmware/releases.js';
import type { LedgerSetup } from '../simulator/ledger.js';
import { candidates } from './candidates.js';
import type { Recording } from './format.js';
import { NO_EXCHANGES, replaySteps } from './replay.js';

export interface Fitting {
  /** Releases with which everything looked at is the same, the oldest first. */
  readonly fits: readonly FirmwareProfile[];
  /** The one to go on with: the last that fits or, when none does, the last that differs least. */
  readonly best: FirmwareProfile;
  /** How many releases were tried. */
  readonly looked: number;
}

/** Events of a recording that are looked at. */
const MOST_EVENTS = 2000;

/**
 * @param setupOf the device as it would be with a firmware.
 * @param file how messages call the recording.
 * @throws InputError for a recording in which nothing happens.
 */
export async function fittingFirmware(
  recording: Recording,
  setupOf: (firmware: FirmwareProfile) => LedgerSetup,
  file = 'recording',
): Promise<Fitting> {
  const start: Recording = { ...recording, events: recording.events.slice(0, MOST_EVENTS) };
  const { model } = setupOf(RELEASES.at(-1)!);
  if (start.events.length === 0) throw new InputError(`${file}: ${NO_EXCHANGES}`);
  const counted: { firmware: FirmwareProfile; mismatches: number }[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const firmware of candidates(model)) {
    const mismatches = await differences(start, { ...setupOf(firmware), firmware }, least);
    least = Math.min(least, mismatches);
    counted.push({ firmware, mismatches });
  }
  const fits = counted.filter(({ mismatches }) => mismatches === 0);
  const nearest = counted.filter(({ mismatches }) => mismatches === least);
  // A release of the main line is likelier on a device than a side build that does the same.
  const best = nearest.findLast(({ firmware }) => firmware.kind === 'release') ?? nearest.at(-1)!;
  return {
    fits: fits.map(({ firmware }) => firmware),
    best: best.firmware,
    looked: counted.length,
  };
}

/** How many answers and screens differ; once they are more than `enough`, no more are counted. */
async function differences(
  recording: Recording,
  options: LedgerSetup,
  enough: number,
): Promise<number> {
  let count = 0;
  const steps = await replaySteps(recording, options, 'recording', {
    most: 0,
    onMismatch: () => {
      count++;
    },
  });
  while (count <= enough && !steps.next().done);
  return count;
}
