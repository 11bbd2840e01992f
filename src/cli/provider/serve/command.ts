/** What can be typed for `provider serve`, `trigger` and `resend`. */
import type { Command } from 'commander';
import type { Io } from '../../io.js';
import type { OperatorOptions } from '../trigger/trigger.js';
import type { ProviderServeOptions } from './options.js';

type Finish = (exitCode: number) => void;

export function addProviderServe(provider: Command, io: Io, finish: Finish): void {
  provider
    .command('serve')
    .description('a complete reference provider: quotes, signed orders, statuses, webhooks')
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
    .option('--json', 'one JSON document when ready')
    .action(async (options: ProviderServeOptions) => {
      const { providerServeCommand } = await import('./serve.js');
      finish(await providerServeCommand(options, io));
    });
}

const DEFAULT_URL = 'http://127.0.0.1:8080';

export function addProviderOperator(provider: Command, io: Io, finish: Finish): void {
  provider
    .command('trigger')
    .description('give an order of a running provider serve a status, and push it')
    .argument('<status>', 'PENDING, TRANSFER_IN_COMPLETED, ON_HOLD, FINISHED, EXPIRED, …')
    .argument('<order>', 'swapId or sellId')
    .option('--url <url>', 'of the provider', DEFAULT_URL)
    .option('--json', 'the order as JSON')
    .action(async (status: string, order: string, options: OperatorOptions) => {
      const { providerTriggerCommand } = await import('../trigger/trigger.js');
      finish(await providerTriggerCommand(status, order, options, io));
    });
  provider
    .command('resend')
    .description('send the status pushes of an order, or of all, once more')
    .argument('[order]', 'swapId or sellId')
    .option('--url <url>', 'of the provider', DEFAULT_URL)
    .option('--json', 'how many, as JSON')
    .action(async (order: string | undefined, options: OperatorOptions) => {
      const { providerResendCommand } = await import('../resend/resend.js');
      finish(await providerResendCommand(order, options, io));
    });
}
