/**
 * A client's recording played to a fresh simulator. A megabyte of it takes seconds, so that it is
 * played in short turns, as fast as the client reads the answer and only while it does.
 */
import type { Fitting } from '../capture/fitting-firmware.js';
import { foundSetup } from '../capture/found-setup.js';
import { recordingOf } from '../capture/read-recording.js';
import type { Mismatch, ReplayResult } from '../capture/replay.js';
import { LIMITS, LimitError } from './limits.js';

/** Milliseconds until others have their turn. */
const TURN = 10;

export class ReplayRoom {
  private playing = 0;

  /**
   * The result as JSON, in pieces: `mismatches` (the first {@link LIMITS.mismatches}),
   * `mismatchCount`, and what was compared.
   * @param bytes a recording, or the log of another tool.
   * @throws InputError for what holds no APDU, LimitError while too many are played.
   */
  async start(bytes: Uint8Array): Promise<ReadableStream<Uint8Array>> {
    if (this.playing >= LIMITS.replays) {
      throw new LimitError(`${LIMITS.replays} recordings are being played already`);
    }
    this.playing++;
    try {
      const { recording } = recordingOf(bytes, 'recording', { mostUnpacked: LIMITS.unpacked });
      const { replaySteps } = await import('../capture/replay.js');
      const { setup, fitting } = await foundSetup(recording, {});
      const steps = await replaySteps(recording, setup, 'recording', { most: LIMITS.mismatches });
      return this.stream(steps, fitting);
    } catch (error) {
      this.playing--;
      throw error;
    }
  }

  private stream(
    steps: Generator<undefined, ReplayResult>,
    fitting: Fitting | undefined,
  ): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    let over = false;
    const leave = () => {
      if (!over) this.playing--;
      over = true;
    };
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          try {
            const result = await playedOn(steps, () => over);
            if (result === undefined) return;
            const shown = shownResult(result, fitting);
            controller.enqueue(encoder.encode(JSON.stringify(shown)));
            controller.close();
            leave();
          } catch (error) {
            leave();
            throw error;
          }
        },
        cancel: leave,
      },
      { highWaterMark: 0 },
    );
  }
}

/** Undefined when nobody wants to know any more. */
async function playedOn(
  steps: Generator<undefined, ReplayResult>,
  isOver: () => boolean,
): Promise<ReplayResult | undefined> {
  while (!isOver()) {
    const end = performance.now() + TURN;
    while (performance.now() < end) {
      const step = steps.next();
      if (step.done) return step.value;
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
  return undefined;
}

/** A difference, its texts cut. */
export type ShownMismatch = Pick<Mismatch, 'line' | 'command' | 'expected' | 'actual' | 'why'>;

/** What was compared, and the first ones of `mismatchCount` differences. */
export interface ShownReplay extends Omit<ReplayResult, 'mismatches'> {
  readonly mismatches: readonly ShownMismatch[];
  /** The release it was played on, and all that fit; for a recording that does not name its firmware. */
  readonly firmware?: string;
  readonly fits?: readonly string[];
}

function shownResult(
  { mismatches, ...counts }: ReplayResult,
  fitting: Fitting | undefined,
): ShownReplay {
  const found =
    fitting === undefined
      ? {}
      : { firmware: fitting.best.id, fits: fitting.fits.map(({ id }) => id) };
  return { ...counts, mismatches: mismatches.map(shownMismatch), ...found };
}

function shownMismatch({ line, command, expected, actual, why }: Mismatch): ShownMismatch {
  return { line, command, expected: cut(expected), actual: cut(actual), why: cut(why) };
}

/** A line of a recording may be far longer than any answer or screen. */
function cut(text: string): string {
  return text.length > LIMITS.mismatchText ? `${text.slice(0, LIMITS.mismatchText)}…` : text;
}
