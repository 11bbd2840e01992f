/** The user's own addresses, as the coin apps of the device derive them. */
import { DeviceError } from '../errors.js';
import type { CoinApp } from '../simulator/coins/coin-app.js';
import type { Wallet } from '../simulator/wallet.js';
import { addressParameters, type Currency } from './currencies.js';

/** Finds the user's address of a currency. */
export type AddressBook = (currency: Currency) => string;

/**
 * Addresses of a wallet whose coin apps we have.
 * @throws DeviceError when the coin app is missing or derives nothing for the default path.
 */
export function walletAddresses(
  wallet: Wallet,
  coinApp: (name: string) => CoinApp | undefined,
): AddressBook {
  return (currency) => {
    const address = coinApp(currency.app)?.addressOf({
      wallet,
      configuration: currency.subConfiguration,
      parameters: addressParameters(currency),
    });
    if (address) return address;
    throw new DeviceError(`the device has no ${currency.ticker} address at ${currency.path}`);
  };
}
