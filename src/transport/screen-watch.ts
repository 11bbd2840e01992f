/**
 * The current screen of a device that reports its screens as they change: who listens, and who waits
 * for a text. Nothing here asks twice or sleeps.
 */

import { nextScreen, waitForText } from '../device/await-screen.js';
import type { ScreenView } from '../device.js';
import type { DeviceError } from '../errors.js';

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

export function screenWatch(first: ScreenView): ScreenWatch {
  const listeners = new Set<(screen: ScreenView) => void>();
  const ended = new AbortController();
  let screen = first;

  const current = () => screen;

  function onChange(listener: (screen: ScreenView) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    current,
    show(next) {
      if (next.kind === screen.kind && sameLines(next, screen)) return;
      screen = next;
      for (const listener of [...listeners]) listener(next);
    },
    onChange,
    waitFor: (text, options) =>
      waitForText({ current, onChange }, text, { ...options, signal: ended.signal }),
    async changed(timeoutMs) {
      await nextScreen({ onChange }, () => true, { timeoutMs, signal: ended.signal });
    },
    end(error) {
      ended.abort(error);
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
