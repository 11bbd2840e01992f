/** What can be typed for `diff`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { firmwareOption } from '../options/firmware.js';
import { jsonOption } from '../options/json.js';
import type { DiffOptions } from './options.js';

export function addDiff(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'diff')
    .argument('<before>', 'recording, log or USB capture')
    .argument('<after>', 'another, in any format')
    .addOption(firmwareOption('Exchange version whose limits hold'))
    .addOption(jsonOption())
    .action(async (before: string, after: string, options: DiffOptions) => {
      const { diffCommand } = await import('./diff.js');
      finish(await diffCommand(before, after, options, io));
    });
}
