/** Runs again and again: changes are seen, a provider that goes down is a state, the end is at once. */
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { startProvider } from '../../../src/provider/serve/index.js';
import { reaching } from '../../../src/provider/test/chapters/reaching.js';
import type { RunRecord } from '../../../src/provider/test/index.js';
import { endOf } from '../../../src/provider/watch/run-metrics.js';
import { watch } from '../../../src/provider/watch/watch.js';
import { httpServer, profileOf } from '../http/servers.js';

function ending() {
  let end = () => {};
  const stopped = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { stopped, end };
}

const run = (url: string) =>
  ({ profile: profileOf(url), product: 'swap', chapters: [reaching] }) as const;

it('good, gone, and there again', async () => {
  let provider = await startProvider({ products: ['swap'] });
  const { url } = provider;
  onTestFinished(() => provider.close());
  const { stopped, end } = ending();
  const seen: string[] = [];
  let step: Promise<unknown> = Promise.resolve();
  const last = await watch({
    run: run(url),
    seconds: 0.05,
    stopped,
    onRun: (record) => {
      const state = endOf(record);
      if (seen.at(-1) === state) return;
      seen.push(state);
      if (seen.length === 1) step = provider.close();
      if (seen.length === 2) {
        step = step.then(async () => {
          provider = await startProvider({ products: ['swap'], port: Number(new URL(url).port) });
        });
      }
      if (seen.length === 3) end();
    },
    onError: (error) => {
      throw error;
    },
  });
  await step;
  expect(seen).toEqual(['good', 'unreachable', 'good']);
  expect(last?.result.summary.failed).toBe(0);
});

it('ends at once in the middle of a run, with the last whole one', async () => {
  const { stopped, end } = ending();
  let isSilent = false;
  const url = await httpServer((_, response) => {
    if (isSilent) end();
    else response.end('{}');
  });
  const records: RunRecord[] = [];
  const begun = performance.now();
  const last = await watch({
    run: run(url),
    seconds: 0.01,
    stopped,
    onRun: (record) => {
      records.push(record);
      isSilent = true;
    },
    onError: () => {},
  });
  expect(records).toHaveLength(1);
  expect(last).toBe(records[0]);
  // A call of its own would have waited 15 s.
  expect(performance.now() - begun).toBeLessThan(10_000);
});

it('without a whole run there is no last one', async () => {
  const silent = createServer(() => end());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const { stopped, end } = ending();
  const { port } = silent.address() as { port: number };
  const watched = { seconds: 60, stopped, onRun: () => {}, onError: () => {} };
  expect(await watch({ run: run(`http://127.0.0.1:${port}`), ...watched })).toBeUndefined();
});
