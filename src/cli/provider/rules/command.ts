/** What can be typed for `provider rules`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../../add-command.js';
import type { Io } from '../../io.js';
import { jsonOption } from '../../options/json.js';
import { productOption } from '../../options/product.js';
import type { ProviderRulesOptions } from './options.js';

export function addProviderRules(provider: Command, io: Io, finish: Finish): void {
  commandNamed(provider, 'provider rules')
    .addOption(productOption())
    .addOption(jsonOption())
    .action(async (options: ProviderRulesOptions) => {
      const { providerRules } = await import('./rules.js');
      finish(providerRules(options, io));
    });
}
