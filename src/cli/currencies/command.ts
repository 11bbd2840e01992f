/** What can be typed for `currencies`, and `--currencies` of other commands. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from '../io.js';

export interface CurrenciesOptions {
  readonly json?: true;
  readonly limit: number;
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100_000;

export const currenciesOption = () =>
  new Option(
    '--currencies <file|url>',
    "newer currencies, as Ledger's registry lists them",
  ).argParser((value: string, before: string[] = []) => [...before, value]);

export function addCurrencies(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('currencies')
    .description("search Ledger's currencies: LedgerId, ticker, decimals, coin app")
    .argument('[words...]', 'all of them in id, ticker, name or network')
    .addOption(currenciesOption())
    .addOption(
      new Option('--limit <number>', 'of currencies shown')
        .argParser(limitOf)
        .default(DEFAULT_LIMIT),
    )
    .option('--json', 'one JSON document on stdout')
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
