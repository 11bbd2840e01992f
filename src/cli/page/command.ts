/** What can be typed for `page`; its code is loaded when it runs. */
import type { Command } from 'commander';
import type { Io } from '../io.js';

export interface PageOptions {
  readonly out: string;
}

export function addPage(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('page')
    .description('write the reader: one HTML file that decodes logs and judges answers, offline')
    .requiredOption('--out <file>', 'where to write it')
    .action(async (options: PageOptions) => {
      const { pageCommand } = await import('./page.js');
      finish(await pageCommand(options, io));
    });
}
