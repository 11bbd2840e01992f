/**
 * What can be typed. Only the parser lives here, and only it is loaded for `--help`: each command
 * imports its own code when it runs.
 */
import { Command, CommanderError, Option } from 'commander';
import { MODELS } from '../device.js';
import { EXIT } from '../errors.js';
import { TAMPERS } from '../host/signing/tamper.js';
import { BACKEND_PRODUCTS } from '../scenario/scenario.js';
import { addAddresses } from './addresses-command.js';
import { addCheck, addExplain } from './check-command.js';
import { addCurrencies, currenciesOption } from './currencies-command.js';
import { addDecode } from './decode-command.js';
import { addDevices } from './devices-command.js';
import { addDiff } from './diff-command.js';
import { reportFailure } from './failure.js';
import { addFirmware } from './firmware-command.js';
import { asksHelp, firmwareOption, tellFirmwares } from './firmware-option.js';
import { addImport } from './import-command.js';
import type { Io } from './io.js';
import { guarded } from './key-guard.js';
import { addKeys } from './keys-command.js';
import { packageVersion } from './package-version.js';
import { addPage } from './page-command.js';
import { pixelsOption } from './pixels.js';
import { addProvider } from './provider-command.js';
import { addRedact } from './redact-command.js';
import type { ReplayOptions } from './replay-options.js';
import type { RunOptions } from './run-options.js';
import { addScreens } from './screens-command.js';
import { screensOption } from './screens-output.js';
import { addBridge, addServe } from './serve-command.js';
import { addSign, curveOption } from './sign-command.js';
import { addTest } from './test-command.js';

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
  addresses: (program, io, finish) => addAddresses(program, io, finish, seedOption),
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
    const { useCurrencies } = await import('./currencies-source.js');
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

const DEVICE = 'Device:';
const ORDER = 'Order:';
const PROVIDER = 'Provider:';
const OUTPUT = 'Output:';

function addRun(program: Command, io: Io, finish: (exitCode: number) => void): void {
  const command = program
    .command('run')
    .description('run one flow on the simulated or another device, with defaults for everything')
    .argument('<flow>', 'swap, sell or fund')
    .optionsGroup(DEVICE)
    .option('--device <spec>', 'simulator, usb, speculos[:URL], tcp:HOST:PORT, … (see devices)')
    .addOption(modelOption('device (default: nanosp, or what the device is)'))
    .addOption(firmwareOption('Exchange version; auto: what the device has'))
    .addOption(buildOption(' (default: random, or what the device is)'))
    .addOption(appsOption())
    .addOption(seedOption())
    .addOption(
      new Option('--client <name>', "our own, or Ledger's @ledgerhq/hw-app-exchange")
        .choices(['direct', 'ledger-wallet'])
        .default('direct'),
    )
    .option('--reject', 'the user rejects at the end of the review')
    .option('--ask', 'a device of your own: compare each page of the review by question')
    .option('--sign', 'have the coin app sign; a Ledger from the shop is handed over to it')
    .option('--tx <file>', 'of --sign: an unsigned transaction of your own, as hex')
    .addOption(
      new Option('--tamper <part>', 'of --sign: a transaction that differs, to be refused').choices(
        TAMPERS,
      ),
    )
    .optionsGroup(ORDER)
    .addOption(
      new Option('--rate <rate>', 'of the exchange (default: fixed, or as it is quoted)').choices([
        'fixed',
        'floating',
      ]),
    )
    .option('--legacy', 'the flow of before 2023 instead of NG')
    .option('--from <currency>', 'swap: paid with (ticker or id, e.g. ETH or usdt-tron)')
    .option('--to <currency>', 'swap: received')
    .option('--currency <currency>', 'sell, fund: paid with')
    .option('--amount <decimal>', 'paid')
    .option('--raw <number>', 'paid, in base units')
    .option('--receive-amount <decimal>', 'swap: received')
    .option('--receive-raw <number>', 'swap: received, in base units')
    .option('--fees <decimal>', 'network fees, in the fee currency')
    .option('--fiat <code>', 'sell: currency received (e.g. EUR)')
    .option('--fiat-amount <decimal>', 'sell: amount received')
    .option('--email <text>', 'sell: e-mail of the user at the partner')
    .option('--user <text>', 'fund: id of the user at the partner')
    .option('--account <text>', 'fund: name of the funded account')
    .option('--payin <address>', "the provider's address")
    .option('--payout <address>', 'swap: where the user receives')
    .option('--refund <address>', 'swap: where a refund goes')
    .option('--memo <text>', 'payin_extra_id (swap) or in_extra_id')
    .option('--refund-memo <text>', 'swap: refund_extra_id')
    .option('--payout-memo <text>', 'swap: payout_extra_id')
    .option('--extra-data <hex>', 'swap: payin_extra_data')
    .optionsGroup(PROVIDER)
    .option('--partner <file>', 'partner as JSON (FILE#NAME: one of several), or its key')
    .option('--key <file>', "the partner's private key, where its file has none")
    .option('--payload <text|file>', 'your own payload: base64url text')
    .option('--signature <text|file>', 'your own signature: base64url text or hex')
    .option('--response <file>', "a provider's JSON answer with providerSig, as it stands")
    .option('--provider <url|file>', 'a running backend, or its profile: asked for quote and order')
    .option('--header <header>', "'NAME: VALUE' of every call to it (repeatable)", collected)
    .addOption(
      new Option('--product <product>', 'of it: card for a sell of a card').choices(
        BACKEND_PRODUCTS,
      ),
    )
    .option('--quote-id <id>', "of its order, where the quote was made on the provider's page")
    .addOption(nonceFormOption())
    .option('--public-key <text|file>', 'the key that its answers are signed with')
    .addOption(curveOption())
    .option('--nonce <text>', "sign this nonce instead of the device's: hex, base64 or base64url")
    .option(
      '--field <name=value>',
      'replace any field, whatever the limits (repeatable)',
      collected,
    )
    .optionsGroup(OUTPUT)
    .addOption(screensOption('draw every screen, not only the review; as files with --out'))
    .option('--no-screens', 'draw no screens')
    .option('--out <folder>', 'for the files of --screens text, png or svg')
    .addOption(pixelsOption())
    .option('--json', 'one JSON document on stdout')
    .option('--record <file>', 'write a recording that replay can read')
    .option('--verbose', 'show the APDUs');
  command.action(async (flow: string, options: RunOptions) => {
    const { runCommand } = await import('./run.js');
    finish(await runCommand(flow, options, io));
  });
}

