/**
 * Follows the journal of one device: everything it remembers, then what happens, live. When the
 * stream breaks, all is read again: the server may have been started anew.
 */
import type { ShownEntry } from '../../journal-words.js';
import { getJson } from './api.js';

export interface Follower {
  /** The whole past; whatever was shown before no longer counts. */
  readonly past: (entries: readonly ShownEntry[]) => void;
  readonly now: (entry: ShownEntry) => void;
  readonly connected: (yes: boolean) => void;
}

/** Each is an event of its own in the stream. */
const TYPES: Readonly<Record<ShownEntry['type'], true>> = {
  command: true,
  withheld: true,
  answer: true,
  signing: true,
  lost: true,
  screen: true,
  press: true,
  touch: true,
  'flow-step': true,
  'flow-end': true,
  automation: true,
  restart: true,
};

const RETRY = { first: 500, most: 5000 } as const;

/** Returns how to stop. */
export function follow(base: string, follower: Follower): () => void {
  let stopped = false;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait: number = RETRY.first;

  const again = () => {
    source?.close();
    if (stopped) return;
    follower.connected(false);
    timer = setTimeout(begin, wait);
    wait = Math.min(2 * wait, RETRY.most);
  };

  async function begin(): Promise<void> {
    try {
      const { entries } = await getJson<{ entries: readonly ShownEntry[] }>(`${base}/sim/journal`);
      if (stopped) return;
      follower.past(entries);
      listen(entries.at(-1)?.number ?? 0);
      follower.connected(true);
      wait = RETRY.first;
    } catch {
      again();
    }
  }

  function listen(after: number): void {
    source = new EventSource(`${base}/sim/stream?after=${after}`);
    source.onerror = again;
    for (const type of Object.keys(TYPES)) {
      source.addEventListener(type, (event: MessageEvent<string>) => {
        if (!stopped) follower.now(JSON.parse(event.data) as ShownEntry);
      });
    }
  }

  void begin();
  return () => {
    stopped = true;
    source?.close();
    clearTimeout(timer);
  };
}
