/** What can be typed for `import`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { FORMATS, READABLE_FORMATS } from '../../logs/format-names.js';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { jsonOption } from '../options/json.js';
import { logDeviceOption, logFormatOption } from '../options/log.js';
import { outOption } from '../options/out.js';
import type { ImportOptions } from './options.js';

export function addImport(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'import')
    .argument('<files...>', 'logs (FILE.zip#MEMBER: one of an archive), or - for stdin')
    .addOption(logFormatOption())
    .addOption(logDeviceOption())
    .addOption(outOption('FILE.apdu, or FILE.pcap for a USB capture (default: text on stdout)'))
    .addOption(jsonOption())
    .addHelpText('after', FORMATS_HELP)
    .action(async (files: string[], options: ImportOptions) => {
      const { importCommand } = await import('./import.js');
      finish(await importCommand(files, options, io));
    });
}

const WIDTH = 2 + Math.max(...READABLE_FORMATS.map((name) => name.length));
const FORMATS_HELP = `
Formats:
${READABLE_FORMATS.map((name) => `  ${name.padEnd(WIDTH)}${FORMATS[name]}`).join('\n')}`;
