/** Waiting for a screen, driven by events: nothing here asks twice or sleeps. */
import { type DeviceScreen, type ScreenView, showsText } from '../device.js';
import { DeviceError } from '../errors.js';

/** How long, and until what. */
export interface Waiting {
  readonly timeoutMs: number;
  /** No screen will come any more: its reason is what the wait rejects with. */
  readonly signal?: AbortSignal;
}

/** The next new screen for which `fits` is true; undefined when none comes in time. */
export function nextScreen(
  screen: Pick<DeviceScreen, 'onChange'>,
  fits: (view: ScreenView) => boolean,
  { timeoutMs, signal }: Waiting,
): Promise<ScreenView | undefined> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      stop();
      signal?.removeEventListener('abort', abort);
      settle();
    };
    const abort = () => end(() => reject(signal?.reason));
    const stop = screen.onChange((view) => {
      if (fits(view)) end(() => resolve(view));
    });
    const timer = setTimeout(() => end(() => resolve(undefined)), timeoutMs);
    signal?.addEventListener('abort', abort);
  });
}

/** The first screen, the current one included, for which `fits` is true; undefined when none comes in time. */
export async function awaitScreen(
  screen: Pick<DeviceScreen, 'current' | 'onChange'>,
  fits: (view: ScreenView) => boolean,
  waiting: Waiting,
): Promise<ScreenView | undefined> {
  const first = screen.current();
  if (fits(first)) return first;
  waiting.signal?.throwIfAborted();
  return nextScreen(screen, fits, waiting);
}

/** How long `DeviceScreen.waitFor` waits when nobody says, milliseconds. */
const WAIT_TIME = 5000;

/**
 * What `DeviceScreen.waitFor` promises, for any screen.
 * @throws DeviceError when no screen shows the text in time.
 */
export async function waitForText(
  screen: Pick<DeviceScreen, 'current' | 'onChange'>,
  text: string | RegExp,
  { timeoutMs = WAIT_TIME, ...rest }: Partial<Waiting> = {},
): Promise<ScreenView> {
  const found = await awaitScreen(screen, (view) => showsText(view, text), { timeoutMs, ...rest });
  if (found !== undefined) return found;
  const lines = screen.current().lines.map((line) => line.text.trim());
  throw new DeviceError(
    `no screen showed ${String(text)} within ${timeoutMs} ms; the last one reads: ${lines.join(' | ')}`,
  );
}
