/** Orders in currencies that are named by their LedgerId and not built in. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toHex } from '../../../../src/bytes.js';
import { check } from '../../../../src/check/check.js';
import { amountBytes } from '../../../../src/payload/amount.js';
import { run } from '../../../cli/command-line.js';
import { caseOf, KEYS, made, NONCE } from '../../cases.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-ledger-currency-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ETHEREUM = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D';
const PAYIN = '0x9858EfFD232B4033E47d90003D41EC34EcaEda94';
/** A token of two decimals. */
const GUSD = 'ethereum/erc20/gemini_dollar';

const paying = (units: bigint, changes: Record<string, unknown> = {}) =>
  made('SWAP_NG', {
    currency_from: 'GUSD',
    amount_to_provider: amountBytes(units),
    payin_address: PAYIN,
    refund_address: ETHEREUM,
    ...changes,
  });
const asked = (changes: Record<string, unknown> = {}) => ({
  request: { currencyFrom: GUSD, payloadCurrencyFrom: 'GUSD', amount: '12.34', ...changes },
});
const codes = ({ findings }: ReturnType<typeof check>) =>
  findings.map(({ severity, code, field }) => `${severity} ${code} ${field}`);

describe('a token by LedgerId', () => {
  it('is judged and accepted like a built-in one', () => {
    const verdict = check(caseOf(paying(1234n), asked()));
    expect([verdict.verdict, codes(verdict)]).toEqual(['accepted', []]);
  });

  it('with the decimals of another is wrong by a power of ten', () => {
    const verdict = check(caseOf(paying(12_340_000n), asked()));
    expect(codes(verdict)).toEqual(['wrong-on-screen AMOUNT_WRONG_DECIMALS amount_to_provider']);
    expect(verdict.findings[0]?.evidence).toContain('2 decimals are right');
  });

  it('has the addresses and memo rules of its network', () => {
    const order = paying(1234n, { payin_address: 'nonsense', payin_extra_id: '77' });
    expect(codes(check(caseOf(order, asked()))).sort()).toEqual([
      'error ADDRESS_MALFORMED payin_address',
      'error MEMO_NOT_SUPPORTED payin_extra_id',
    ]);
  });

  it('is not taken for its namesake on another network', () => {
    // USDC: 6 decimals on Base; 18 on the BNB Smart Chain.
    const order = made('SWAP_NG', {
      currency_from: 'USDC',
      amount_to_provider: amountBytes(5n * 10n ** 18n),
      payin_address: PAYIN,
      refund_address: ETHEREUM,
    });
    const request = {
      currencyFrom: 'base/erc20/usd_coin',
      payloadCurrencyFrom: 'USDC',
      amount: '5',
    };
    expect(codes(check(caseOf(order, { request })))).toContain(
      'wrong-on-screen AMOUNT_WRONG_DECIMALS amount_to_provider',
    );
  });

  it('reads with its own decimals on the screens of all five models', async () => {
    const { flow, payload, signature } = paying(1234n);
    const file = join(folder, 'order.json');
    const publicKey = toHex(KEYS.secp256k1.publicKey);
    const order = {
      flow: flow.kind,
      payload,
      signature,
      publicKey,
      nonce: toHex(NONCE),
      ...asked(),
    };
    writeFileSync(file, JSON.stringify(order));
    const out = join(folder, 'screens');
    const { code } = await run(['check', file, '--screens', 'text', '--out', out]);
    expect(code).toBe(0);
    const names = readdirSync(out);
    for (const model of ['nanosp', 'nanox', 'stax', 'flex', 'apex_p']) {
      const pages = names.filter((name) => name.startsWith(`${model}-`));
      const text = pages.map((name) => readFileSync(join(out, name), 'utf8')).join('\n');
      expect(`${model}: ${text}`).toContain('12.34 GUSD');
    }
  });
});

describe('what is not judged is said exactly', () => {
  const evidence = (request: Record<string, unknown>, ticker = 'GUSD') =>
    check(caseOf(paying(1234n, { currency_from: ticker }), { request })).findings.find(
      ({ code }) => code === 'CURRENCY_NOT_BUILT_IN',
    )?.evidence;

  it('a coin app that is not simulated', () => {
    expect(evidence({ currencyFrom: 'dogecoin' }, 'DOGE')).toContain(
      "Ledger's dogecoin (Dogecoin, 8 decimals) is of the Dogecoin app, which is not simulated.",
    );
  });

  it('a token whose coin app has no tokens here, and not judged as its namesake that is built in', () => {
    const id = 'stellar/asset/USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN';
    for (const named of [{ payloadCurrencyFrom: 'USDC' }, {}]) {
      const verdict = check(
        caseOf(
          paying(75_000_000n, {
            currency_from: 'USDC',
            payin_address: 'GCNCEJIAZ5D3APIF5XWAJ3JSSTHM4HPHE7GK3NAB6R6WWSZDB2A2BQ5B',
          }),
          { request: { currencyFrom: id, amount: '7.5', ...named } },
        ),
      );
      expect(codes(verdict)).toEqual(['warning CURRENCY_NOT_BUILT_IN currency_from']);
      expect(verdict.findings[0]?.evidence).toContain(
        `Ledger's ${id} (USDC, 7 decimals) is of the Stellar app, which is simulated for its coin alone.`,
      );
    }
  });

  it.each([
    ['as asked', 1_200_000_000n, []],
    [
      'with six decimals',
      12_000_000n,
      ['wrong-on-screen AMOUNT_WRONG_DECIMALS 12000000 base units; 12 DOGE are 1200000000.'],
    ],
    [
      'another',
      1_234_567_890n,
      ['wrong-on-screen AMOUNT_NOT_REQUESTED 1234567890 base units; 12 DOGE are 1200000000.'],
    ],
  ])('its amount is compared all the same: %s', (_, units, said) => {
    const request = { currencyFrom: 'dogecoin', amount: '12' };
    const { findings } = check(caseOf(paying(units, { currency_from: 'DOGE' }), { request }));
    const notBuiltIn = findings.find(({ code }) => code === 'CURRENCY_NOT_BUILT_IN');
    expect(notBuiltIn?.evidence).toContain('no built-in currency: payin_address');
    const amounts = findings.filter(({ field }) => field === 'amount_to_provider');
    expect(amounts.map((found) => `${found.severity} ${found.code} ${found.evidence}`)).toEqual(
      said.map((start) => expect.stringContaining(start)),
    );
  });

  it('a ticker of several', () => {
    expect(evidence({ payloadCurrencyFrom: 'GUSD' })).toMatch(
      /Ledger has \d+ of that ticker, .*ethereum\/erc20\/gemini_dollar \(2 decimals\).*: a LedgerId in the request says which is meant\.$/,
    );
  });

  it('what no list has', () => {
    expect(evidence({ payloadCurrencyFrom: 'ZZZZQ' }, 'ZZZZQ')).toMatch(
      /is not asked\.$|are not judged, and the coin app is not asked\.$/,
    );
  });
});
