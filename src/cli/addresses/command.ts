/** What can be typed for `addresses`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { seedOption } from '../options/device.js';
import { jsonOption } from '../options/json.js';
import type { AddressesOptions } from './options.js';

export function addAddresses(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'addresses')
    .argument('[currencies...]', 'tickers or ids, e.g. BTC usdt-tron (default: all)')
    .addOption(seedOption())
    .addOption(jsonOption())
    .action(async (currencies: string[], options: AddressesOptions) => {
      const { addressesCommand } = await import('./addresses.js');
      finish(addressesCommand(currencies, options, io));
    });
}
