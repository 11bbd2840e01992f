/**
 * The current screen of a device that reports its screens as they change: who listens, and who waits
 * for a text. Nothing here asks twice or sleeps.
 */
import { type ScreenView, showsText } from '../device.js';
import { DeviceError } from '../errors.js';

export interface ScreenWatch {
  current(): ScreenView;
  /** A screen like the current one is no change. */
  show(screen: ScreenView): void;
  onChange(listener: (screen: ScreenView) => void): () => void;
  waitFor(text: string | RegExp, options?: { timeoutMs?: number }): Promise<ScreenView>;
  /** The next change, or nothing after this time. */
  changed(timeoutMs: number): Promise<void>;
  /** No screen will come any more: whoever waits is told so. */
  end(error: DeviceError): void;
}

/** As long as the simulator's. */
const WAIT_TIME = 5000;

export function screenWatch(first: ScreenView): ScreenWatch {
  const listeners = new Set<(screen: ScreenView) => void>();
  const waiting = new Set<(error: DeviceError) => void>();
  let screen = first;
  let ended: DeviceError | undefined;

  function onChange(listener: (screen: ScreenView) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function wait<T>(
    timeoutMs: number,
    look: (screen: ScreenView) => T | undefined,
    late: () => T,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        stop();
        waiting.delete(fail);
        settle();
      };
      const fail = (error: DeviceError) => finish(() => reject(error));
      const stop = onChange((view) => {
        const found = look(view);
        if (found !== undefined) finish(() => resolve(found));
      });
      const timer = setTimeout(() => {
        finish(() => {
          try {
            resolve(late());
          } catch (error) {
            reject(error);
          }
        });
      }, timeoutMs);
      waiting.add(fail);
    });
  }

  return {
    current: () => screen,
    show(next) {
      if (next.kind === screen.kind && sameLines(next, screen)) return;
      screen = next;
      for (const listener of [...listeners]) listener(next);
    },
    onChange,
    async waitFor(text, { timeoutMs = WAIT_TIME } = {}) {
      if (showsText(screen, text)) return screen;
      if (ended !== undefined) throw ended;
      return wait(
        timeoutMs,
        (view) => (showsText(view, text) ? view : undefined),
        () => {
          const lines = screen.lines.map((line) => line.text.trim());
          throw new DeviceError(
            `no screen showed ${String(text)} within ${timeoutMs} ms; the last one reads: ${lines.join(' | ')}`,
          );
        },
      );
    },
    changed: (timeoutMs) =>
      wait(
        timeoutMs,
        () => null,
        () => null,
      ).then(() => {}),
    end(error) {
      ended = error;
      for (const fail of [...waiting]) fail(error);
      listeners.clear();
    },
  };
}

function sameLines(a: ScreenView, b: ScreenView): boolean {
  return (
    a.lines.length === b.lines.length &&
    a.lines.every((line, i) => {
      const other = b.lines[i]!;
      return line.text === other.text && line.x === other.x && line.y === other.y;
    })
  );
}
