/** What can be typed for `provider trigger`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../../add-command.js';
import type { Io } from '../../io.js';
import { jsonOption } from '../../options/json.js';
import { type OperatorOptions, providerUrlOption } from '../operator-options.js';

export function addProviderTrigger(provider: Command, io: Io, finish: Finish): void {
  commandNamed(provider, 'provider trigger')
    .argument('<status>', 'PENDING, TRANSFER_IN_COMPLETED, ON_HOLD, FINISHED, EXPIRED, …')
    .argument('<order>', 'swapId or sellId')
    .addOption(providerUrlOption())
    .addOption(jsonOption('the order as JSON'))
    .action(async (status: string, order: string, options: OperatorOptions) => {
      const { providerTriggerCommand } = await import('./trigger.js');
      finish(await providerTriggerCommand(status, order, options, io));
    });
}
