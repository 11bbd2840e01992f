/** A run: what is allowed, what is never green, known deviations, and what it says about itself. */
import { describe, expect, it } from 'vitest';
import { rulesOf } from '../../src/provider/rules/index.js';
import type { Chapter } from '../../src/provider/test/chapter.js';
import { CHAPTERS } from '../../src/provider/test/chapters/index.js';
import { self } from '../../src/provider/test/chapters/self.js';
import { isOver, withDeviations } from '../../src/provider/test/deviations.js';
import {
  recordRun,
  type TestProviderOptions,
  testProvider,
} from '../../src/provider/test/index.js';
import type { KnownDeviation } from '../../src/provider/test/profile.js';
import type { RuleResult } from '../../src/provider/test/result.js';
import type { ProviderRun } from '../../src/provider/test/run.js';
import { WALL_CLOCK } from '../../src/provider/wall-clock.js';
import { type Answering, API_KEY, EMAIL, fakeClient, PROFILE, TOKEN } from './fixtures.js';

const NOW = Date.UTC(2026, 10, 27, 12);
const ok: Answering = () => ({ status: 200, body: '{}' });

const chapter = (
  rules: readonly string[],
  run: (run: ProviderRun) => Promise<void> | void,
): Chapter => ({
  name: 'a chapter',
  products: ['swap', 'buy'],
  rules,
  run: async (given) => run(given),
});

const currencies = { operation: 'listCurrencies', method: 'GET', path: '/currencies' } as const;
const order = { operation: 'swapFixed', method: 'POST', path: '/swap/fixed', body: {} } as const;

const AT_NOW = { ...WALL_CLOCK, now: () => NOW };

function record(chapters: readonly Chapter[], changes: Partial<TestProviderOptions> = {}) {
  return recordRun({
    profile: PROFILE,
    product: 'swap',
    client: fakeClient(ok),
    wall: AT_NOW,
    chapters: [...chapters, self],
    ...changes,
  });
}

const rule = (rules: readonly RuleResult[], id: string) => rules.find((one) => one.id === id)!;

describe('every rule', () => {
  it('of the product has one result, in the order of the catalogue', async () => {
    const { result } = await record([]);
    expect(result.rules.map(({ id }) => id)).toEqual(rulesOf('swap').map(({ id }) => id));
    const { passed, failed, notRun, deviations } = result.summary;
    expect(passed + failed + notRun + deviations).toBe(189);
  });

  it('that nobody looked at is not green, and the run says that it has no reason', async () => {
    const { result } = await record([]);
    const about = result.rules.filter(({ severity }) => severity === 'run');
    const others = result.rules.filter(({ severity }) => severity !== 'run');
    expect(new Set(others.map((one) => one.result))).toEqual(new Set(['notRun']));
    expect(about.map((one) => one.result)).toEqual([
      'passed',
      'failed',
      'passed',
      'passed',
      'passed',
    ]);
    expect(rule(result.rules, 'RUN_SKIPPED').evidence).toMatch(
      /^\d+ rules were not run without a reason: HTTP_/,
    );
  });

  it('of a chapter that breaks is not run, with what broke; the run goes on', async () => {
    const broken = chapter(['JSON_INVALID', 'BARE_ARRAY'], ({ judge }) => {
      judge.passed('BARE_ARRAY', { evidence: 'an object' });
      throw new Error('no such thing');
    });
    const after = chapter(['HTTP_NOT_TLS'], ({ judge }) =>
      judge.passed('HTTP_NOT_TLS', { evidence: 'https' }),
    );
    const { result } = await record([broken, after]);
    expect(rule(result.rules, 'JSON_INVALID')).toMatchObject({
      result: 'notRun',
      why: 'the chapter "a chapter" ended early: no such thing',
    });
    expect(rule(result.rules, 'BARE_ARRAY').result).toBe('passed');
    expect(rule(result.rules, 'HTTP_NOT_TLS').result).toBe('passed');
  });
});

