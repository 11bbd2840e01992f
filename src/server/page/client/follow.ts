/**
 * Follows the journal of one device: everything it remembers, then what happens, live. When the
 * stream breaks, all is read again: the server may have been started anew.
 */
import { getJson } from './api.js';
import { ENTRY_TYPES, type Entry } from './shapes.js';

export interface Follower {
  /** The whole past; whatever was shown before no longer counts. */
  readonly past: (entries: readonly Entry[]) => void;
  readonly now: (entry: Entry) => void;
  readonly connected: (yes: boolean) => void;
}

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
      const { entries } = await getJson<{ entries: readonly Entry[] }>(`${base}/sim/journal`);
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
    for (const type of ENTRY_TYPES) {
      source.addEventListener(type, (event: MessageEvent<string>) => {
        if (!stopped) follower.now(JSON.parse(event.data) as Entry);
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
