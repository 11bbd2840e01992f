/** What can be typed for `diff`; its code is loaded when it runs. */
import type { Command } from 'commander';
import type { Io } from '../io.js';
import { firmwareOption } from '../options/firmware.js';
import type { DiffOptions } from './options.js';

export function addDiff(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('diff')
    .description('compare two recordings or logs of the same scenario, field by field')
    .argument('<before>', 'recording, log or USB capture')
    .argument('<after>', 'another, in any format')
    .addOption(firmwareOption('Exchange version whose limits hold'))
    .option('--json', 'one JSON document on stdout')
    .action(async (before: string, after: string, options: DiffOptions) => {
      const { diffCommand } = await import('./diff.js');
      finish(await diffCommand(before, after, options, io));
    });
}
