/** What can be typed for `provider proxy`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../../add-command.js';
import type { Io } from '../../io.js';
import { firmwareOption } from '../../options/firmware.js';
import { jsonOption } from '../../options/json.js';
import { addProfile } from '../registered.js';
import type { ProviderProxyOptions } from './options.js';

export function addProviderProxy(provider: Command, io: Io, finish: Finish): void {
  const command = commandNamed(provider, 'provider proxy')
    .argument('[url]', 'base URL of the provider; may stand in the profile')
    .optionsGroup('Provider:');
  addProfile(command)
    .optionsGroup('Device:')
    .addOption(firmwareOption('Exchange version that payloads are judged with'))
    .optionsGroup('Server:')
    .option('--port <port>', 'where to listen, on 127.0.0.1; 0 for any that is free', '9500')
    .option('--allow-host <name...>', 'names that Host may hold, of a tunnel in front')
    .optionsGroup('Output:')
    .addOption(jsonOption('the report as one JSON document on stdout, at the end'))
    .option('--report <file>', 'the report as one HTML file, at the end')
    .option('--junit <file>', 'the report as JUnit XML, at the end')
    .addHelpText('after', EXAMPLES)
    .action(async (url: string | undefined, options: ProviderProxyOptions) => {
      const { providerProxy } = await import('./proxy.js');
      finish(await providerProxy(url, options, io));
    });
}

const EXAMPLES = `
Creates nothing and asks nothing: the only mode against production. Every exchange and every new
finding is one line on stderr; Ctrl-C or SIGTERM ends it with the report.

Exit code: 0 when no rule of severity error failed, 1 when one did, 2 for bad options,
3 when nobody was reached.

Examples:
  exchange-sim provider proxy https://api.example.com --product swap --public-key partner.pem
  exchange-sim provider proxy --profile provider.yaml --product sell --report traffic.html`;
