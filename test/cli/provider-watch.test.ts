/** `provider test --watch --metrics` as it is typed. */
import { expect, it, onTestFinished } from 'vitest';
import { providerTest } from '../../src/cli/provider/test/test.js';
import { behavioursOf, startProvider } from '../../src/provider/serve/index.js';
import { readOpenMetrics } from '../provider/support/open-metrics.js';
import { run } from './command-line.js';

async function watching(codes: readonly string[], work: (metrics: string) => Promise<void>) {
  const provider = await startProvider({ products: ['swap'], behaviours: behavioursOf(codes) });
  onTestFinished(() => provider.close());
  let stdout = '';
  let stderr = '';
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let worked: Promise<void> | undefined;
  const io = {
    stdout: {
      write: (text: string) => {
        stdout += text;
      },
    },
    stderr: {
      write: (text: string) => {
        stderr += text;
        const [, url] = /metrics at (\S+)/.exec(stderr) ?? [];
        // Behind the first run.
        if (/ not run, /.test(text)) worked ??= work(url!).finally(stop);
      },
    },
    color: false,
    columns: 80,
    isTty: false,
  };
  const options = { product: 'swap', seed: '1', watch: '3600', metrics: '0', json: true } as const;
  const code = await providerTest(provider.url, options, io, () => stopped);
  await worked;
  return { code, stdout, stderr };
}

it('serves metrics while it waits, makes no order, and ends with the last report', async () => {
  let text = '';
  const { code, stdout } = await watching([], async (url) => {
    text = await (await fetch(url)).text();
  });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).summary.failed).toBe(0);
  const families = readOpenMetrics(text);
  const calls = families.get('exchange_sim_provider_call_seconds')!.samples;
  const operations = new Set(calls.map(({ labels }) => labels.operation));
  expect(operations).toContain('quote');
  expect(operations).not.toContain('swapFixed');
  expect(families.get('exchange_sim_provider_up')?.samples[0]?.value).toBe(1);
});

it('names what failed, and ends with 1', async () => {
  const { code, stderr } = await watching(['NO_EXPIRY'], async () => {});
  expect(code).toBe(1);
  expect(stderr).toMatch(/^ {2}QUOTE_EXPIRY_MISSING failed: /m);
});

it.each([
  [['--metrics', '9464'], '--metrics: expected --watch SECONDS beside it, found none'],
  [['--watch', '0'], '--watch: expected seconds from 1 to 86400, found "0"'],
  [['--watch', '60', '--metrics', '70000'], '--metrics: expected a port from 0 to 65535'],
])('%j: 2 and a sentence', async (args, sentence) => {
  const typed = ['provider', 'test', 'http://127.0.0.1:1', '--product', 'swap', ...args];
  const { code, err } = await run(typed);
  expect(code).toBe(2);
  expect(err).toContain(sentence);
});
