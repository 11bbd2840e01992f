/** A stranger's provider that fills cards with POST /sell alone, and takes no bitcoin. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
});

it.each(FUND_MISTAKES)(
  '%s',
  async (mistake) => {
    const provider = await startFund(mistake);
    onTestFinished(() => provider.close());
    const run = await judged('fund', provider);
    expect([...run.failed].sort()).toEqual([...TOLD[mistake]].sort());
    if (mistake === 'message of a sale') {
      expect(run.evidence.FUND_MESSAGE).toMatch(
        /^the message is that of sell, not NewFundResponse\. .*fund lies under \/fund\.$/,
      );
    }
  },
  60_000,
);

it('is not blamed for a quoteId that was made up', async () => {
  const server = createServer((request, response) => {
    const isSell = request.method === 'POST' && request.url === '/sell';
    const body = isSell
      ? { messageKey: 'SELL_QUOTE_NOT_FOUND_ERROR', message: 'no such quote' }
      : { message: 'no such path' };
    response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const run = await judged('fund', { url: `http://127.0.0.1:${port}` });
  expect(run.failed).not.toContain('PROVIDER_SIG_MEMBERS');
  expect(run.notRun.PROVIDER_SIG_MEMBERS).toContain('so its quoteId was made up');
});
