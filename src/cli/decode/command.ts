/** What can be typed for `decode`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { firmwareOption } from '../options/firmware.js';
import { jsonOption } from '../options/json.js';
import { logDeviceOption, logFormatOption } from '../options/log.js';
import type { DecodeCommandOptions } from './options.js';

export function addDecode(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'decode')
    .argument('<files...>', 'recordings, logs, USB captures, or - for stdin')
    .addOption(logFormatOption())
    .addOption(logDeviceOption())
    .addOption(firmwareOption('Exchange version whose limits hold'))
    .option('--short', 'a line for each exchange')
    .addOption(jsonOption())
    .action(async (files: string[], options: DecodeCommandOptions) => {
      const { decodeCommand } = await import('./decode.js');
      finish(await decodeCommand(files, options, io));
    });
}
