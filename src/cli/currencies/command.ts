/** What can be typed for `currencies`; its code is loaded when it runs. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { jsonOption } from '../options/json.js';
import type { CurrenciesOptions } from './options.js';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100_000;

export function addCurrencies(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'currencies')
    .argument('[words...]', 'all of them in id, ticker, name or network')
    .addOption(
      new Option('--limit <number>', 'of currencies shown')
        .argParser(limitOf)
        .default(DEFAULT_LIMIT),
    )
    .addOption(jsonOption())
    .action(async (words: string[], options: CurrenciesOptions) => {
      const { currenciesCommand } = await import('./currencies.js');
      finish(currenciesCommand(words, options, io));
    });
}

function limitOf(text: string): number {
  const number = Number(text);
  if (/^\d{1,6}$/.test(text) && number >= 1 && number <= MAX_LIMIT) return number;
  throw new InvalidArgumentError(`Expected a number from 1 to ${MAX_LIMIT}.`);
}
