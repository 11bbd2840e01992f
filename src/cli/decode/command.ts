/** What can be typed for `decode`; its code is loaded when it runs. */
import { type Command, Option } from 'commander';
import { READABLE_FORMATS } from '../../logs/format-names.js';
import type { Io } from '../io.js';
import { firmwareOption } from '../options/firmware.js';
import type { DecodeCommandOptions } from './options.js';

export function addDecode(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('decode')
    .description('say in words what passed between host and device, from any log of APDUs')
    .argument('<files...>', 'recordings, logs, USB captures, or - for stdin')
    .addOption(new Option('--format <name>', 'read as this').choices(READABLE_FORMATS))
    .option('--device <number>', 'only this device of the log')
    .addOption(firmwareOption('Exchange version whose limits hold'))
    .option('--short', 'a line for each exchange')
    .option('--json', 'one JSON document on stdout')
    .action(async (files: string[], options: DecodeCommandOptions) => {
      const { decodeCommand } = await import('./decode.js');
      finish(await decodeCommand(files, options, io));
    });
}
