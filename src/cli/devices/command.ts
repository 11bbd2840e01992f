/** What can be typed for `devices`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { jsonOption } from '../options/json.js';
import type { DevicesOptions } from './options.js';

export function addDevices(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'devices')
    .addOption(jsonOption())
    .addHelpText('after', DEVICE_FORMS_HELP)
    .action(async (options: DevicesOptions) => {
      const { devicesCommand } = await import('./devices.js');
      finish(await devicesCommand(options, io));
    });
}

const DEVICE_FORMS_HELP = `
Devices that --device takes (run, test, bridge):
  simulator                  the built-in one (default)
  usb, usb:PATH              a Ledger, the first one or by its path
  speculos, speculos:URL     the emulator, or exchange-sim serve (http://127.0.0.1:5000)
  speculos-ledgerjs:URL      the same, through Ledger's own transport
  tcp:HOST:PORT              Speculos' APDU port; no screen
  http://HOST:PORT           a proxy of @ledgerhq/hw-transport-http; no screen`;
