/** What can be typed for `provider`; its code is loaded when it runs. */
import type { Command } from 'commander';
import type { Io } from './io.js';
import { addProviderServe } from './provider-serve-command.js';

type Finish = (exitCode: number) => void;

export function addProvider(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('provider')
    .description("both sides of Ledger's provider API: a reference provider and its operator");
  addProviderServe(command, io, finish);
}
