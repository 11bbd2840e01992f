/** What can be typed for `provider`: each subcommand in its own file, its code loaded when it runs. */
import type { Command } from 'commander';
import type { Io } from './io.js';
import { guarded } from './key-guard.js';
import { addProviderRules } from './provider-rules-command.js';
import { addProviderTest } from './provider-test-command.js';

export function addProvider(program: Command, io: Io, finish: (exitCode: number) => void): void {
  const provider = guarded(program.command('provider')).description(
    "for a provider's backend: its rules, and whether it keeps them",
  );
  addProviderRules(provider, io, finish);
  addProviderTest(provider, io, finish);
}
