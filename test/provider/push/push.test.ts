/** Chapter J against the reference provider: all well, and each mistake by its name. */
import { expect, it } from 'vitest';
import { notRun, type PlayedRun, playPush } from '../device/played.js';

const TIMEOUT = 120_000;

it.each(['swap', 'sell', 'card'] as const)(
  '%s: every rule is looked at and passes',
  { timeout: TIMEOUT },
  async (product) => {
    const run = await playPush({ product });
    expect(run.failed).toEqual([]);
    expect(notRun(run)).toEqual({
      READBACK_SHAPE: 'optional: the provider has not read an order back',
      ...(product === 'swap'
        ? { STATUS_REGRESSES: 'swap is polled: its statuses are compared there' }
        : {}),
    });
    expect(run.rules.get('WEBHOOK_NO_RETRY')?.evidence).toBe(
      '4 pushes of the same state, answered 500, hang-up, 503, 200',
    );
    expect(run.rules.get('WEBHOOK_MISSING_TRANSITION')?.evidence).toContain(
      'pushed: TRANSFER_IN_COMPLETED, FINISHED',
    );
  },
);

type Case = readonly [
  product: 'swap' | 'sell',
  code: string,
  rule: string,
  evidence: RegExp,
  also?: readonly string[],
];

const CASES: readonly Case[] = [
  ['swap', 'SKIP_PUSH', 'WEBHOOK_MISSING_TRANSITION', /^TRANSFER_IN_COMPLETED was not pushed/],
  ['swap', 'OLD_PUSH', 'WEBHOOK_OLD_FORM', /the contract of 2026 has POST \/webhook\//],
  ['swap', 'MIXED_PUSH', 'WEBHOOK_MIXED_FORM', /the path is that of 2026 and the body the older/],
  ['sell', 'MIXED_PUSH', 'WEBHOOK_MIXED_FORM', /the path is the older one and the body that of/],
  ['swap', 'BAD_PUSH_KEY', 'WEBHOOK_BAD_KEY', /x-api-key is wrong, Ledger answers 401/],
  ['swap', 'PUSH_OTHER_PROVIDER', 'WEBHOOK_PROVIDER_ID', /providerId is "someone-else"/],
  ['sell', 'EARLY_PUSH', 'WEBHOOK_TOO_EARLY', /answered 404\): no further attempt/],
  ['swap', 'UNMAPPED_PUSH', 'WEBHOOK_UNMAPPED', /"WAITING_FOR_MOON"/],
  ['sell', 'PUSH_VALUE', 'WEBHOOK_STATUS_VALUE', /"COMPLETED"/],
  ['swap', 'PUSH_AFTER_FINAL', 'WEBHOOK_AFTER_FINAL', /PENDING, answered 405/],
  ['swap', 'FINAL_PUSH_NO_AMOUNT', 'WEBHOOK_FINAL_WITHOUT_AMOUNT', /missing or 0/],
  ['swap', 'PUSH_AMOUNT_FROM', 'WEBHOOK_AMOUNT_CURRENCY', /0\.01, which is the BTC that was paid/],
  ['sell', 'PUSH_NUMBERS', 'WEBHOOK_BODY', /amount is a number, expected a text/],
  ['swap', 'NO_RETRY', 'WEBHOOK_NO_RETRY', /no second attempt in \d+ s/],
  [
    'swap',
    'RETRY_STORM',
    'WEBHOOK_RETRY_STORM',
    /growing distance/,
    ['WEBHOOK_RETRY_FINAL_ANSWER'],
  ],
  ['swap', 'RETRY_4XX', 'WEBHOOK_RETRY_FINAL_ANSWER', /1 after 401, 1 after 405, 1 after 422/],
  ['swap', 'RETRY_CHANGED', 'WEBHOOK_RETRY_CHANGED', /providerFees "[\d.]+", then "[\d.]+1"/],
  ['swap', 'OUT_OF_ORDER', 'WEBHOOK_OUT_OF_ORDER', /TRANSFER_IN_COMPLETED.* it came after push/],
  ['sell', 'DUPLICATE_PUSH', 'WEBHOOK_DUPLICATE', /it came after push/],
  ['swap', 'FOLLOW_REDIRECT', 'WEBHOOK_FOLLOWS_REDIRECT', /its key was with it/],
  ['swap', 'KEY_IN_URL', 'WEBHOOK_KEY_IN_URL', /stands in the query/],
  ['swap', 'PUSH_DIFFERS', 'STATUS_DIFFERS_FROM_PUSH', /says FINISHED, GET \/status says PENDING/],
  ['swap', 'NO_PUSH', 'WEBHOOK_NEVER', /GET \/status went over TRANSFER_IN_COMPLETED, FINISHED/],
  ['sell', 'LATE_PUSH', 'WEBHOOK_LATE', /came 1\d\.\d s after the change/],
  ['sell', 'PUSH_UNKNOWN_ID', 'WEBHOOK_UNKNOWN_ID', /is the id of no order of this run/],
];

/** A few at once, each on ports of its own: more would take each other's time. */
const AT_ONCE = 4;

it('each mistake fails its rule, and none that does not follow', { timeout: TIMEOUT }, async () => {
  const runs: Awaited<ReturnType<typeof playPush>>[] = [];
  for (let at = 0; at < CASES.length; at += AT_ONCE) {
    const some = CASES.slice(at, at + AT_ONCE);
    const played = some.map(([product, code]) => playPush({ product, codes: [code] }));
    runs.push(...(await Promise.all(played)));
  }
  const seen = CASES.map(([product, code, rule, , also = []], at) => {
    const { failed } = runs[at]!;
    return [product, code, failed.filter((id) => id === rule || !also.includes(id))];
  });
  expect(seen).toEqual(CASES.map(([product, code, rule]) => [product, code, [rule]]));
  for (const [at, [, , rule, evidence]] of CASES.entries()) {
    expect(runs[at]!.rules.get(rule)?.evidence).toMatch(evidence);
  }
  const never = runs[CASES.findIndex(([, code]) => code === 'NO_PUSH')]!;
  expect(never.rules.get('WEBHOOK_NEVER')?.severity).toBe('warning');
  for (const run of runs) expect(text(run)).not.toContain('push-key-123');
});

const text = ({ record }: PlayedRun) => JSON.stringify(record.result);

it('without a webhook, a clock or orders every rule says what it lacks', async () => {
  const none = await playPush({ profile: { webhook: undefined as never } });
  expect(new Set(Object.values(notRun(none)))).toEqual(
    new Set([
      'the profile names no webhook: needs webhook.listen, where this run listens and the provider pushes to',
    ]),
  );
  const quiet = await playPush({ createOrders: false });
  expect(new Set(Object.values(notRun(quiet)))).toEqual(new Set(['needs --create-orders']));
  const still = await playPush({ profile: { clock: undefined as never } });
  expect(still.failed).toEqual([]);
  expect(notRun(still).WEBHOOK_NEVER).toBe(
    'takes 60 s: needs --wait 60, or a clock in the profile that can be moved',
  );
  const taken = await playPush({ profile: { webhook: { listen: 'ftp://somewhere' } } });
  expect(notRun(taken).WEBHOOK_NEVER).toMatch(/^webhook.listen cannot be used: webhook.listen:/);
});
