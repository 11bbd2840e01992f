/** What can be typed for `provider test`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../../add-command.js';
import type { Io } from '../../io.js';
import { deviceOption, modelOption } from '../../options/device.js';
import { firmwareOption, requireOption } from '../../options/firmware.js';
import { jsonOption } from '../../options/json.js';
import { reportOutOption } from '../../options/out.js';
import { reporterOption } from '../../options/reporter.js';
import { addHeaders, addProfile } from '../registered.js';
import { type ProviderTestOptions, REPORTERS } from './options.js';

export function addProviderTest(provider: Command, io: Io, finish: Finish): void {
  const command = commandNamed(provider, 'provider test')
    .argument('[url]', 'base URL of the provider; may stand in the profile')
    .optionsGroup('Provider:');
  addProfile(command);
  addHeaders(command)
    .optionsGroup('Run:')
    .option('--create-orders', 'make orders, which are never paid; without it their rules wait')
    .option('--wait <seconds>', 'how long to wait for what only time shows, such as expiries')
    .option('--seed <number>', 'the same seed asks the same questions', '1')
    .option('--watch <seconds>', 'the same run again and again, until told to stop')
    .option('--metrics <port>', 'with --watch: OpenMetrics at /metrics, on 127.0.0.1')
    .optionsGroup('Device:')
    .addOption(deviceOption('where orders are shown: simulator, usb, speculos[:URL], …'))
    .addOption(modelOption('of the device'))
    .addOption(firmwareOption())
    .addOption(requireOption('releases that must take every order: a list, a range A..B or all'))
    .optionsGroup('Output:')
    .addOption(reporterOption(REPORTERS))
    .addOption(jsonOption('the same as --reporter json'))
    .addOption(reportOutOption())
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
