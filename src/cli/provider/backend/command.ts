/** What can be typed for `provider backend`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../../add-command.js';
import type { Io } from '../../io.js';
import { firmwareOption } from '../../options/firmware.js';
import { jsonOption } from '../../options/json.js';
import { addHeaders, addRegistered } from '../registered.js';
import type { ProviderBackendOptions } from './options.js';

export function addProviderBackend(provider: Command, io: Io, finish: Finish): void {
  const command = commandNamed(provider, 'provider backend')
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
    .optionsGroup('A provider given by its URL:');
  addRegistered(command);
  addHeaders(command)
    .optionsGroup('Device:')
    .addOption(firmwareOption('Exchange version of journeys that name none'))
    .optionsGroup('Output:')
    .addOption(jsonOption('one JSON document when ready, then one line for each push'))
    .addHelpText('after', EXAMPLES)
    .action(async (options: ProviderBackendOptions) => {
      const { providerBackend } = await import('./backend.js');
      finish(await providerBackend(options, io));
    });
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
