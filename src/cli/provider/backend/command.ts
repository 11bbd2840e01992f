/** What can be typed for `provider backend`. */
import type { Command } from 'commander';
import type { Io } from '../../io.js';
import { firmwareOption } from '../../options/firmware.js';
import { curveOption } from '../../sign/command.js';
import type { ProfileOptions } from '../profile.js';
import { productOption } from '../rules/command.js';

export interface ProviderBackendOptions extends Omit<ProfileOptions, 'profile'> {
  /** Base URLs and names of profiles. */
  readonly providers: readonly string[];
  readonly firmware?: string;
  readonly port: string;
  readonly allowHost?: readonly string[];
  readonly json?: true;
}

export function addProviderBackend(
  provider: Command,
  io: Io,
  finish: (exitCode: number) => void,
): void {
  provider
    .command('backend')
    .description(
      "Ledger's side for a provider's developer: a page with whole journeys, pushes, quotes",
    )
    .requiredOption(
      '--provider, --providers <url-or-profile...>',
      'base URLs of providers, or their profiles as YAML or JSON',
    )
    .option(
      '--port <port>',
      'where providers push to, on 127.0.0.1; 0 for any that is free',
      '9400',
    )
    .option('--allow-host <name...>', 'names that Host may hold, of a tunnel in front')
    .optionsGroup('A provider given by its URL:')
    .addOption(productOption())
    .option('--public-key <text|file>', 'the key that is registered with Ledger, in any form')
    .addOption(curveOption())
    .option('--partner-name <text>', 'the name that is registered with Ledger')
    .option(
      '--header <header>',
      "'NAME: VALUE' of every call, environment variables as in profiles (repeatable)",
      collected,
    )
    .optionsGroup('Device:')
    .addOption(firmwareOption('Exchange version of journeys that name none'))
    .optionsGroup('Output:')
    .option('--json', 'one JSON document when ready, then one line for each push')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ProviderBackendOptions) => {
      const { providerBackend } = await import('./backend.js');
      finish(await providerBackend(options, io));
    });
}

function collected(value: string, before: string[] = []): string[] {
  return [...before, value];
}

const EXAMPLES = `
Open the address in a browser: one page shows a customer's whole journey, from quote to status.
Providers push to POST /webhook/{id}/status (2026) or /transaction/{id}/status (older form).
GET /backend/orders, /backend/pushes, /backend/providers show what Ledger would store;
GET /backend/eligible, /backend/quotes and /backend/redirect do what the sell and buy pages do.

Examples:
  exchange-sim provider backend --provider http://127.0.0.1:3000 --product swap \\
    --public-key partner.pem
  exchange-sim provider backend --providers provider.yaml --port 9400
  curl -X POST -H 'content-type: application/json' http://127.0.0.1:9400/backend/orders \\
    -d '{"id":"SWAP-ID","product":"swap","providerId":"myprovider"}'
  curl 'http://127.0.0.1:9400/backend/eligible?product=buy&country=FR&paymentMethod=card&fiat=EUR&crypto=bitcoin&amount=100'`;
