/** What is judged at the end, over the exchanges of every chapter. */
import { expect, it } from 'vitest';
import { callOf } from '../../../src/provider/test/call-of.js';
import type { Chapter } from '../../../src/provider/test/chapter.js';
import { reaching } from '../../../src/provider/test/chapters/reaching.js';
import { passive } from '../../../src/provider/test/passive.js';
import { play } from './runs.js';
import { KEY, smallProvider } from './small-provider.js';

/** As the chapters of orders do it. */
const ordering: Chapter = {
  name: 'orders',
  products: ['swap'],
  rules: [],
  run: async (run) => {
    for (let count = 0; count < 3; count++) await run.client.call(callOf(run, 'swapFixed'));
  },
};

const played = async (createdAt: string) => {
  const url = await smallProvider({
    bend: (reply) => {
      const body = reply.body as Record<string, unknown>;
      return 'createdAt' in body ? { ...reply, body: { ...body, createdAt } } : reply;
    },
  });
  return play(url, {
    createOrders: true,
    chapters: [reaching, ordering, passive],
    profile: { headers: { 'x-api-key': KEY } },
  });
};

it('a clock two hours ahead by createdAt: told once, with all exchanges', async () => {
  const run = await played(new Date(Date.now() + 7_200_000).toISOString());
  const found = run.rule('CLOCK_SKEW');
  expect(found).toMatchObject({ result: 'failed', severity: 'warning' });
  expect(found.evidence).toMatch(
    /^POST \/swap\/fixed: its clock is 7[12]\d\d s ahead of ours \(createdAt\) \(and 2 more such answers\)$/,
  );
  expect(found.exchanges).toHaveLength(3);
  expect(run.errors).toEqual([]);
});

it('a createdAt without zone is no proof of a wrong clock', async () => {
  expect((await played('2030-05-26T14:13:39')).rule('CLOCK_SKEW').result).toBe('passed');
});

it('what a call without the key gets is no normal answer', async () => {
  const url = await smallProvider({
    bend: (reply) => (reply.status === 401 ? { ...reply, status: 200 } : reply),
  });
  const keyless: Chapter = {
    ...ordering,
    run: async (run) => {
      await run.client.call({ ...callOf(run, 'quote'), as: 'none' });
    },
  };
  const run = await play(url, {
    chapters: [reaching, keyless, passive],
    profile: { headers: { 'x-api-key': KEY } },
  });
  expect(run.failed).toEqual(['AUTH_STATUS']);
});

it('a rule without one exchange of its kind is not run', async () => {
  const run = await play(await smallProvider(), { chapters: [passive] });
  for (const { result, why } of run.rules.filter(({ id }) => passive.rules.includes(id))) {
    expect(result).toBe('notRun');
    expect(why).toMatch(/^(waited for|no |needs --create-orders)/);
  }
});
