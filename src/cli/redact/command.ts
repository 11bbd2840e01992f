/** What can be typed for `redact`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { jsonOption } from '../options/json.js';
import { logDeviceOption, logFormatOption } from '../options/log.js';
import { outOption } from '../options/out.js';
import type { RedactCommandOptions } from './options.js';

export function addRedact(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'redact')
    .argument('<file>', 'recording, log or USB capture, or - for stdin')
    .addOption(logFormatOption())
    .addOption(logDeviceOption())
    .addOption(outOption('write the recording there (default: stdout)'))
    .addOption(jsonOption('one JSON document on stdout: the recording and what was replaced'))
    .action(async (file: string, options: RedactCommandOptions) => {
      const { redactCommand } = await import('./redact.js');
      finish(await redactCommand(file, options, io));
    });
}
