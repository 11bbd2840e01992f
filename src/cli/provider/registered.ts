/** What several commands of `provider` ask of the provider: its product, and how Ledger knows it. */
import type { Command } from 'commander';
import { collected } from '../options/collected.js';
import { curveOption } from '../options/curve.js';
import { productOption } from '../options/product.js';

export const addRegistered = (command: Command): Command =>
  command
    .addOption(productOption())
    .option('--public-key <text|file>', 'the key that is registered with Ledger, in any form')
    .addOption(curveOption())
    .option('--partner-name <text>', 'the name that is registered with Ledger');

/** Of commands that look at one provider more closely. */
export const addProfile = (command: Command): Command =>
  addRegistered(command)
    .option('--profile <file>', 'what is known of the provider, as YAML or JSON')
    .option('--ledger-ids <file>', "Ledger's own list of ids, to find those that were taken out");

export const addHeaders = (command: Command): Command =>
  command.option(
    '--header <header>',
    "'NAME: VALUE' of every call, environment variables as in profiles (repeatable)",
    collected,
  );
