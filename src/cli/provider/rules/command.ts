/** What can be typed for `provider rules`. */
import { type Command, Option } from 'commander';
import { PRODUCTS, type Product } from '../../../provider/product.js';
import type { Io } from '../../io.js';

export interface ProviderRulesOptions {
  readonly product?: Product;
  readonly json?: true;
}

export function addProviderRules(
  provider: Command,
  io: Io,
  finish: (exitCode: number) => void,
): void {
  provider
    .command('rules')
    .description('list what a provider must do, with how it is tested')
    .addOption(productOption())
    .option('--json', 'one JSON document on stdout')
    .action(async (options: ProviderRulesOptions) => {
      const { providerRules } = await import('./rules.js');
      finish(providerRules(options, io));
    });
}

export const productOption = () =>
  new Option('--product <product>', 'one of them').choices(PRODUCTS);
