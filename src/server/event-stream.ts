/** Server-sent events: bounded in number, and in how far behind a reader may be. */
import { LIMITS, LimitError } from './limits.js';
import type { ServedDevice } from './served-device.js';

/** Writes one event; a whole event is one chunk, so that no reader sees half of one. */
export type Write = (event: string) => void;

export class StreamCounter {
  private open = 0;

  /**
   * A stream that lives until its reader or the device goes away.
   * @param begin starts writing and returns how to stop.
   * @throws LimitError when too many are open.
   */
  stream(served: ServedDevice, begin: (write: Write) => () => void): ReadableStream<Uint8Array> {
    if (served.streams >= LIMITS.streams || this.open >= LIMITS.allStreams) {
      throw new LimitError('too many event streams are open');
    }
    const encoder = new TextEncoder();
    let stop: (() => void) | undefined;
    const end = () => {
      if (stop === undefined) return;
      stop();
      stop = undefined;
      served.streams--;
      this.open--;
    };
    served.streams++;
    this.open++;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          const finish = () => {
            if (stop === undefined) return;
            end();
            controller.close();
          };
          const stopWriting = begin((event) => {
            // A reader that does not read must not fill our memory.
            if ((controller.desiredSize ?? 0) < -LIMITS.streamBacklog) finish();
            else controller.enqueue(encoder.encode(event));
          });
          const stopWaiting = served.onClose(finish);
          stop = () => {
            stopWriting();
            stopWaiting();
          };
        },
        cancel: end,
      },
      { highWaterMark: 0 },
    );
  }
}

/** @param stream null in answer to HEAD. */
export function streamResponse(stream: ReadableStream<Uint8Array> | null): Response {
  return new Response(stream, {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' },
  });
}
