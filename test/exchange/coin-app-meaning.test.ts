/** Which of the meanings of a status word is the one of the coin app that answered it. */
import { expect, it } from 'vitest';
import { coinAppMeaning } from '../../src/exchange/other-status.js';
import { refusalOf } from '../../src/host/signing/refusal.js';
import { SigningWatch } from '../../src/server/signing-watch.js';

it.each([
  [0x6980, 'Hedera', 'SWAP_REFUSED'],
  [0x6980, 'Tron', 'INVALID_DATA'],
  [0x6e00, 'Hedera', 'MALFORMED_APDU'],
  [0x6e00, 'XRP', 'CLA_NOT_SUPPORTED'],
  [0x6f00, 'Solana', 'SWAP_REFUSED'],
  [0x6f00, 'Ethereum', undefined],
  [0xe000, 'Bitcoin', 'INTERRUPTED_EXECUTION'],
  [0xe000, 'Sui', 'PANIC'],
  [0xb00b, 'NEAR', 'BIP32_PATH_PARSING_FAILED'],
  [0xb008, 'NEAR', 'SWAP_REFUSED'],
  [0x6001, 'Ethereum Classic', 'SWAP_REFUSED'],
  [0x6001, 'Cardano ADA', 'SWAP_REFUSED'],
])('%j of the %s app is %s', (status, app, name) => {
  expect(coinAppMeaning(status, app, false)?.name).toBe(name);
});

it('a refusal is told in the words of its app', () => {
  const bytes = Uint8Array.of(0x6f, 0x00);
  expect(refusalOf(bytes, 'Ethereum', undefined).says).toBe('The Ethereum app did not sign.');
  expect(refusalOf(bytes, 'Solana', undefined).says).toMatch(/not the one the user approved/);
});

it('e000 ends the swap of any app but Bitcoin, which asks with it', () => {
  const answer = Uint8Array.of(0xe0, 0x00);
  const exchange = { apdu: Uint8Array.of(0x00, 0x03, 0, 0, 0), answer };
  const gone = new SigningWatch(() => undefined);
  expect(gone.answered('Sui', exchange, undefined)).toMatchObject({
    outcome: 'refused',
    status: 'e000',
  });
  const waits = new SigningWatch(() => ({ name: 'Bitcoin', refusedToBegin: false }));
  expect(waits.answered('Bitcoin', exchange, undefined)).toBeUndefined();
});
