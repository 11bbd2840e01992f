/** Made-up values for trying out: those `run` uses, with addresses of the simulated wallet. */
import { fromHex, utf8 } from '../bytes.js';
import type { Curve } from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';
import { walletAddresses } from '../host/address-book.js';
import { type PrivateKey, privateKeyOf } from '../keys/private-key.js';
import { type FieldOptions, optionName } from '../order/options.js';
import { type OrderWords, orderOf } from '../order/order.js';
import type { MessageValues } from '../payload/encode.js';
import { coinAppNamed } from '../simulator/coins/registry.js';
import { walletFromMnemonic } from '../simulator/wallet.js';

/** The nonces of a test build (device-behaviour.md#test-builds). */
const NONCES = {
  letters: 'QQQQQQQQQQ',
  bytes: fromHex('350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b'),
} as const;

/**
 * A whole message, as `run` would make it of these options.
 * @throws InputError for options that are not right, and for a currency that is not built in.
 */
export function exampleValues(
  flow: Flow,
  options: FieldOptions,
  words: OrderWords = {},
): MessageValues {
  const addresses = walletAddresses(walletFromMnemonic(), coinAppNamed);
  const { values } = orderOf(flow, options, addresses, { name: optionName, ...words });
  return { [flow.nonceField]: NONCES[flow.nonce], ...values };
}

/** The built-in test partner's private keys: public, their bytes say so when read as text. */
const TEST_SECRETS: Readonly<Record<Curve, string>> = {
  secp256k1: 'exchange-sim public test key k1.',
  secp256r1: 'exchange-sim public test key r1.',
};

/** The public test key of a curve: everybody knows it. */
export function exampleKey(curve: Curve): PrivateKey {
  return privateKeyOf(curve, utf8(TEST_SECRETS[curve]));
}
