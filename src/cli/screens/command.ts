/** What can be typed for `screens`; its code is loaded when it runs. */
import { type Command, Option } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { modelsOption } from '../options/device.js';
import { firmwareOption } from '../options/firmware.js';
import { flowOption } from '../options/flow.js';
import { jsonOption } from '../options/json.js';
import { outOption } from '../options/out.js';
import { pixelsOption } from '../options/pixels.js';
import type { ScreensOptions } from './options.js';

export function addScreens(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'screens')
    .optionsGroup('Review:')
    .addOption(flowOption().default('swap'))
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
    .addOption(modelsOption('of the screens').default('all'))
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
    .addOption(jsonOption('the same as --format json'))
    .addOption(outOption('folder for the files; with --sheet also a file', 'path'))
    .option('--sheet', 'svg, png: all screens on one picture')
    .option('--frame', 'svg, png: each screen within a device')
    .addOption(pixelsOption())
    .action(async (options: ScreensOptions) => {
      const { screensCommand } = await import('./screens.js');
      finish(await screensCommand(options, io));
    });
}
