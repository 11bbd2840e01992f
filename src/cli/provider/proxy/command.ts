/** What can be typed for `provider proxy`. */
import type { Command } from 'commander';
import type { Curve } from '../../../exchange/constants.js';
import type { Product } from '../../../provider/product.js';
import type { Io } from '../../io.js';
import { firmwareOption } from '../../options/firmware.js';
import { curveOption } from '../../sign/command.js';
import { productOption } from '../rules/command.js';

export interface ProviderProxyOptions {
  readonly product?: Product;
  readonly profile?: string;
  readonly publicKey?: string;
  readonly curve?: Curve;
  readonly partnerName?: string;
  readonly ledgerIds?: string;
  readonly firmware?: string;
  readonly port: string;
  readonly allowHost?: readonly string[];
  readonly json?: true;
  readonly report?: string;
  readonly junit?: string;
}

export function addProviderProxy(
  provider: Command,
  io: Io,
  finish: (exitCode: number) => void,
): void {
  provider
    .command('proxy')
    .description('stand before a provider, pass everything through untouched, and judge it')
    .argument('[url]', 'base URL of the provider; may stand in the profile')
    .optionsGroup('Provider:')
    .addOption(productOption())
    .option('--profile <file>', 'what is known of the provider, as YAML or JSON')
    .option('--public-key <text|file>', 'the key that is registered with Ledger, in any form')
    .addOption(curveOption())
    .option('--partner-name <text>', 'the name that is registered with Ledger')
    .option('--ledger-ids <file>', "Ledger's own list of ids, to find those that were taken out")
    .optionsGroup('Device:')
    .addOption(firmwareOption('Exchange version that payloads are judged with'))
    .optionsGroup('Server:')
    .option('--port <port>', 'where to listen, on 127.0.0.1; 0 for any that is free', '9500')
    .option('--allow-host <name...>', 'names that Host may hold, of a tunnel in front')
    .optionsGroup('Output:')
    .option('--json', 'the report as one JSON document on stdout, at the end')
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
