/** What can be typed for `provider`: each of its parts in a folder of its own. */
import type { Command } from 'commander';
import { type AddCommand, commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { addProviderBackend } from './backend/command.js';
import { addProviderProxy } from './proxy/command.js';
import { addProviderResend } from './resend/command.js';
import { addProviderRules } from './rules/command.js';
import { addProviderServe } from './serve/command.js';
import { addProviderTest } from './test/command.js';
import { addProviderTrigger } from './trigger/command.js';

/** In the order of the help. */
const PARTS: readonly AddCommand[] = [
  addProviderRules,
  addProviderTest,
  addProviderServe,
  addProviderBackend,
  addProviderProxy,
  addProviderTrigger,
  addProviderResend,
];

export function addProvider(program: Command, io: Io, finish: Finish): void {
  const provider = commandNamed(program, 'provider');
  for (const add of PARTS) add(provider, io, finish);
}
