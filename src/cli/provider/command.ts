/** What can be typed for `provider`: each subcommand in its own file, its code loaded when it runs. */
import type { Command } from 'commander';
import type { Io } from '../io.js';
import { addProviderBackend } from './backend/command.js';
import { addProviderProxy } from './proxy/command.js';
import { addProviderRules } from './rules/command.js';
import { addProviderOperator, addProviderServe } from './serve/command.js';
import { addProviderTest } from './test/command.js';

export function addProvider(program: Command, io: Io, finish: (exitCode: number) => void): void {
  const provider = program
    .command('provider')
    .description(
      "both sides of Ledger's provider API: a reference provider, its rules, and whether a backend keeps them",
    );
  addProviderRules(provider, io, finish);
  addProviderTest(provider, io, finish);
  addProviderServe(provider, io, finish);
  addProviderBackend(provider, io, finish);
  addProviderProxy(provider, io, finish);
  addProviderOperator(provider, io, finish);
}
