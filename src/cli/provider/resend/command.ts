/** What can be typed for `provider resend`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../../add-command.js';
import type { Io } from '../../io.js';
import { jsonOption } from '../../options/json.js';
import { type OperatorOptions, providerUrlOption } from '../operator-options.js';

export function addProviderResend(provider: Command, io: Io, finish: Finish): void {
  commandNamed(provider, 'provider resend')
    .argument('[order]', 'swapId or sellId')
    .addOption(providerUrlOption())
    .addOption(jsonOption('how many, as JSON'))
    .action(async (order: string | undefined, options: OperatorOptions) => {
      const { providerResendCommand } = await import('./resend.js');
      finish(await providerResendCommand(order, options, io));
    });
}
