/** A stranger's provider that fills cards with POST /sell alone, and takes no bitcoin. */
import { expect, it, onTestFinished } from 'vitest';
import { FUND_MISTAKES, type FundMistake, startFund } from './fund.js';
import { judged } from './judged.js';

const DEVICE = 'DEVICE_REFUSES';
const SCREEN = 'DEVICE_SCREEN_WRONG';
const ENVELOPE = 'check: envelope family';

const TOLD: Readonly<Record<FundMistake, readonly [string, ...string[]]>> = {
  'message of a sale': ['FUND_MESSAGE', ENVELOPE, DEVICE],
  'fields of the draft': ['FUND_DRAFT_LAYOUT', ENVELOPE, DEVICE],
  'nonce without its first byte': ['check: nonce family', 'FUND_MESSAGE', DEVICE],
  'no account name': ['FUND_ACCOUNT_SHOWN', ENVELOPE, SCREEN],
  'amount with eight decimals': ['check: amount family', SCREEN],
  'high bytes first, on the left': ['check: amount family', SCREEN],
  'deposit address of the last order': ['PAYIN_ADDRESS_MISMATCH', 'check: address family'],
  'created in seconds': ['CREATED_AT_NOT_ISO', 'SCHEMA_MISMATCH'],
  'signature of 65 bytes': ['check: signature family', DEVICE],
};

it('nothing fails, and a currency that it takes is found', async () => {
  const provider = await startFund();
  onTestFinished(() => provider.close());
  const run = await judged('fund', provider);
  expect(run.evidence).toEqual({});
  expect(run.exitCode).toBe(0);
  expect(run.summary.passed).toBeGreaterThan(55);
}, 60_000);

it.each(FUND_MISTAKES)(
  '%s',
  async (mistake) => {
    const provider = await startFund(mistake);
    onTestFinished(() => provider.close());
    const run = await judged('fund', provider);
    expect([...run.failed].sort()).toEqual([...TOLD[mistake]].sort());
  },
  60_000,
);