describe('orders', () => {
  it('are not made without permission: their rules say what they lack', async () => {
    const { result } = await record([]);
    const needing = rulesOf('swap').filter(({ orders }) => orders);
    expect(needing.length).toBeGreaterThan(60);
    for (const { id } of needing) {
      expect(rule(result.rules, id)).toMatchObject({
        result: 'notRun',
        why: 'needs --create-orders',
      });
    }
    const { evidence } = rule(result.rules, 'RUN_NOT_ALLOWED');
    expect(evidence).toContain(`no order was made; ${needing.length} rules need one: `);
    expect(evidence).toContain('ORDER_REFUSED');
  });

  it('that a chapter makes all the same are found out', async () => {
    const naughty = chapter([], async ({ client }) => void (await client.call(order)));
    const { result } = await record([naughty]);
    expect(rule(result.rules, 'RUN_NOT_ALLOWED')).toMatchObject({
      result: 'failed',
      evidence: '1 call that make orders, without --create-orders',
    });
    const allowed = await record([naughty], { createOrders: true });
    expect(rule(allowed.result.rules, 'RUN_NOT_ALLOWED').result).toBe('passed');
    expect(rule(allowed.result.rules, 'ORDER_REFUSED').why).not.toBe('needs --create-orders');
  });

  it('do not exist in buy', async () => {
    const { result } = await record([], { product: 'buy' });
    expect(rule(result.rules, 'RUN_NOT_ALLOWED').evidence).toBe(
      'no rule of this product needs an order',
    );
  });
});

describe('a provider that is not there', () => {
  it('fails HTTP_UNREACHABLE, and everything else waits for it', async () => {
    let asked = 0;
    const first = chapter([], async ({ client }) => void (await client.call(currencies)));
    const second = chapter([], () => void asked++);
    const { result, unreachable } = await record([first, second], {
      client: fakeClient(() => 'refused'),
      createOrders: true,
    });
    expect(unreachable).toBe('nobody there (refused)');
    expect(asked).toBe(0);
    expect(rule(result.rules, 'HTTP_UNREACHABLE')).toMatchObject({
      result: 'failed',
      severity: 'error',
    });
    const waiting = result.rules.filter(({ result: one }) => one === 'notRun');
    expect(waiting.length).toBeGreaterThan(180);
    for (const { why } of waiting)
      expect(why).toBe('waited for HTTP_UNREACHABLE: nobody there (refused)');
    expect(rule(result.rules, 'RUN_SKIPPED').result).toBe('passed');
  });

  it.each(['tls', 'protocol', 'headers-timeout', 'truncated'] as const)(
    'is there when it fails with %s',
    async (kind) => {
      const first = chapter([], async ({ client }) => void (await client.call(currencies)));
      const { unreachable } = await record([first], { client: fakeClient(() => kind) });
      expect(unreachable).toBeUndefined();
    },
  );
});

describe('known deviations', () => {
  const deviation = (id: string, until: string): KnownDeviation => ({
    rule: id,
    reason: 'the old cluster',
    until,
  });
  const failing = chapter([], ({ judge }) => {
    judge.failed('JSON_INVALID', { evidence: 'a comma too many' });
    judge.passed('BARE_ARRAY', { evidence: 'an object' });
  });
  const withList = (deviations: readonly KnownDeviation[]) =>
    record([failing], { profile: { ...PROFILE, deviations } });

  it('are shown apart while they are in force', async () => {
    const { result } = await withList([deviation('JSON_INVALID', '2026-11-27')]);
    expect(rule(result.rules, 'JSON_INVALID')).toEqual({
      id: 'JSON_INVALID',
      result: 'deviation',
      severity: 'error',
      evidence: 'a comma too many',
      why: 'the old cluster (until 2026-11-27)',
    });
    expect(result.summary).toMatchObject({ deviations: 1 });
    expect(rule(result.rules, 'KNOWN_DEVIATION')).toMatchObject({
      result: 'passed',
      evidence: '1 listed: JSON_INVALID until 2026-11-27',
    });
  });

  it('fail again past their date', async () => {
    const { result } = await withList([deviation('JSON_INVALID', '2026-11-26')]);
    expect(rule(result.rules, 'JSON_INVALID')).toMatchObject({
      result: 'failed',
      why: 'listed as a deviation until 2026-11-26, which has passed: the old cluster',
    });
    expect(rule(result.rules, 'KNOWN_DEVIATION')).toMatchObject({
      result: 'failed',
      severity: 'run',
      evidence: 'JSON_INVALID was agreed until 2026-11-26',
    });
  });

  it('that pass are reported', async () => {
    const { result } = await withList([deviation('BARE_ARRAY', '2030-01-01')]);
    expect(rule(result.rules, 'BARE_ARRAY')).toMatchObject({
      result: 'passed',
      why: 'listed as a deviation, passes now',
    });
    expect(rule(result.rules, 'KNOWN_DEVIATION').evidence).toBe(
      'BARE_ARRAY listed as a deviation, passes now',
    );
  });

  it('do not touch a rule that was not run', () => {
    const results: RuleResult[] = [
      { id: 'A', result: 'notRun', severity: 'error', evidence: '', why: 'waited' },
    ];
    expect(withDeviations(results, [deviation('A', '2030-01-01')], NOW)).toEqual(results);
  });

  it.each([
    ['2026-11-26', true],
    ['2026-11-27', false],
    ['2026-11-27T11:59:59Z', true],
    ['2026-11-27T12:00:01Z', false],
    ['2026-11-27T12:30:00+02:00', true],
  ])('%s is over at noon of 2026-11-27: %s', (until, over) => {
    expect(isOver(until, NOW)).toBe(over);
  });
});

