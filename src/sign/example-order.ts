/** Made-up values for trying out: those `run` uses, with addresses of the simulated wallet. */
import { bytesOf, fromHex, utf8 } from '../bytes.js';
import type { Curve } from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';
import { walletAddresses } from '../host/address-book.js';
import { orderOf } from '../host/order.js';
import type { MessageValues } from '../payload/encode.js';
import { coinAppNamed } from '../simulator/coins/registry.js';
import { walletFromMnemonic } from '../simulator/wallet.js';
import type { FieldOptions } from './field-options.js';
import { type PrivateKey, privateKeyOf } from './private-key.js';

/** The nonces of a test build (FIRMWARE 7). */
const NONCES = {
  letters: 'QQQQQQQQQQ',
  bytes: fromHex('350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b'),
} as const;

/**
 * A whole message; the currencies are those of the options. Other options are not looked at.
 * @throws InputError for a currency that is not built in.
 */
export function exampleValues(flow: Flow, { from, to, currency }: FieldOptions): MessageValues {
  const chosen = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(currency === undefined ? {} : { currency }),
  };
  const addresses = walletAddresses(walletFromMnemonic(), coinAppNamed);
  const { values } = orderOf(flow, chosen, addresses, (option) => `--${option}`);
  return { [flow.nonceField]: NONCES[flow.nonce], ...values };
}

/** The built-in test partner's private keys: public, their bytes say so when read as text. */
const TEST_SECRETS: Readonly<Record<Curve, string>> = {
  secp256k1: 'exchange-sim public test key k1.',
  secp256r1: 'exchange-sim public test key r1.',
};

export function exampleKey(curve: Curve): PrivateKey {
  return privateKeyOf(curve, utf8(TEST_SECRETS[curve]));
}

/** The nonce of an example as the device would send it. */
export function exampleNonce(flow: Flow): Uint8Array {
  return flow.nonce === 'letters' ? bytesOf(NONCES.letters) : NONCES.bytes;
}
