/** What can be typed for `page`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { outOption } from '../options/out.js';
import type { PageOptions } from './options.js';

export function addPage(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'page')
    .addOption(outOption('where to write it').makeOptionMandatory())
    .action(async (options: PageOptions) => {
      const { pageCommand } = await import('./page.js');
      finish(await pageCommand(options, io));
    });
}