function addReplay(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('replay')
    .description('play recordings and logs to a device and compare every answer and screen')
    .argument('<files...>', 'recordings, logs or USB captures, or - for stdin')
    .optionsGroup('How:')
    .option('--answers', 'the same bytes, screens not compared (when the log has no presses)')
    .option('--by-instruction', 'what the device adds to an answer is said, and no difference')
    .option('--fresh', "ask for a new nonce, sign again: an old log runs on today's device")
    .option('--partner <file>', 'key that signs with --fresh (default: the test partner)')
    .optionsGroup(DEVICE)
    .option('--device <spec>', 'simulator, usb, speculos[:URL], tcp:HOST:PORT, … (see devices)')
    .addOption(modelOption())
    .addOption(firmwareOption())
    .addOption(buildOption())
    .addOption(appsOption())
    .addOption(seedOption())
    .optionsGroup(OUTPUT)
    .addOption(screensOption('draw every compared screen; as files with --out'))
    .option('--no-screens', 'draw no screens, nor the one that differs')
    .option('--only-failed', 'with --screens: only those up when something differed')
    .option('--out <folder>', 'for the files of --screens text, png or svg')
    .option('--junit <file>', 'also a JUnit report, one test a file')
    .option('--json', 'one JSON document on stdout')
    .action(async (files: string[], options: ReplayOptions) => {
      const { replayCommand } = await import('./replay.js');
      finish(await replayCommand(files, options, io));
    });
}

const nonceFormOption = () =>
  new Option('--nonce-form <form>', 'of its order (default: hex)').choices(['hex', 'base64url']);
const modelOption = (about = 'device') => new Option('--model <model>', about).choices(MODELS);
const buildOption = (more = '') =>
  new Option('--build <build>', `random, test (fixed nonce), production, or build flags${more}`);
const appsOption = () => new Option('--apps <list>', 'installed coin apps, comma separated');
const seedOption = () => new Option('--seed <words|file>', 'mnemonic in quotes, or a file with it');

function collected(value: string, before: string[] = []): string[] {
  return [...before, value];
}
