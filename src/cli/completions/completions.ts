/** `exchange-sim completions SHELL`: a script that knows all that can be typed today. */
import { EXIT } from '../../errors.js';
import { COMMANDS } from '../commands.js';
import type { Io } from '../io.js';
import { programOf } from '../program.js';
import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import type { Shell } from './options.js';
import { powershellScript } from './powershell.js';
import { type Level, levelsOf } from './tree.js';
import { moreValues } from './values.js';
import { zshScript } from './zsh.js';

const SCRIPTS: Readonly<Record<Shell, (levels: readonly Level[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

export async function completionsCommand(shell: Shell, io: Io): Promise<number> {
  const program = await programOf(COMMANDS, io, () => {});
  io.stdout.write(SCRIPTS[shell](levelsOf(program, moreValues())));
  return EXIT.yes;
}
