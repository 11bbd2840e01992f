/** The contracts as functions: examples of the documents pass, and each kind of mistake is placed. */
import { expect, it } from 'vitest';
import { loadContract } from '../../src/provider/contract/index.js';

const contract = loadContract();

it('has every operation of the four documents, and knows who hosts it', () => {
  const provider = [...contract.operations.values()].filter(({ host }) => host === 'provider');
  expect(provider.map(({ id }) => id).sort()).toEqual(
    [
      'buyCapabilities',
      'buyCryptoCurrencies',
      'buyQuote',
      'buyRedirect',
      'cardSell',
      'fundDraft2024',
      'listCurrencies',
      'listPairs',
      'quote',
      'sell',
      'sellCapabilities',
      'sellCryptoCurrencies',
      'sellQuote',
      'sellRedirect',
      'swapFixed',
      'swapFloat',
      'swapStatus',
    ].sort(),
  );
});

it('finds the examples of the documents right', () => {
  const wrong: string[] = [];
  for (const { id, object } of contract.operations.values()) {
    for (const [status, answer] of Object.entries(object.responses)) {
      const content = 'content' in answer ? answer.content?.['application/json'] : undefined;
      const example = (content as { example?: unknown } | undefined)?.example;
      if (example === undefined || status === 'default') continue;
      const problems = contract.validateAnswer(id, Number(status), example);
      wrong.push(...problems.map(({ at, message }) => `${id} ${status} ${at} ${message}`));
    }
  }
  expect(wrong).toEqual([]);
});

it('places what is wrong with a request', () => {
  const quote = { from: 'BTC', to: 'ETH', amount: '0.1' };
  expect(contract.validateRequest('quote', { body: quote })).toEqual([]);
  expect(contract.validateRequest('quote', { body: { ...quote, amount: 0.1 } })).toEqual([
    { at: '/amount', message: 'must be string' },
  ]);
  expect(contract.validateRequest('swapStatus', { query: {} })).toEqual([
    { at: '?swapId', message: 'swapId: required' },
  ]);
  expect(contract.validateRequest('listPairs', { query: { limit: '0' } })).toEqual([
    { at: '?limit', message: 'limit must be >= 1' },
  ]);
  expect(contract.validateRequest('listPairs', { query: { limit: 'x' } })[0]?.at).toBe('?limit');
  const sell = { from: 'ethereum/erc20/aave', to: 'eur', 'payment-method': 'card', amount: '1' };
  expect(contract.validateRequest('sellQuote', { query: sell }).map(({ at }) => at)).toEqual([
    '?to',
  ]);
});

it('follows a reference from one document into another', () => {
  expect(contract.validateRequest('cardSell', { body: {} }).length).toBeGreaterThan(5);
});

it('says that a status is not documented', () => {
  expect(contract.validateAnswer('quote', 418, {})[0]?.message).toMatch(/418 is not documented/);
});
