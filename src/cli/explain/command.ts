/** What can be typed for `explain`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { jsonOption } from '../options/json.js';
import type { ExplainOptions } from './options.js';

export function addExplain(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'explain')
    .argument('<code>', 'e.g. AMOUNT_ASCII, 6a81, 0x9D1A, SIGN_VERIFICATION_FAIL')
    .addOption(jsonOption())
    .action(async (code: string, options: ExplainOptions) => {
      const { explainCommand } = await import('./explain.js');
      finish(await explainCommand(code, options, io));
    });
}
