/** What can be typed for `firmware` and `firmware diff`; their code is loaded when they run. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { jsonOption } from '../options/json.js';
import type { FirmwareOptions } from './options.js';

export function addFirmware(program: Command, io: Io, finish: Finish): void {
  const command = commandNamed(program, 'firmware')
    .addOption(jsonOption())
    .action(async (options: FirmwareOptions) => {
      const { firmwareCommand } = await import('./firmware.js');
      finish(firmwareCommand(options, io));
    });
  commandNamed(command, 'firmware diff')
    .argument('<from>', 'version, e.g. that of a user')
    .argument('<to>', 'version it is compared with')
    .addOption(jsonOption())
    .action(async (from: string, to: string, _: FirmwareOptions, own: Command) => {
      const { firmwareDiffCommand } = await import('./firmware.js');
      // The list has an option of the same name, which takes it wherever it stands.
      finish(firmwareDiffCommand(from, to, own.optsWithGlobals<FirmwareOptions>(), io));
    });
}
