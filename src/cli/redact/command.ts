/** What can be typed for `redact`; its code is loaded when it runs. */
import { type Command, Option } from 'commander';
import { READABLE_FORMATS } from '../../logs/format-names.js';
import type { Io } from '../io.js';
import type { RedactCommandOptions } from './options.js';

export function addRedact(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('redact')
    .description('take out of a log what says who somebody is, and sign it again with test keys')
    .argument('<file>', 'recording, log or USB capture, or - for stdin')
    .addOption(new Option('--format <name>', 'read as this').choices(READABLE_FORMATS))
    .option('--device <number>', 'only this device of the log')
    .option('--out <file>', 'write the recording there (default: stdout)')
    .option('--json', 'one JSON document on stdout: the recording and what was replaced')
    .action(async (file: string, options: RedactCommandOptions) => {
      const { redactCommand } = await import('./redact.js');
      finish(await redactCommand(file, options, io));
    });
}
