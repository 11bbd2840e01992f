/** What can be typed for `devices` and `doctor`; their code is loaded when they run. */
import type { Command } from 'commander';
import type { Io } from '../io.js';

type Finish = (exitCode: number) => void;

export function addDevices(program: Command, io: Io, finish: Finish): void {
  program
    .command('devices')
    .description('list the Ledgers on USB and the app each has open')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', DEVICE_FORMS_HELP)
    .action(async (options: { json?: true }) => {
      const { devicesCommand } = await import('./devices.js');
      finish(await devicesCommand(options, io));
    });
  program
    .command('doctor')
    .description('look for what keeps a device away, and say how to fix it')
    .option('--json', 'one JSON document on stdout')
    .action(async (options: { json?: true }) => {
      const { doctorCommand } = await import('./doctor.js');
      finish(await doctorCommand(options, io));
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
