/** A stranger's provider of sales and cards: nothing fails, and each mistake is told by its rule. */
import { expect, it, onTestFinished } from 'vitest';
import { closedPort } from '../http/servers.js';
import { judged } from './judged.js';
import { OFFRAMP_MISTAKES, type OfframpMistake, startOfframp } from './offramp.js';

const DEVICE = 'DEVICE_REFUSES';
const SCREEN = 'DEVICE_SCREEN_WRONG';

const TOLD: Readonly<Record<OfframpMistake, readonly [string, ...string[]]>> = {
  // Read as the swap it is, there is more that is not as asked for.
  'swap message': [
    'check: envelope family',
    'check: amount family',
    'check: currency family',
    'check: address family',
    DEVICE,
  ],
  'fiat amount as text': ['check: fiat family', 'SELL_AMOUNT', SCREEN],
  'fiat amount without exponent': ['check: fiat family', 'SELL_AMOUNT', SCREEN],
  'nonce as base64 text': ['check: nonce family', 'check: size family', DEVICE],
  'amount of the smallest unit as text': ['check: amount family', 'SELL_AMOUNT', SCREEN],
  'signature in hex': ['check: signature family', DEVICE],
  'sell id from the quote': ['SELL_ID_REUSED'],
  'error without messageKey': ['ERROR_SHAPE', 'SELL_QUOTE_NOT_FOUND', 'SELL_CURRENCY_NOT_FOUND'],
  'unknown quote is 400': ['SELL_QUOTE_NOT_FOUND', 'ERROR_HTTP_MISMATCH'],
  'tickers for ledger ids': ['NOT_A_LEDGER_ID'],
  'country UK': ['CAPABILITIES_COUNTRY'],
  'unlisted payment method': ['CAPABILITIES_METHOD', 'SCHEMA_MISMATCH'],
  'relative redirect': ['SELL_REDIRECT_URL', 'SCHEMA_MISMATCH'],
  'redirect without the amount': ['SELL_REDIRECT_PARAMETERS'],
  'lower-case fiat': ['CAPABILITIES_FIAT'],
  'expiry as epoch': ['EXPIRY_SECONDS', 'SCHEMA_MISMATCH'],
  'pay-in differs': ['PAYIN_ADDRESS_MISMATCH', 'check: address family'],
  'a quote for any amount': ['CAP_LIMITS_QUOTE'],
  'no e-mail': ['SELL_EMAIL', 'check: envelope family', SCREEN],
  // What cannot be read is told once, and what builds on it waits.
  'capabilities with a comma too many': ['JSON_INVALID'],
  'login page for the ids': ['HTTP_HTML_WITH_200'],
  'every order crashes': ['PROVIDER_SIG_MEMBERS'],
};

async function started(options: Parameters<typeof startOfframp>[0] = {}) {
  const provider = await startOfframp(options);
  onTestFinished(() => provider.close());
  return provider;
}

it('sell: nothing fails, also where the key is asked for at the redirect alone', async () => {
  const run = await judged('sell', await started());
  expect(run.evidence).toEqual({});
  expect(run.exitCode).toBe(0);
  expect(run.summary.passed).toBeGreaterThan(110);
  expect(run.rules.find(({ id }) => id === 'AUTH_NOT_ENFORCED')).toMatchObject({
    result: 'passed',
    evidence: expect.stringContaining('GET /sell-redirect answers 401'),
  });
});

it('card: the same POST /sell, and nothing fails', async () => {
  const { headers: _, ...provider } = await started();
  const run = await judged('card', provider);
  expect(run.evidence).toEqual({});
  expect(run.exitCode).toBe(0);
  expect(run.summary.passed).toBeGreaterThan(70);
});

it('with a clock and a receiver, expiries and pushes are looked at, and nothing fails', async () => {
  const listen = `http://127.0.0.1:${await closedPort()}`;
  const webhook = { url: listen, key: 'from-ledger' };
  const run = await judged('sell', await started({ webhook }), {
    clock: '/tests/time',
    webhook: { listen, key: webhook.key },
  });
  expect(run.evidence).toEqual({});
  for (const rule of ['EXPIRED_QUOTE_ACCEPTED', 'WEBHOOK_NEVER', 'WEBHOOK_TOO_EARLY']) {
    expect(run.rules.find(({ id }) => id === rule)).toMatchObject({ result: 'passed' });
  }
}, 120_000);

it('what waits for a broken answer names its rule, never one of another product', async () => {
  const broken = await judged(
    'sell',
    await started({ mistake: 'capabilities with a comma too many' }),
  );
  for (const id of ['CAPABILITIES_MISSING', 'CAPABILITIES_FIAT', 'LISTED_BUT_NOT_QUOTED']) {
    expect(broken.notRun[id]).toBe('waited for JSON_INVALID: GET /capabilities');
  }
  const crashed = await judged('sell', await started({ mistake: 'every order crashes' }));
  const known = new Set(crashed.rules.map(({ id }) => id));
  for (const why of Object.values(crashed.notRun)) {
    for (const [id] of why.matchAll(/\b[A-Z]{3,}(_[A-Z0-9]+)+\b/g)) expect(known).toContain(id);
  }
  expect(crashed.notRun['check: signature family']).toContain('POST /sell: status 500');
});

it.each(OFFRAMP_MISTAKES)(
  '%s',
  async (mistake) => {
    const run = await judged('sell', await started({ mistake }));
    expect([...run.failed].sort()).toEqual([...TOLD[mistake]].sort());
  },
  60_000,
);
