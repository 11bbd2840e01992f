/**
 * What can be typed. Only the parser lives here, and only it is loaded for `--help`: each command
 * imports its own code when it runs.
 */
import { Command, CommanderError } from 'commander';
import { EXIT } from '../errors.js';
import { addAddresses } from './addresses/command.js';
import { addCheck, addExplain } from './check/command.js';
import { addCurrencies, currenciesOption } from './currencies/command.js';
import { addDecode } from './decode/command.js';
import { addDevices } from './devices/command.js';
import { addDiff } from './diff/command.js';
import { reportFailure } from './failure.js';
import { addFirmware } from './firmware/command.js';
import { addImport } from './import/command.js';
import type { Io } from './io.js';
import { guarded } from './key-guard.js';
import { addKeys } from './keys/command.js';
import { asksHelp, tellFirmwares } from './options/firmware.js';
import { packageVersion } from './package-version.js';
import { addPage } from './page/command.js';
import { addProvider } from './provider/command.js';
import { addRedact } from './redact/command.js';
import { addReplay } from './replay/command.js';
import { addRun } from './run/command.js';
import { addScreens } from './screens/command.js';
import { addBridge, addServe } from './serve/command.js';
import { addSign } from './sign/command.js';
import { addTest } from './test/command.js';

/** Runs one command line (without node and script) and returns its exit code. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.yes;
  const program = programOf(args, io, (code) => {
    exitCode = code;
  });
  try {
    if (asksHelp(args)) await tellFirmwares(program);
    await program.parseAsync(flowFirst(args), { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has printed its sentence, or the help or version that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.yes : EXIT.usage;
    return reportFailure(error, io);
  }
}

type AddCommand = (program: Command, io: Io, finish: (exitCode: number) => void) => void;

/** By their names, in the order of the help. */
const COMMANDS: Readonly<Record<string, AddCommand>> = {
  run: addRun,
  replay: addReplay,
  import: addImport,
  decode: addDecode,
  diff: addDiff,
  redact: addRedact,
  page: addPage,
  check: addCheck,
  explain: addExplain,
  sign: addSign,
  keys: addKeys,
  addresses: addAddresses,
  currencies: addCurrencies,
  screens: addScreens,
  test: addTest,
  provider: addProvider,
  serve: addServe,
  bridge: addBridge,
  devices: addDevices,
  firmware: addFirmware,
};

function programOf(args: readonly string[], io: Io, finish: (exitCode: number) => void): Command {
  const program = new Command('exchange-sim')
    .description("A simulator of Ledger's Exchange app: swap, sell and fund flows, offline.")
    .version(packageVersion(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
      getOutHasColors: () => io.color,
      getErrHasColors: () => io.color,
      outputError: (text, write) => write(guarded(text)),
    })
    .showSuggestionAfterError()
    .addHelpText('after', EXAMPLES);
  // The one that is meant, where it is: the others cost time that nobody sees the result of.
  const wanted = COMMANDS[args[0] ?? ''];
  for (const add of wanted ? [wanted] : Object.values(COMMANDS)) add(program, io, finish);
  for (const path of TAKE_CURRENCIES) {
    commandOf(program, path)?.optionsGroup('Currencies:').addOption(currenciesOption());
  }
  program.hook('preAction', async (_, command) => {
    const { currencies = [] } = command.opts<{ currencies?: string[] }>();
    if (currencies.length === 0) return;
    const { useCurrencies } = await import('./currencies/source.js');
    for (const source of currencies) await useCurrencies(source, io);
  });
  return program;
}

const EXAMPLES = `
Examples:
  exchange-sim run swap                          a swap from nonce to approval
  exchange-sim run sell --currency ETH --reject  the user says no
  exchange-sim run swap --response answer.json   a provider's own payload
  exchange-sim check answer.json                 say what is wrong with it
  exchange-sim replay recording.apdu             compare with a recording`;

/** Beside `currencies` itself: what names one. */
const TAKE_CURRENCIES = [
  'run',
  'check',
  'sign',
  'addresses',
  'test',
  'serve',
  'provider test',
  'provider proxy',
  'provider backend',
];

/**
 * Undefined for one that was not added.
 *
 * @param path names of commands below each other, a blank between them.
 */
function commandOf(program: Command, path: string): Command | undefined {
  return path
    .split(' ')
    .reduce<Command | undefined>(
      (above, name) => above?.commands.find((one) => one.name() === name),
      program,
    );
}

/** `run --screens swap`: the flow is no format of `--screens`, which takes one or none. */
function flowFirst(args: readonly string[]): string[] {
  const [command, ...rest] = args;
  const at = command === 'run' ? rest.indexOf('--screens') : -1;
  const next = rest[at + 1];
  if (at < 0 || next === undefined || !/^(swap|sell|fund)$/i.test(next)) return [...args];
  return ['run', next, ...rest.toSpliced(at + 1, 1)];
}
