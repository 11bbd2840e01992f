/** What can be typed for `provider serve`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../../add-command.js';
import type { Io } from '../../io.js';
import { jsonOption } from '../../options/json.js';
import type { ProviderServeOptions } from './options.js';

export function addProviderServe(provider: Command, io: Io, finish: Finish): void {
  commandNamed(provider, 'provider serve')
    .optionsGroup('Provider:')
    .option('--product <list>', 'swap, sell, card, fund, buy (default: all)')
    .option('--key <file>', 'private key that signs orders (default: a public test key)')
    .option('--curve <curve>', 'secp256k1 or secp256r1')
    .option('--partner-name <text>', 'registered with Ledger, 3 to 15 bytes')
    .option('--provider-id <text>', 'how status pushes name the provider')
    .option('--api-key <text|file:path>', 'asked of Ledger in x-api-key (default: nothing)')
    .option('--quote-life <seconds>', 'how long a quote can be ordered (default: 300)')
    .option('--region-header <name>', "the user's country (default: x-user-country)")
    .option('--restricted <list>', 'countries that are not served (default: KP)')
    .optionsGroup('Orders:')
    .option('--data <file>', 'keep everything in this file (default: in memory)')
    .option('--course <name>', 'finish, expire, refund, hold, unknown or wait (default: finish)')
    .option('--speed <factor>', 'how much faster the clock runs; also POST /admin/time')
    .option('--webhook <url>', 'where status pushes go (default: nowhere)')
    .option('--webhook-key <text|file:path>', 'sent with them as x-api-key')
    .option('--webhook-form <form>', 'swap: current (2026) or older (default: current)')
    .optionsGroup('Mistakes:')
    .option('--misbehave <codes>', 'make these mistakes, comma separated; list prints them')
    .optionsGroup('Server:')
    .option('--port <port>', '0 for any that is free', '8080')
    .option('--host <address>', 'where to listen (default: 127.0.0.1)')
    .option('--allow-remote', 'needed, with --api-key, for any --host beyond this machine')
    .optionsGroup('Output:')
    .addOption(jsonOption('one JSON document when ready'))
    .action(async (options: ProviderServeOptions) => {
      const { providerServeCommand } = await import('./serve.js');
      finish(await providerServeCommand(options, io));
    });
}
