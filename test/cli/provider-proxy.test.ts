/** `provider proxy` as it is typed. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { ProviderProxyOptions } from '../../src/cli/provider/proxy/options.js';
import { providerProxy } from '../../src/cli/provider/proxy/proxy.js';
import { RELEASES } from '../../src/firmware/index.js';
import { behavioursOf, startProvider } from '../../src/provider/serve/index.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-proxy-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function proxied(
  url: string,
  options: Partial<ProviderProxyOptions>,
  work: (url: string) => Promise<unknown>,
) {
  let stdout = '';
  let stderr = '';
  let ready = (_url: string) => {};
  const announced = new Promise<string>((resolve) => {
    ready = resolve;
  });
  const io = {
    stdout: {
      write: (text: string) => {
        stdout += text;
      },
    },
    stderr: {
      write: (text: string) => {
        stderr += text;
        const [, at] = / at (http:\S+)\n/.exec(text) ?? [];
        if (at !== undefined) ready(at);
      },
    },
    color: false,
    columns: 80,
    isTty: false,
  };
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const typed = { port: '0', product: 'swap', ...options } as const;
  const ended = providerProxy(url, typed, io, () => stopped);
  await work(await announced);
  stop();
  return { code: await ended, stdout, stderr };
}

async function provider(...codes: string[]) {
  const running = await startProvider({ products: ['swap'], behaviours: behavioursOf(codes) });
  onTestFinished(() => running.close());
  return running.url;
}

const ask = (url: string) =>
  fetch(`${url}/quote`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: 'BTC', to: 'ETH', amount: '0.01' }),
  });

it('one line for each exchange, the report in every form, and 0 when nothing failed', async () => {
  const report = join(folder, 'report.html');
  const junit = join(folder, 'report.xml');
  const options = { json: true, report, junit } as const;
  const { code, stdout, stderr } = await proxied(await provider(), options, ask);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^proxy for http:\/\/127\.0\.0\.1:\d+ \(swap\) at http:/);
  expect(stderr).toMatch(/^#1 POST \/quote 200 \d+ ms \d+ bytes \(quote\)$/m);
  const { summary, rules } = JSON.parse(stdout);
  const schema = join(import.meta.dirname, '../../schemas/provider-test.schema.json');
  const isOne = new Ajv().compile(JSON.parse(readFileSync(schema, 'utf8')));
  expect(isOne(JSON.parse(stdout)), JSON.stringify(isOne.errors)).toBe(true);
  expect(summary).toMatchObject({ failed: 0, deviations: 0 });
  expect(rules.find(({ id }: { id: string }) => id === 'ORDER_TOO_SLOW')).toMatchObject({
    result: 'notRun',
    why: 'no order passed through',
  });
  expect(readFileSync(report, 'utf8')).toContain('through a proxy');
  expect(readFileSync(junit, 'utf8')).toContain('<testcase name="QUOTE_EXPIRY_MISSING"');
});

it('a finding is one line when it is new, and 1 at the end', async () => {
  const { code, stdout, stderr } = await proxied(await provider('NO_EXPIRY'), {}, async (url) => {
    await ask(url);
    await ask(url);
  });
  expect(code).toBe(1);
  expect(stderr.match(/^ {2}QUOTE_EXPIRY_MISSING \(error\): /gm)).toHaveLength(1);
  expect(stdout).toContain('QUOTE_EXPIRY_MISSING (error)');
});

it('3 when nobody was reached', async () => {
  const gone = await startProvider({ products: ['swap'] });
  await gone.close();
  const { code, stderr } = await proxied(gone.url, {}, async (url) => {
    expect((await ask(url)).status).toBe(502);
  });
  expect(code).toBe(3);
  expect(stderr).toContain('error: nobody answered at');
});

it.each([
  [['http://127.0.0.1:1'], '--product: expected one of'],
  [['ftp://x', '--product', 'swap'], 'URL'],
  [
    ['http://127.0.0.1:1', '--product', 'swap', '--firmware', 'all'],
    `expected one version, found ${RELEASES.length}`,
  ],
  [[], 'expected the base URL of a provider, or --profile'],
  [['http://127.0.0.1:1', '--product', 'swap', '--port', '70000'], '--port: expected'],
  [['http://127.0.0.1:1', '--product', 'swap', '--report', '/nowhere/x.html'], '--report'],
])('%j: 2 and a sentence', async (args, sentence) => {
  const { code, err } = await run(['provider', 'proxy', ...args]);
  expect(code).toBe(2);
  expect(err).toContain(sentence);
});
