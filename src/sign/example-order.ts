/** Made-up values for trying out: those `run` uses, with addresses of the simulated wallet. */
import { fromHex, utf8 } from '../bytes.js';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';
import { walletAddresses } from '../host/address-book.js';
import { namingOf } from '../host/currency-names.js';
import { type PrivateKey, privateKeyOf } from '../keys/private-key.js';
import { type FieldOptions, type OptionName, optionName } from '../order/options.js';
import { type OrderWords, orderOf } from '../order/order.js';
import type { MessageValues } from '../payload/encode.js';
import { expected } from '../shown.js';
import { coinAppNamed } from '../simulator/coins/registry.js';
import { emulatorWallet } from '../simulator/wallet.js';

/** The nonces of a test build (device-behaviour.md#test-builds). */
const NONCES = {
  letters: 'QQQQQQQQQQ',
  bytes: fromHex('350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b'),
} as const;

/**
 * A whole message, as `run` would make it of these options.
 * @throws InputError for options that are not right, and for a currency of a coin app that is not simulated.
 */
export function exampleValues(
  flow: Flow,
  options: FieldOptions,
  words: OrderWords = {},
): MessageValues {
  refuseForeignApps(options, words.name ?? optionName);
  const addresses = walletAddresses(emulatorWallet(), coinAppNamed);
  const { values } = orderOf(flow, options, addresses, { name: optionName, ...words });
  return { [flow.nonceField]: NONCES[flow.nonce], ...values };
}

/** Without --example they can be signed for: nothing has to be made up of a coin app nobody has. */
function refuseForeignApps(options: FieldOptions, name: OptionName): void {
  for (const option of ['from', 'to', 'currency'] as const) {
    const naming = namingOf(options[option] ?? '');
    if (naming.kind !== 'unusable') continue;
    const { id, name: currency } = naming.record;
    throw new InputError(
      expected(
        name(option),
        'a currency that --example has values for',
        `${JSON.stringify(id)}: ${currency} ${naming.why}`,
      ),
      { hint: 'Without --example, with every value given, an order of it is signed all the same.' },
    );
  }
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
