import { expect, it } from 'vitest';
import { CURRENCIES } from '../../../src/host/currencies.js';
import { currencyOfLedgerId, ledgerIdOf } from '../../../src/host/ledger/built-in.js';
import { ledgerIdProblem } from '../../../src/provider/ledger-ids.js';
import { LISTINGS } from '../../../src/provider/serve/listings.js';

it('every built-in currency has one LedgerId, and no two share one', () => {
  const ids = CURRENCIES.map(ledgerIdOf);
  expect(new Set(ids).size).toBe(CURRENCIES.length);
  expect(ids.flatMap((id) => ledgerIdProblem(id) ?? [])).toEqual([]);
  for (const currency of CURRENCIES) {
    expect(currencyOfLedgerId(ledgerIdOf(currency))).toBe(currency);
  }
});

it('the reference provider lists the same ids', () => {
  for (const { ledgerId, currency } of LISTINGS) expect(ledgerId).toBe(ledgerIdOf(currency));
});

it.each([
  ['algorand'],
  ['ethereum/erc20/aave'],
  ['solana/spl/jupyiwryjfskupiha7hker8vutaefosybkedznsdvcn'],
  ['stellar/asset/USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN'],
])('%s has nothing wrong', (id) => {
  expect(ledgerIdProblem(id)).toBeUndefined();
});

it.each([
  ['BTC', 'is a ticker', 'bitcoin'],
  ['btc', 'is a ticker or a name of ours', 'bitcoin'],
  ['Bitcoin', 'has capitals', 'bitcoin'],
  ['XRP', 'is a ticker', 'ripple'],
  ['ethereum/erc20/usdt', 'names the token by its ticker', 'ethereum/erc20/usd_tether__erc20_'],
  ['eip155:1/slip44:60', 'is a CAIP identifier', 'ethereum'],
  ['eip155:1/erc20:0xdac17f958d2ee523a2206206994597c13d831ec7', 'is a CAIP identifier', undefined],
  ['0xdac17f958d2ee523a2206206994597c13d831ec7', 'is a contract address', undefined],
  [
    'ethereum/erc20/0xdac17f958d2ee523a2206206994597c13d831ec7',
    'has the contract in place of the name of the token',
    undefined,
  ],
  [
    'etherium/erc20/aave',
    'begins with "etherium", which is no chain of Ledger',
    'ethereum/erc20/aave',
  ],
])('%s %s', (id, says, meant) => {
  const found = ledgerIdProblem(id);
  expect(found).toMatchObject({ says, isUnsure: false });
  expect(found?.meant).toBe(meant);
});

it('a coin that is not in the list may be newer than it', () => {
  expect(ledgerIdProblem('bitcoim')).toEqual({
    says: 'is no coin that we know',
    meant: 'bitcoin',
    isUnsure: true,
  });
});
