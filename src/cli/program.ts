/**
 * What can be typed. Only the parser and the list of commands are loaded for `--help`: what can be
 * typed for a command is loaded when that one is meant, and its own code when it runs.
 */
import { Command, CommanderError } from 'commander';
import { EXIT } from '../errors.js';
import type { Finish } from './add-command.js';
import { COMMANDS, EVERY_COMMAND, type ListedCommand } from './commands.js';
import { debug, listen } from './debug.js';
import { reportFailure } from './failure.js';
import type { Io } from './io.js';
import { guarded } from './key-guard.js';
import { currenciesOption } from './options/currencies.js';
import { asksHelp, tellFirmwares } from './options/firmware.js';
import { asksVersion } from './version/asks-version.js';

/** Runs one command line (without node and script) and returns its exit code. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.yes;
  try {
    await listen(process.env.DEBUG, io);
    debug('choice', () => `${what(args)}, node ${process.versions.node}`);
    if (asksVersion(args)) {
      const { versionCommand } = await import('./version/version.js');
      return versionCommand({ json: args.includes('--json') }, io);
    }
    const meant = COMMANDS.find(({ name }) => name === nameIn(args));
    const program = await programOf(meant === undefined ? [] : [meant], io, (code) => {
      exitCode = code;
    });
    if (asksHelp(args)) await tellFirmwares(program);
    // Help of a word that is no command: what the word alone is told.
    const [first, second = 'help'] = args;
    const isOfNone = first === 'help' && second !== 'help' && meant === undefined;
    await program.parseAsync(flowFirst(isOfNone ? args.slice(1) : args), { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has printed its sentence, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.yes : EXIT.usage;
    return reportFailure(error, io);
  }
}

/** The command and the names of its options: what stands behind them is nobody's business. */
function what(args: readonly string[]): string {
  const command = COMMANDS.find(({ name }) => name === nameIn(args))?.name ?? 'no command';
  const options = args.map((arg) => /^--?[a-z][a-z-]{0,30}(?==|$)/.exec(arg)?.[0]);
  return [command, ...options.filter((option) => option !== undefined)].join(' ');
}

/** `run`, of `run swap` and of `help run`. */
function nameIn([first, second]: readonly string[]): string | undefined {
  return first === 'help' ? second : first;
}

/** @param whole those with all that can be typed for them; of none, all are there by name alone. */
export async function programOf(
  whole: readonly ListedCommand[],
  io: Io,
  finish: Finish,
): Promise<Command> {
  const program = new Command('exchange-sim')
    .description("A simulator of Ledger's Exchange app: swap, sell and fund flows, offline.")
    .option('-V, --version', 'the version; with --json, all that a report of a defect needs')
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
  if (whole.length === 0) {
    for (const { name, purpose } of COMMANDS) program.command(name).description(purpose);
    return program;
  }
  for (const { load } of whole) (await load())(program, io, finish);
  for (const { name, takesCurrencies } of EVERY_COMMAND) {
    if (takesCurrencies !== true) continue;
    commandOf(program, name)?.optionsGroup('Currencies:').addOption(currenciesOption());
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
  exchange-sim replay recording.apdu             compare with a recording

Exit codes: 0 yes, 1 no, 2 bad usage or input, 3 device or network unavailable.`;

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
