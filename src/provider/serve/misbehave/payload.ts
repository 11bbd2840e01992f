/** G. Mistakes in the signed message: those of `sign --mistake`, and those that take two orders. */
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fromBigInt, toBigInt } from '../../../bytes.js';
import { FLOWS } from '../../../exchange/flows.js';
import type { PrivateKey } from '../../../keys/private-key.js';
import type { MessageValues } from '../../../payload/encode.js';
import { otherKey } from '../../../sign/mistake.js';
import { MISTAKE_CODES, MISTAKES } from '../../../sign/mistakes.js';
import { mistake, remembering, type Switch } from './switch.js';

/** Every one that can be made in an order of today. */
const SIGNED: readonly Switch[] = MISTAKE_CODES.filter((code) =>
  MISTAKES[code].flows.some((flow) => FLOWS[flow].ng),
).map((code) => mistake(code, MISTAKES[code].does, { sign: code }));

/** Other names of some of them in the catalogue of rules. */
const NAMED: readonly Switch[] = [
  mistake('KEY_PAYLOAD_SIGNATURE', MISTAKES.KEY_payload_signature.does, {
    sign: 'KEY_payload_signature',
  }),
  mistake('PAYIN_MISMATCH', MISTAKES.ADDRESS_MISMATCH.does, { sign: 'ADDRESS_MISMATCH' }),
];

export const PAYLOAD: readonly Switch[] = [
  ...SIGNED,
  ...NAMED,
  mistake('SIGNATURE_K_REUSED', 'Signs every order with the same random number.', {
    draft: (draft) => ({ ...draft, key: withFixedK(draft.key) }),
  }),
  remembering('KEY_ROTATION_HALF', 'Signs every second order with another key.', () => {
    let orders = 0;
    return {
      draft: (draft) => (++orders % 2 === 1 ? draft : { ...draft, key: otherKey(draft.key.curve) }),
    };
  }),
  mistake('CARD_FUND_MESSAGE', 'Card: signs the message of fund.', {
    draft: (draft, { settings }) =>
      draft.terms.product === 'card'
        ? {
            ...draft,
            kind: 'fund',
            values: {
              ...shared(draft.values),
              user_id: settings.customer.userId,
              account_name: settings.customer.account,
            },
          }
        : draft,
  }),
  mistake('FUND_SELL_MESSAGE', 'Fund: signs the message of sell.', {
    draft: (draft, { settings }) =>
      draft.terms.product === 'fund'
        ? {
            ...draft,
            kind: 'sell',
            values: {
              ...shared(draft.values),
              trader_email: settings.customer.email,
              out_currency: draft.terms.to,
              out_amount: { coefficient: Uint8Array.of(100), exponent: 2 },
            },
          }
        : draft,
  }),
  mistake('NO_EMAIL', 'Leaves the e-mail of the customer out.', {
    draft: (draft) =>
      draft.kind === 'sell' ? { ...draft, values: { ...draft.values, trader_email: '' } } : draft,
  }),
  mistake('NO_ACCOUNT', 'Leaves out whose account is funded.', {
    draft: (draft) =>
      draft.kind === 'fund'
        ? { ...draft, values: { ...draft.values, user_id: '', account_name: '' } }
        : draft,
  }),
  mistake('PARTNER_NAME', 'Is registered under a name of two bytes.', {
    settings: { partnerName: 'Te' },
  }),
  mistake('PARTNER_NAME_CASE', 'Gives its registered name in another case.', {
    settings: { partnerName: 'TEST PARTNER' },
  }),
];

/** Fields that the messages of sell and fund have in common. */
function shared(values: MessageValues): MessageValues {
  const { in_currency, in_amount, in_address, in_extra_id, device_transaction_id } = values;
  return { in_currency, in_amount, in_address, in_extra_id, device_transaction_id };
}

/** From two signatures with one k anybody computes the key: the worst a signer can do. */
function withFixedK(key: PrivateKey): PrivateKey {
  const { Point } = key.curve === 'secp256k1' ? secp256k1 : p256;
  const order = Point.Fn.ORDER;
  const secret = toBigInt(key.reveal());
  const k = toBigInt(sha256(key.reveal())) % order;
  const r = Point.BASE.multiply(k).toAffine().x % order;
  const signDigest = (digest: Uint8Array) => {
    const s = (Point.Fn.inv(k) * ((toBigInt(digest) + r * secret) % order)) % order;
    return concat(fromBigInt(r, 32), fromBigInt(s, 32));
  };
  return { ...key, signDigest, sign: (message) => signDigest(sha256(message)) };
}
