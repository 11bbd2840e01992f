/** What can be typed for `screens`; its code is loaded when it runs. */
import { type Command, Option } from 'commander';
import { MODELS } from '../../device.js';
import type { Io } from '../io.js';
import { firmwareOption } from '../options/firmware.js';
import { pixelsOption } from '../options/pixels.js';
import type { ScreensOptions } from './options.js';

export function addScreens(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('screens')
    .description('show the review a user would see, from its fields, without running a flow')
    .optionsGroup('Review:')
    .addOption(
      new Option('--flow <flow>', 'swap, sell or fund')
        .choices(['swap', 'sell', 'fund'])
        .default('swap'),
    )
    .option('--from <ticker>', 'currency that is paid with')
    .option('--to <ticker>', 'swap, sell: currency that is received')
    .option('--partner <name>', 'name of the partner')
    .option('--send <amount>', 'as the device shows it, e.g. "0.25 ETH"')
    .option('--receive <amount>', 'swap, sell: likewise')
    .option('--fees <amount>', 'likewise')
    .option('--email <text>', 'sell: e-mail of the user at the partner')
    .option('--user <text>', 'fund: id of the user at the partner')
    .option('--account <text>', 'fund: name of the funded account')
    .option('--estimated', 'floating rate: what is received is an estimate')
    .option('--cross-seed <address>', 'swap: payout address of somebody else, which warns the user')
    .option('--warning', 'swap: the same with an example address')
    .optionsGroup('Screens:')
    .addOption(
      new Option('--model <model>', `all, ${MODELS.join(', ')}`)
        .choices(['all', ...MODELS])
        .default('all'),
    )
    .addOption(firmwareOption('Exchange version whose screens they are'))
    .option('--home', 'the home page too')
    .option('--status <ending>', 'the end of the flow too: signed, rejected or refused:APP')
    .option('--test-build', 'an app with test keys, whose home page warns')
    .optionsGroup('Output:')
    .addOption(
      new Option('--format <format>', 'text, json, svg or png')
        .choices(['text', 'json', 'svg', 'png'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .option('--out <path>', 'folder for the files; with --sheet also a file')
    .option('--sheet', 'svg, png: all screens on one picture')
    .option('--frame', 'svg, png: each screen within a device')
    .addOption(pixelsOption())
    .action(async (options: ScreensOptions) => {
      const { screensCommand } = await import('./screens.js');
      finish(await screensCommand(options, io));
    });
}
