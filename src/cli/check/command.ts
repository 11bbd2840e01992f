/** What can be typed for `check` and `explain`; their code is loaded when they run. */
import { type Command, Option } from 'commander';
import { MODELS } from '../../device.js';
import type { Io } from '../io.js';
import { firmwareOption, requireOption } from '../options/firmware.js';
import { screensOption } from '../screens/output.js';
import { type CheckOptions, type ExplainOptions, REPORTERS } from './options.js';

export function addCheck(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('check')
    .description("say what is wrong with a provider's signed payload, without a device")
    .argument('[files...]', "a provider's answer, case files (JSON, YAML, NDJSON), or - for stdin")
    .optionsGroup('Case (where a file does not say it):')
    .addOption(new Option('--flow <flow>', 'swap, sell or fund').choices(['swap', 'sell', 'fund']))
    .option('--legacy', 'the flow of before 2023 instead of NG')
    .option('--payload <text|file>', 'as the provider sent it')
    .option('--signature <text|file>', 'as the provider sent it')
    .option('--public-key <text|file>', "the partner's registered key, in any form")
    .addOption(
      new Option('--curve <curve>', 'of a bare public key').choices(['secp256k1', 'secp256r1']),
    )
    .option('--other-key <text|file>', 'a former key of the partner, or another (repeatable)', more)
    .option('--nonce <text>', 'the device made: hex, base64 or base64url')
    .option('--request <file>', 'the JSON the backend was asked with')
    .option('--fees <number>', 'network fees the wallet announces, in base units')
    .option('--partner-name <text>', 'name on the review screens')
    .addOption(firmwareOption('Exchange version; a list, a range A..B or all: a matrix'))
    .addOption(requireOption('that must take it, likewise: exit code 1 where one does not'))
    .optionsGroup('Output:')
    .addOption(new Option('--reporter <format>', REPORTERS.join(', ')).choices(REPORTERS))
    .option('--json', 'the same as --reporter json')
    .addOption(screensOption('write the review screens as files, into --out'))
    .option('--no-screens', 'draw no review screens')
    .addOption(
      new Option('--model <model>', 'of these files (default: all)').choices(['all', ...MODELS]),
    )
    .option('--out <path>', 'file for the report; with --screens, folder for the files')
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

export function addExplain(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('explain')
    .description('what a finding or a status word means, and what to do')
    .argument('<code>', 'e.g. AMOUNT_ASCII, 6a81, 0x9D1A, SIGN_VERIFICATION_FAIL')
    .option('--json', 'one JSON document on stdout')
    .action(async (code: string, options: ExplainOptions) => {
      const { explainCommand } = await import('../explain/explain.js');
      finish(await explainCommand(code, options, io));
    });
}

function more(value: string, before: string[] = []): string[] {
  return [...before, value];
}