describe('a run', () => {
  it('asks the same with the same seed', async () => {
    const drawn: number[][] = [];
    const drawing = chapter([], ({ random }) => void drawn.push([random(), random(), random()]));
    for (const seed of [7, 7, 8]) await record([drawing], { seed });
    expect(drawn[0]).toEqual(drawn[1]);
    expect(drawn[2]).not.toEqual(drawn[0]);
    for (const number of drawn.flat()) expect(number >= 0 && number < 1).toBe(true);
  });

  it('hides secrets in what it says', async () => {
    const telling = chapter([], ({ judge }) => {
      judge.failed('AUTH_LEAK', { evidence: `the answer repeats ${API_KEY} and ${TOKEN}` });
      judge.notRun('JSON_INVALID', `waited for ${EMAIL}`);
    });
    const { result } = await record([telling]);
    expect(rule(result.rules, 'AUTH_LEAK').evidence).toBe(
      'the answer repeats [hidden] and [hidden]',
    );
    expect(rule(result.rules, 'JSON_INVALID').why).toBe('waited for [e-mail hidden]');
    expect(rule(result.rules, 'SECRET_REDACTED').result).toBe('passed');
  });

  it('names seed, profile, time and calls; a call that is not in the journal is found out', async () => {
    const first = chapter([], async ({ client }) => void (await client.call(currencies)));
    const { result } = await record([first], { seed: 9 });
    expect(rule(result.rules, 'RUN_REPRODUCIBLE').evidence).toMatch(
      /^seed 9, profile [0-9a-f]{16}, 2026-11-27T12:00:00\.000Z; 1 call, each with its curl line$/,
    );
    const lost = chapter([], ({ judge }) =>
      judge.failed('JSON_INVALID', { evidence: 'x', exchanges: [4] }),
    );
    const other = await record([lost]);
    expect(rule(other.result.rules, 'RUN_REPRODUCIBLE')).toMatchObject({
      result: 'failed',
      evidence: 'calls that are not in the journal: JSON_INVALID',
    });
  });

  it('closes its client, also when options turn out to be unusable', async () => {
    let closed = 0;
    const client = () => ({
      call: async () => Promise.reject(new Error()),
      close: async () => void closed++,
    });
    await record([], { client });
    await testProvider({ profile: PROFILE, product: 'swap', client, chapters: [], wall: AT_NOW });
    expect(closed).toBe(2);
  });

  it('ends with what it says about itself', () => {
    expect(CHAPTERS.at(-1)).toBe(self);
    const known = new Set(
      rulesOf('swap')
        .concat(rulesOf('sell'), rulesOf('card'), rulesOf('fund'), rulesOf('buy'))
        .map(({ id }) => id),
    );
    expect(CHAPTERS.flatMap(({ rules }) => rules).filter((id) => !known.has(id))).toEqual([]);
  });
});
