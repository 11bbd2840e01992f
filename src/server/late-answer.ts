/**
 * The answer to a command, as Speculos sends it: status and headers at once, the body when the
 * device has answered. When the device answers at once there is nothing to wait for and the
 * response is an ordinary one. When it does not answer in time, or the answer is lost, the response
 * is cut off: that, not a status, is how Speculos' clients learn of it.
 */
import { toHex } from '../bytes.js';
import { LostAnswerError } from '../errors.js';
import { type DeviceClock, TICK } from './device-clock.js';
import type { Turn } from './exchange-queue.js';

/** Speculos' five minutes, in ticks of 0.1 s. */
export const DEFAULT_TICKS = 3000;

export interface Patience {
  readonly clock: DeviceClock;
  /** Device time to wait; 0 for ever. */
  readonly ticks: number;
  /** Cuts the connection; false where there is none. */
  readonly cut: () => boolean;
  /** The client went away. */
  readonly signal: AbortSignal;
}

/**
 * Closed behind every answer, as Speculos does: ragger looks whether its socket can be read to learn
 * that an answer is there, and the end is what is left to be read when the answer has been buffered.
 */
const HEADERS = { 'Content-Type': 'application/json', Connection: 'close' };

export async function answerResponse(turn: Turn, patience: Patience): Promise<Response> {
  let known: { answer: Uint8Array } | { error: unknown } | undefined;
  turn.answer.then(
    (answer) => {
      known = { answer };
    },
    (error: unknown) => {
      known = { error };
    },
  );
  // A simulator that need not ask anybody is done within the same turn of the event loop.
  for (let i = 0; i < MICROTASKS && known === undefined; i++) await undefined;
  if (known !== undefined && 'answer' in known) {
    return new Response(bodyOf(known.answer), { headers: HEADERS });
  }
  if (known !== undefined && !(known.error instanceof LostAnswerError)) throw known.error;
  return new Response(lateBody(turn, patience), { headers: HEADERS });
}

/** More than the promises between the queue and the simulator. */
const MICROTASKS = 32;

function bodyOf(answer: Uint8Array): string {
  return `{"data": "${toHex(answer)}"}`;
}

function lateBody(turn: Turn, { clock, ticks, cut, signal }: Patience): ReadableStream<Uint8Array> {
  let stopTimer = () => {};
  const leave = () => {
    stopTimer();
    turn.abandon();
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const fail = (error: unknown) => {
        leave();
        // The status and headers go first, also when the answer is lost at once.
        setTimeout(() => {
          if (!cut()) controller.error(error);
        });
      };
      if (ticks !== 0) stopTimer = afterTicks(clock, ticks, () => fail(new Error(TOO_LATE)));
      signal.addEventListener('abort', leave, { once: true });
      turn.answer.then((answer) => {
        stopTimer();
        signal.removeEventListener('abort', leave);
        try {
          controller.enqueue(new TextEncoder().encode(bodyOf(answer)));
          controller.close();
        } catch {
          // The client went away, or the time was over, a moment before.
        }
      }, fail);
    },
    cancel: leave,
  });
}

const TOO_LATE = 'no answer within tick_timeout';

/** Longest a timer can be set for, milliseconds. */
const MAX_TIMER = 2 ** 31 - 1;

/** Device time: while the ticker is paused, no time passes. */
function afterTicks(clock: DeviceClock, ticks: number, then: () => void): () => void {
  const end = clock.now() + ticks * TICK;
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    const left = end - clock.now();
    if (left <= 0) then();
    else timer = setTimeout(wait, Math.min(MAX_TIMER, clock.paused ? TICK : left));
  };
  timer = setTimeout(wait, Math.min(MAX_TIMER, Math.max(0, ticks * TICK)));
  return () => clearTimeout(timer);
}
