import { expect, it } from 'vitest';
import { FLOWS } from '../../src/exchange/flows.js';
import { MESSAGES } from '../../src/payload/messages.js';
import { namesOf, REQUEST_MEMBERS } from '../../src/payload/provider-members.js';
import { ROLES, rolesOf, sidesOf } from '../../src/payload/roles.js';

const KINDS = ['swap', 'sell', 'fund'] as const;

/** Every name in a table, whatever it is nested in. */
function names(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Object.values(value as Record<string, unknown>).flatMap(names);
}

it.each(KINDS)('every field of %s plays exactly one role', (kind) => {
  const nonces = Object.values(FLOWS)
    .filter((flow) => flow.kind === kind)
    .map(({ nonceField }) => nonceField);
  const played = [...names(rolesOf(kind)), ...new Set(nonces)].sort();
  expect(played).toEqual(MESSAGES[kind].fields.map(({ name }) => name).sort());
});

it('the sides of a swap are what is paid and what is received', () => {
  expect(sidesOf('swap').map(({ currency, amount }) => [currency, amount])).toEqual([
    ['currency_from', 'amount_to_provider'],
    ['currency_to', 'amount_to_wallet'],
  ]);
  expect(sidesOf('sell')).toEqual([ROLES.sell.outgoing]);
});

it('members of the provider API: the name of today comes first, each once', () => {
  expect(namesOf(REQUEST_MEMBERS.outgoingTicker)).toEqual([
    'payloadCurrencyFrom',
    'payloadCryptoCurrency',
    'payloadCurrency',
  ]);
  expect(namesOf(REQUEST_MEMBERS.amount)).toEqual(['amount', 'amountFrom', 'cryptoAmount']);
});
