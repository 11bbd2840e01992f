/** What can be typed for `import`; its code is loaded when it runs. */
import { type Command, Option } from 'commander';
import { FORMATS, READABLE_FORMATS } from '../../logs/format-names.js';
import type { Io } from '../io.js';
import type { ImportOptions } from './options.js';

export function addImport(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('import')
    .description('read APDUs from the log of any tool, a USB capture or an archive of them')
    .argument('<files...>', 'logs (FILE.zip#MEMBER: one of an archive), or - for stdin')
    .addOption(
      new Option('--format <format>', 'what it is (default: found by content)').choices(
        READABLE_FORMATS,
      ),
    )
    .option('--device <number>', 'only this one of several devices')
    .option('--out <file>', 'FILE.apdu, or FILE.pcap for a USB capture (default: text on stdout)')
    .option('--json', 'one JSON document on stdout')
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
