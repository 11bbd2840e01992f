/** What can be typed for `provider test`. */
import { type Command, Option } from 'commander';
import { MODELS, type Model } from '../../../device.js';
import type { Curve } from '../../../exchange/constants.js';
import type { Product } from '../../../provider/product.js';
import type { Io } from '../../io.js';
import { firmwareOption, requireOption } from '../../options/firmware.js';
import { curveOption } from '../../sign/command.js';
import { productOption } from '../rules/command.js';

export const REPORTERS = ['text', 'json', 'junit', 'html'] as const;
export type Reporter = (typeof REPORTERS)[number];

export interface ProviderTestOptions {
  readonly product?: Product;
  readonly profile?: string;
  readonly publicKey?: string;
  readonly curve?: Curve;
  readonly partnerName?: string;
  readonly ledgerIds?: string;
  readonly header?: readonly string[];
  readonly createOrders?: true;
  readonly seed: string;
  readonly wait?: string;
  readonly model?: Model;
  readonly firmware?: string;
  readonly require?: string;
  readonly device?: string;
  readonly reporter?: Reporter;
  readonly json?: true;
  readonly out?: string;
  readonly sarif?: string;
  readonly watch?: string;
  readonly metrics?: string;
}

export function addProviderTest(
  provider: Command,
  io: Io,
  finish: (exitCode: number) => void,
): void {
  provider
    .command('test')
    .description("play Ledger's backend and a device against a provider, rule by rule")
    .argument('[url]', 'base URL of the provider; may stand in the profile')
    .optionsGroup('Provider:')
    .addOption(productOption())
    .option('--profile <file>', 'what is known of the provider, as YAML or JSON')
    .option('--public-key <text|file>', 'the key that is registered with Ledger, in any form')
    .addOption(curveOption())
    .option('--partner-name <text>', 'the name that is registered with Ledger')
    .option('--ledger-ids <file>', "Ledger's own list of ids, to find those that were taken out")
    .option(
      '--header <header>',
      "'NAME: VALUE' of every call, environment variables as in the profile (repeatable)",
      collected,
    )
    .optionsGroup('Run:')
    .option('--create-orders', 'make orders, which are never paid; without it their rules wait')
    .option('--wait <seconds>', 'how long to wait for what only time shows, such as expiries')
    .option('--seed <number>', 'the same seed asks the same questions', '1')
    .option('--watch <seconds>', 'the same run again and again, until told to stop')
    .option('--metrics <port>', 'with --watch: OpenMetrics at /metrics, on 127.0.0.1')
    .optionsGroup('Device:')
    .option('--device <spec>', 'where orders are shown: simulator, usb, speculos[:URL], …')
    .addOption(new Option('--model <model>', 'of the device').choices(MODELS))
    .addOption(firmwareOption())
    .addOption(requireOption('releases that must take every order: a list, a range A..B or all'))
    .optionsGroup('Output:')
    .addOption(new Option('--reporter <form>', 'of the report').choices(REPORTERS))
    .option('--json', 'the same as --reporter json')
    .option('--out <file>', 'write the report there instead of on stdout')
    .option('--sarif <file>', 'with --profile: what failed, at the lines of the profile')
    .addHelpText('after', EXAMPLES)
    .action(async (url: string | undefined, options: ProviderTestOptions) => {
      const { providerTest } = await import('./test.js');
      finish(await providerTest(url, options, io));
    });
}

const EXAMPLES = `
Exit code: 0 when no rule of severity error failed, 1 when one did, 2 for bad options,
3 when nobody was reached.

Examples:
  exchange-sim provider test http://127.0.0.1:3000 --product swap
  exchange-sim provider test https://api.example.com --product sell --create-orders \\
    --public-key partner.pem --header 'X-API-KEY: \${LEDGER_KEY}'
  exchange-sim provider test --profile provider.yaml --product swap --reporter html \\
    --out report.html
  exchange-sim provider test --profile provider.yaml --product swap --watch 300 --metrics 9464`;

function collected(value: string, before: string[] = []): string[] {
  return [...before, value];
}
