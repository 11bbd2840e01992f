/** What can be typed for `addresses`; its code is loaded when it runs. */
import { type Command, Option } from 'commander';
import type { Io } from '../io.js';
import { seedOption } from '../options/device.js';

export interface AddressesOptions {
  readonly seed?: string;
  readonly json?: true;
}

export function addAddresses(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('addresses')
    .description(
      "print the seed's addresses: what payout and refund must be to belong to the device",
    )
    .argument('[currencies...]', 'tickers or ids, e.g. BTC usdt-tron (default: all)')
    .addOption(seedOption())
    .addOption(new Option('--json', 'one JSON document on stdout'))
    .action(async (currencies: string[], options: AddressesOptions) => {
      const { addressesCommand } = await import('./addresses.js');
      finish(addressesCommand(currencies, options, io));
    });
}
