/** A stranger's swap provider of today: nothing fails, and each of its mistakes is told by its rule. */
import { expect, it, onTestFinished } from 'vitest';
import { closedPort } from '../http/servers.js';
import { judged } from './judged.js';
import { NEWEST_MISTAKES, type NewestMistake, startNewestSwap } from './newest-swap.js';

const DEVICE = 'DEVICE_REFUSES';

/** The rule of the mistake first, then those that follow from it. */
const TOLD: Readonly<Record<NewestMistake, readonly [string, ...string[]]>> = {
  'signature in DER': ['check: signature family', DEVICE],
  'signature without the dot': ['check: signature family', DEVICE],
  'nonce as hex text': ['check: nonce family', 'check: size family', DEVICE],
  // Seen only where two ask at once.
  'nonce of the last caller': ['CONCURRENCY_MIXUP', 'check: nonce family'],
  'amounts little-endian': [
    'check: amount family',
    'FLOAT_AMOUNT_NOT_EXACT',
    'FIXED_AMOUNT_CHANGED',
    'FLOAT_DRIFT',
    DEVICE,
  ],
  'payout and refund exchanged': ['check: address family', DEVICE],
  'quote of 30 seconds': ['QUOTE_EXPIRY_TOO_SHORT'],
  'quote id as swap id': ['SWAP_ID_EQUALS_QUOTE_ID', 'SWAP_ID_REUSED'],
  // Fees of bitcoin have more decimals than a dollar, and are above what is paid out.
  'fees in the source currency': ['FEES_CURRENCY', 'AMOUNT_PRECISION', 'QUOTE_ARITHMETIC'],
  'limits in base units': ['ERROR_LIMITS_WRONG'],
  'numbers for amounts': ['NUMBER_INSTEAD_OF_STRING'],
  'empty last cursor': ['NEXT_CURSOR_EMPTY'],
  'unknown swap is UNKNOWN': ['STATUS_404_MISSING'],
  'any quote id': ['QUOTE_NOT_FOUND'],
  'key not asked for': ['AUTH_NOT_ENFORCED'],
};
const CODES: Partial<Readonly<Record<NewestMistake, string>>> = {
  'signature in DER': 'SIGNATURE_IS_DER',
  'signature without the dot': 'SIGNATURE_WITHOUT_DOT_PREFIX',
  'nonce as hex text': 'NONCE_HEX_AS_TEXT',
  'nonce of the last caller': 'NONCE_OTHER_TRANSACTION',
  'amounts little-endian': 'AMOUNT_LITTLE_ENDIAN',
  'payout and refund exchanged': 'ADDRESS_REFUND_PAYOUT_SWAPPED',
};

async function started(options: Parameters<typeof startNewestSwap>[0]) {
  const provider = await startNewestSwap(options);
  onTestFinished(() => provider.close());
  return provider;
}

it('without a profile nothing fails, and what waits says for what', async () => {
  const run = await judged('swap', await started({}));
  expect(run.evidence).toEqual({});
  expect(run.exitCode).toBe(0);
  expect(run.summary.passed).toBeGreaterThan(140);
  const reasons = new Set(Object.values(run.notRun).map((why) => why.replace(/\d+/g, 'N')));
  // Each of them is true of this provider, or of a run that was told so little.
  expect([...reasons].sort()).toEqual([
    'no quote names a slippage',
    'no status of that kind was seen',
    'takes N s: needs --wait N, or a clock in the profile that can be moved',
    'the answer has no payinExtraId beside the message; no contract has one',
    'the base URL is plain HTTP: there is no TLS to look at',
    'the profile marks no currency without deposit wallet (currencies: noDeposit)',
    "the profile names no credential (Ledger's signature of the registry)",
    'the profile names no partnerName',
    'the profile names no way to say where the user is (region: header, query or endpoint); no document fixes one',
    'the profile names no webhook: needs webhook.listen, where this run listens and the provider pushes to',
    'the provider runs on this machine: nothing leaves it',
    'there is a /pairs: see PAIR_LISTED_NOT_QUOTED',
  ]);
});

it('with a clock and a receiver, expiries and pushes are looked at, and nothing fails', async () => {
  const listen = `http://127.0.0.1:${await closedPort()}`;
  const webhook = { url: listen, key: 'from-ledger' };
  const run = await judged('swap', await started({ webhook }), {
    partnerName: 'Harbour',
    clock: '/test/clock',
    statuses: { expired: 'EXPIRED' },
    webhook: { listen, key: webhook.key, providerId: 'harbour' },
  });
  expect(run.evidence).toEqual({});
  expect(run.notRun).not.toHaveProperty('EXPIRED_QUOTE_ACCEPTED');
  for (const rule of ['WEBHOOK_NEVER', 'WEBHOOK_NO_RETRY', 'WEBHOOK_BAD_KEY', 'WEBHOOK_BODY']) {
    expect(run.rules.find(({ id }) => id === rule)).toMatchObject({ result: 'passed' });
  }
}, 120_000);

it.each(NEWEST_MISTAKES)(
  '%s',
  async (mistake) => {
    const run = await judged('swap', await started({ mistake }));
    expect([...run.failed].sort()).toEqual([...TOLD[mistake]].sort());
    const code = CODES[mistake];
    if (code !== undefined) expect(run.codes).toContain(code);
  },
  60_000,
);
