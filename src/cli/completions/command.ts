/** What can be typed for `completions`; its code is loaded when it runs. */
import { Argument, type Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { SHELLS, type Shell } from './options.js';

export function addCompletions(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'completions')
    .addArgument(new Argument('<shell>', 'whose script is printed').choices(SHELLS))
    .addHelpText('after', SET_UP)
    .action(async (shell: Shell) => {
      const { completionsCommand } = await import('./completions.js');
      finish(await completionsCommand(shell, io));
    });
}

const SET_UP = `
Set up:
  bash        eval "$(exchange-sim completions bash)"                   in ~/.bashrc
  zsh         eval "$(exchange-sim completions zsh)"                    in ~/.zshrc, after compinit
  fish        exchange-sim completions fish | source                    in config.fish
  powershell  exchange-sim completions powershell | Out-String | iex    in $PROFILE`;
