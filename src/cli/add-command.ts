/** The shape of every command: what can be typed is added to the parser, and runs when it is typed. */
import type { Command } from 'commander';
import { commandFacts } from './commands.js';
import type { Io } from './io.js';

/** Takes the exit code of the command that ran. */
export type Finish = (exitCode: number) => void;

/** What a `command.ts` exports: it loads the command's own code only when it runs. */
export type AddCommand = (program: Command, io: Io, finish: Finish) => void;

/** A command of the list, below the program or the command that it is a part of. */
export function commandNamed(parent: Command, path: string): Command {
  const [name = ''] = path.split(' ').slice(-1);
  return parent.command(name).description(commandFacts(path).purpose);
}
