/** What can be typed for `check`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { collected } from '../options/collected.js';
import { curveOption } from '../options/curve.js';
import { modelsOption } from '../options/device.js';
import { firmwareOption, requireOption } from '../options/firmware.js';
import { flowOption } from '../options/flow.js';
import { jsonOption } from '../options/json.js';
import { outOption } from '../options/out.js';
import { reporterOption } from '../options/reporter.js';
import { screensOption } from '../screens/output.js';
import { type CheckOptions, REPORTERS } from './options.js';

export function addCheck(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'check')
    .argument('[files...]', "a provider's answer, case files (JSON, YAML, NDJSON), or - for stdin")
    .optionsGroup('Case (where a file does not say it):')
    .addOption(flowOption())
    .option('--legacy', 'the flow of before 2023 instead of NG')
    .option('--payload <text|file>', 'as the provider sent it')
    .option('--signature <text|file>', 'as the provider sent it')
    .option('--public-key <text|file>', "the partner's registered key, in any form")
    .addOption(curveOption('of a bare public key'))
    .option(
      '--other-key <text|file>',
      'a former key of the partner, or another (repeatable)',
      collected,
    )
    .option('--nonce <text>', 'the device made: hex, base64 or base64url')
    .option('--request <file>', 'the JSON the backend was asked with')
    .option('--fees <number>', 'network fees the wallet announces, in base units')
    .option('--partner-name <text>', 'name on the review screens')
    .addOption(firmwareOption('Exchange version; a list, a range A..B or all: a matrix'))
    .addOption(requireOption('that must take it, likewise: exit code 1 where one does not'))
    .optionsGroup('Output:')
    .addOption(reporterOption(REPORTERS))
    .addOption(jsonOption('the same as --reporter json'))
    .addOption(screensOption('write the review screens as files, into --out'))
    .option('--no-screens', 'draw no review screens')
    .addOption(modelsOption('of these files (default: all)'))
    .addOption(outOption('file for the report; with --screens, folder for the files', 'path'))
    .optionsGroup('Archives and streams:')
    .option('--stream', 'NDJSON in, a verdict a line out, in order and at once; exit code 0')
    .option('--from <redis://host/stream>', 'cases from a Redis stream, as one of a group')
    .option('--group <name>', 'consumer group of --from')
    .option('--to <redis://host/stream>', 'stream for the verdicts')
    .option('--consumer <name>', 'in the group (default: a new name)')
    .option('--claim-after <seconds>', 'take over what a consumer has left (default: 30)')
    .option('--until-empty', 'end when every entry has its verdict')
    .option('--bulk', 'one NDJSON file of any size: counts instead of verdicts, all cores')
    .option('--resume <file>', 'bulk: keep the state there, and go on from it')
    .option('--threads <number>', 'bulk: worker threads (default: all cores)')
    .action(async (files: string[], options: CheckOptions) => {
      const { checkCommand } = await import('./check.js');
      finish(await checkCommand(files, options, io));
    });
}
