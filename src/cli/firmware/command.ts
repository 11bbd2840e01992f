/** What can be typed for `firmware`; its code is loaded when it runs. */
import type { Command } from 'commander';
import type { Io } from '../io.js';

export interface FirmwareOptions {
  readonly json?: true;
}

export function addFirmware(program: Command, io: Io, finish: (exitCode: number) => void): void {
  const command = program
    .command('firmware')
    .description('list the releases of the Exchange app: dates, devices, what each changed')
    .option('--json', 'one JSON document on stdout')
    .action(async (options: FirmwareOptions) => {
      const { firmwareCommand } = await import('./firmware.js');
      finish(firmwareCommand(options, io));
    });
  command
    .command('diff')
    .description('say what a provider, a host and a user notice of another release')
    .argument('<from>', 'version, e.g. that of a user')
    .argument('<to>', 'version it is compared with')
    .option('--json', 'one JSON document on stdout')
    .action(async (from: string, to: string, _: FirmwareOptions, own: Command) => {
      const { firmwareDiffCommand } = await import('./firmware.js');
      // The list has an option of the same name, which takes it wherever it stands.
      finish(firmwareDiffCommand(from, to, own.optsWithGlobals<FirmwareOptions>(), io));
    });
}
