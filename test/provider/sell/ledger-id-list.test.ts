/** Ledger's own list of ids, and what it says of a provider's. */
import { expect, it } from 'vitest';
import { readLedgerIds } from '../../../src/provider/ledger-id-list.js';
import { LISTINGS } from '../../../src/provider/serve/listings.js';
import { playProduct } from './runs.js';

const where = 'ids.json';

it.each([
  ['the API', '[{"id": "bitcoin"}, {"id": "ethereum/erc20/old", "delisted": true}]'],
  [
    'a page of it',
    '{"cursor": "x", "tokens": [{"id": "bitcoin", "delisted": false}, {"id": "ethereum/erc20/old", "delisted": true}]}',
  ],
  ['lines', '# of today\nbitcoin\nethereum/erc20/old, delisted # since May\n'],
])('is read as %s gives it', (_, text) => {
  const list = readLedgerIds(text, where);
  expect(list.size).toBe(2);
  expect(list.has('bitcoin')).toBe(true);
  expect(list.isDelisted('bitcoin')).toBe(false);
  expect(list.isDelisted('ethereum/erc20/old')).toBe(true);
  expect(list.knowsTokensOf('ethereum')).toBe(true);
  expect(list.knowsTokensOf('solana')).toBe(false);
});

it.each([
  ['', 'ids.json: expected LedgerIds, found none'],
  ['{"a": 1}', 'ids.json: expected a list of LedgerIds, found an object without one'],
  ['[1', 'ids.json: expected JSON, or one LedgerId a line, found other text'],
  ['["a", {"ticker": "A"}]', 'ids.json: entry 2: expected a LedgerId, or an object with id'],
  ['bitcoin\nethereum gone', 'ids.json: line 2: expected a LedgerId, or one with "delisted"'],
])('%j is no list', (text, sentence) => {
  expect(() => readLedgerIds(text, where)).toThrow(sentence);
});

const all = LISTINGS.map(({ ledgerId }) => ledgerId);

it('without it, the rule says what it needs', async () => {
  const { rule } = await playProduct('sell');
  expect(rule('LEDGER_ID_DELISTED')).toMatchObject({ result: 'notRun' });
  expect(rule('LEDGER_ID_DELISTED').why).toContain('needs --ledger-ids FILE');
});

it('what Ledger has taken out is told, what it still lists is not', async () => {
  const ledgerIds = readLedgerIds(all.join('\n'), where);
  const good = await playProduct('sell', [], { ledgerIds });
  expect(good.rule('LEDGER_ID_DELISTED')).toMatchObject({ result: 'passed' });
  expect(good.rule('NOT_A_LEDGER_ID')).toMatchObject({ result: 'passed' });
  const [gone = ''] = all.filter((id) => id.includes('/'));
  const list = all.map((id) => (id === gone ? `${id} delisted` : id)).join('\n');
  const bad = await playProduct('sell', [], { ledgerIds: readLedgerIds(list, where) });
  expect(bad.rule('LEDGER_ID_DELISTED')).toMatchObject({ result: 'failed', severity: 'warning' });
  expect(bad.rule('LEDGER_ID_DELISTED').evidence).toContain(gone);
});

it('a token that the list of its chain does not have is told with doubt', async () => {
  const [left = ''] = all.filter((id) => id.startsWith('ethereum/erc20/'));
  const list = [...all.filter((id) => id !== left), 'ethereum/erc20/aave'].join('\n');
  const { rule } = await playProduct('sell', [], { ledgerIds: readLedgerIds(list, where) });
  expect(rule('NOT_A_LEDGER_ID')).toMatchObject({ result: 'failed', severity: 'warning' });
  expect(rule('NOT_A_LEDGER_ID').evidence).toContain(`"${left}" is not in the list`);
});
