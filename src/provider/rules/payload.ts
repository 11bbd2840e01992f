/**
 * G. The signed payload. Eight rules stand for all codes of docs/findings.md; the switch of a
 * finding is its code, where `sign --mistake CODE` can make it in an order of today.
 */

import { FLOWS } from '../../exchange/flows.js';
import { MISTAKES, type MistakeCode } from '../../sign/mistakes.js';
import { type CheckFamily, codesOf } from './check-families.js';
import { error, SELL_CARD, SIGNED, SWAP, warning, withOrders } from './define.js';

export const PAYLOAD = withOrders([
  error(
    137,
    'check: signature family',
    SIGNED,
    'sell page, swap page, Exchange app, Ledger Wallet',
    {
      requires: 'The signature verifies under the registered key, in the form the device reads.',
      test: 'Verifies it; when it fails, tries the known wrong ways and names the one that was taken.',
      switches: mistakesOf('check: signature family'),
    },
  ),
  error(138, 'check: envelope family', SIGNED, 'sell page, Exchange app', {
    requires: 'The payload is base64url of the right protobuf message, without additions.',
    test: 'Decodes it as the device does, and as the other messages and wrappings.',
    switches: mistakesOf('check: envelope family'),
  }),
  error(139, 'check: size family', SIGNED, 'swap page, Exchange app', {
    requires: 'Payload and fields fit the buffers of the device and the documented sizes.',
    test: 'Measures them: over the limit of the device is an error, over a documented one a warning.',
    switches: mistakesOf('check: size family'),
  }),
  error(140, 'check: nonce family', SIGNED, 'sell page, contract of 2026, Exchange app', {
    requires: 'The message holds the nonce of this very request, as 32 bytes in its field.',
    test: 'Compares it with the nonce of the device, read in every way it is known to be mistaken.',
    switches: mistakesOf('check: nonce family'),
  }),
  error(141, 'check: amount family', SIGNED, 'swap page, sell page, card page', {
    requires: 'Amounts are those of request and quote, in base units, as big-endian bytes.',
    test: 'Compares them, read in every way they are known to be mistaken.',
    switches: mistakesOf('check: amount family'),
  }),
  error(142, 'check: currency family', SIGNED, 'swap page, contract of 2026', {
    requires: 'Currencies are the tickers that the request gives for the payload.',
    test: 'Compares them with payloadCurrencyFrom, payloadCurrencyTo, payloadCryptoCurrency and toFiatCurrency.',
    switches: mistakesOf('check: currency family'),
  }),
  error(143, 'check: address family', SIGNED, 'swap page', {
    requires: 'Addresses and memos are those of the request, on their chains.',
    test: 'Compares them with the request and reads each as an address of its chain.',
    switches: mistakesOf('check: address family'),
  }),
  error(144, 'check: fiat family', SELL_CARD, 'card page, sell page, Exchange app', {
    requires: 'out_amount is the amountTo of the quote, as coefficient and exponent.',
    test: 'Compares it, read in every way it is known to be mistaken.',
    switches: mistakesOf('check: fiat family'),
  }),
  error(145, 'LEGACY_NONCE_CONFLICT', SWAP, 'swap page, which says both', {
    requires: 'Field 11, of 10 characters, is left empty; the nonce goes into field 12 alone.',
    test: 'Looks for the nonce in field 11.',
    switches: ['NONCE_IN_BOTH_FIELDS'],
  }),
  warning(146, 'SIGNATURE_NOT_FRESH', SIGNED, 'ours', {
    requires:
      'Each signature has a random or derived number of its own, else the private key can be computed.',
    test: 'Compares the first half of the signatures of all orders.',
    switches: ['SIGNATURE_K_REUSED'],
  }),
  error(147, 'KEY_IS_OTHER_ENVIRONMENT', SIGNED, 'card page, sell page', {
    requires: 'The key of this environment signs, not that of the other.',
    test: "Verifies under the profile's other keys when the registered one fails.",
    switches: ['SIGNATURE_OTHER_KEY'],
  }),
  error(148, 'ORDERS_SIGNED_BY_SEVERAL_KEYS', SIGNED, 'ours', {
    requires: 'All servers sign with the same key and the same form.',
    test: 'Verifies the signatures of 20 orders and counts which key made which.',
    switches: ['KEY_ROTATION_HALF'],
  }),
]);

function mistakesOf(family: CheckFamily): readonly string[] {
  return codesOf(family).filter((code) => {
    const mistake = code in MISTAKES ? MISTAKES[code as MistakeCode] : undefined;
    return mistake?.flows.some((flow) => FLOWS[flow].ng) === true;
  });
}
