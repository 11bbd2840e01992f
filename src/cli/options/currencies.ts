/** `--currencies`: newer ones, for whatever names one. */
import { Option } from 'commander';
import { collected } from './collected.js';

export const currenciesOption = () =>
  new Option(
    '--currencies <file|url>',
    "newer currencies, as Ledger's registry lists them",
  ).argParser(collected);
