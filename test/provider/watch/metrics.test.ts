/** Metrics of runs, read by a parser of their standard. */
import { request } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import type { RunRecord } from '../../../src/provider/test/index.js';
import { serveMetrics } from '../../../src/provider/watch/node-metrics.js';
import { openMetrics } from '../../../src/provider/watch/open-metrics.js';
import { RunMetrics } from '../../../src/provider/watch/run-metrics.js';
import { playPush } from '../device/played.js';
import { finishedRun } from '../fixtures.js';
import { readOpenMetrics } from '../support/open-metrics.js';

const P = 'exchange_sim_provider';
const one = (text: string, name: string) => readOpenMetrics(text).get(name)?.samples[0]?.value;

it('before the first run there are counters, and no state', () => {
  const families = readOpenMetrics(new RunMetrics('swap', '1.2.3').text());
  expect(families.get('exchange_sim')?.samples[0]?.labels).toEqual({ version: '1.2.3' });
  expect(families.get(`${P}_runs`)?.samples.map(({ value }) => value)).toEqual([0, 0, 0]);
  expect(families.has(`${P}_rule_state`)).toBe(false);
});

it('each rule has one state, each operation its times', async () => {
  const record = await finishedRun();
  const metrics = new RunMetrics('swap', '1');
  metrics.add(record);
  metrics.add(record);
  const families = readOpenMetrics(metrics.text());
  const states = families.get(`${P}_rule_state`)!.samples;
  expect(states).toHaveLength(4 * record.result.rules.length);
  for (const { id, result, severity } of record.result.rules) {
    const own = states.filter(({ labels, value }) => labels.rule === id && value === 1);
    expect(own.map(({ labels }) => labels)).toEqual([
      { product: 'swap', rule: id, severity, state: result },
    ]);
  }
  const times = families.get(`${P}_call_seconds`)!;
  expect(times).toMatchObject({ type: 'histogram', unit: 'seconds' });
  const counts = times.samples.filter(({ name }) => name.endsWith('_count'));
  expect(counts.map(({ labels, value }) => [labels.operation, value])).toEqual([
    ['quote', 2],
    ['listCurrencies', 2],
  ]);
  const runs = families.get(`${P}_runs`)!.samples;
  expect(runs.map(({ labels, value }) => [labels.end, value])).toEqual([
    ['good', 0],
    ['bad', 2],
    ['unreachable', 0],
  ]);
});

it('a provider that is down is a state', async () => {
  const record: RunRecord = { ...(await finishedRun()), unreachable: 'refused' };
  const metrics = new RunMetrics('swap', '1');
  metrics.add(record);
  expect(one(metrics.text(), `${P}_up`)).toBe(0);
  const runs = readOpenMetrics(metrics.text()).get(`${P}_runs`)!.samples;
  expect(runs.find(({ labels }) => labels.end === 'unreachable')?.value).toBe(1);
});

it('how long quotes hold and pushes take', async () => {
  const metrics = new RunMetrics('swap', '1');
  metrics.add((await playPush()).record);
  expect(one(metrics.text(), `${P}_quote_life_seconds`)).toBeCloseTo(300, 0);
  expect(one(metrics.text(), `${P}_push_delay_seconds`)).toBeLessThan(1);
  metrics.add((await playPush({ product: 'sell', codes: ['LATE_PUSH'] })).record);
  expect(one(metrics.text(), `${P}_push_delay_seconds`)).toBeCloseTo(15, 0);
});

it('names and texts of any kind are escaped', () => {
  const odd = 'a"b\\c\nd';
  const text = openMetrics([
    { name: 'x', type: 'gauge', help: odd, samples: [{ labels: { odd }, value: 1 }] },
  ]);
  expect(readOpenMetrics(text).get('x')?.samples[0]?.labels).toEqual({ odd });
});

interface Got {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

function ask(
  url: string,
  path: string,
  options: { method?: string; host?: string } = {},
): Promise<Got> {
  const { method = 'GET', host } = options;
  const { port } = new URL(url);
  const headers = host === undefined ? {} : { host };
  return new Promise((resolve, reject) => {
    request({ port, path, method, headers }, async (answer) => {
      let text = '';
      for await (const part of answer) text += part;
      resolve({ status: answer.statusCode!, type: answer.headers['content-type'] ?? '', text });
    })
      .once('error', reject)
      .end();
  });
}

it('is served on loopback, to its own name, at /metrics alone', async () => {
  const metrics = new RunMetrics('swap', '1');
  const served = await serveMetrics(0, () => metrics.text());
  onTestFinished(() => served.close());
  expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  const good = await ask(served.url, '/metrics');
  expect(good.status).toBe(200);
  expect(good.type).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(good.text).toBe(metrics.text());
  expect((await ask(served.url, '/metrics', { method: 'HEAD' })).text).toBe('');
  expect((await ask(served.url, '/')).status).toBe(404);
  expect((await ask(served.url, '/metrics', { method: 'POST' })).status).toBe(405);
  expect((await ask(served.url, '/metrics', { host: 'evil.example' })).status).toBe(403);
});
