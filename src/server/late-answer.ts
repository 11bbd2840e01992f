/**
 * The answer to a command, as Speculos sends it: status and headers at once, the body when the
 * device has answered. When the device answers at once there is nothing to wait for and the
 * response is an ordinary one. When it does not answer in time, or the answer is lost, the response
 * is cut off: that, not a status, is how Speculos' clients learn of it.
 *
 * Where commands are admitted first (a bridge), the headers wait for that, so that a refusal is one.
 */
import { toHex } from '../bytes.js';
import { LostAnswerError } from '../errors.js';
import { atTime, type DeviceClock, TICK } from './device-clock.js';
import type { Turn } from './exchange-queue.js';

/** Speculos' five minutes, in ticks of 0.1 s. */
export const DEFAULT_TICKS = 3000;

export interface Patience {
  readonly clock: DeviceClock;
  /** Device time to wait; 0 for ever. */
  readonly ticks: number;
  /** Cuts the connection; false where there is none. */
  readonly cut: () => boolean;
  /** What is answered; its signal: the client went away. */
  readonly request: Request;
}

/**
 * Closed behind every answer, as Speculos does: ragger looks whether its socket can be read to learn
 * that an answer is there, and the end is what is left to be read when the answer has been buffered.
 * Other clients that ask to keep their connection may: a new one costs more than a command.
 */
function headersFor(request: Request): Record<string, string> {
  const type = { 'Content-Type': 'application/json' };
  const asks = /\bkeep-alive\b/i.test(request.headers.get('connection') ?? '');
  const python = /\bpython\b/i.test(request.headers.get('user-agent') ?? '');
  return asks && !python ? type : { ...type, Connection: 'close' };
}

export async function answerResponse(turn: Turn, patience: Patience): Promise<Response> {
  const { clock, ticks, request } = patience;
  const headers = headersFor(request);
  const end = ticks === 0 ? undefined : clock.now() + ticks * TICK;
  let known: { answer: Uint8Array } | { error: unknown } | undefined;
  turn.answer.then(
    (answer) => {
      known = { answer };
    },
    (error: unknown) => {
      known = { error };
    },
  );
  if (turn.admitted !== undefined) await admission(turn.admitted, turn, end, patience);
  // A simulator that need not ask anybody is done within the same turn of the event loop.
  for (let i = 0; i < MICROTASKS && known === undefined; i++) await undefined;
  if (known !== undefined && 'answer' in known) {
    return new Response(bodyOf(known.answer), { headers });
  }
  if (known !== undefined && !(known.error instanceof LostAnswerError)) throw known.error;
  return new Response(lateBody(turn, end, patience), { headers });
}

/** More than the promises between the queue and the simulator. */
const MICROTASKS = 32;

function bodyOf(answer: Uint8Array): string {
  return `{"data": "${toHex(answer)}"}`;
}

/**
 * Waits until the command is sent, its time is over or its client gone.
 * @throws what keeps the command from the device.
 */
function admission(
  admitted: Promise<void>,
  turn: Turn,
  end: number | undefined,
  { clock, request: { signal } }: Patience,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopTimer = atTime(clock, end, resolve);
    const leave = () => {
      turn.abandon();
      resolve();
    };
    signal.addEventListener('abort', leave, { once: true });
    admitted.then(resolve, reject).finally(() => {
      stopTimer();
      signal.removeEventListener('abort', leave);
    });
  });
}

/** @param end device time, milliseconds; never when absent. */
function lateBody(
  turn: Turn,
  end: number | undefined,
  { clock, cut, request: { signal } }: Patience,
): ReadableStream<Uint8Array> {
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
      stopTimer = atTime(clock, end, () => fail(new Error(TOO_LATE)));
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
