/** What can be typed for `serve` and `bridge`; their code is loaded when they run. */
import { type Command, Option } from 'commander';
import { MODELS } from '../../device.js';
import type { Io } from '../io.js';
import { firmwareOption } from '../options/firmware.js';
import type { BridgeOptions, ServeOptions } from './options.js';

type Finish = (exitCode: number) => void;

export function addServe(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('serve')
    .description("the simulator behind Speculos' HTTP API and APDU port")
    .argument('[app]', 'application file: accepted and ignored, as in a speculos command line')
    .optionsGroup('Device:')
    .option('-m, --model <model>', MODELS.join(', '), 'nanosp')
    .option('-s, --seed <words|file>', 'mnemonic in quotes, a file with it, or hex:SEED')
    .option('-l, --library <App:file>', 'a coin app that is installed (repeatable)', collected)
    .option('--apps <list>', 'the same, comma separated (default: all)')
    .addOption(firmwareOption())
    .option('--build <build>', 'random, test (fixed nonce), production, or build flags', 'random')
    .option('--devices <number>', 'so many devices like this one, under /devices/1, 2, …', '1')
    .option('--automation <json|file:path>', 'rules for what to press when a text appears');
  addListening(command, '5000', '9999');
  for (const { flags, about } of IGNORED) {
    command.addOption(new Option(flags, `ignored: ${about}`).hideHelp());
  }
  command
    .addHelpText('after', NOTE)
    .action(async (app: string | undefined, options: ServeOptions & Record<string, unknown>) => {
      const ignored = IGNORED.filter(({ name }) => options[name] !== undefined);
      const { serveCommand } = await import('./serve.js');
      const words = [...(app === undefined ? [] : ['the application file']), ...ignored.map(long)];
      finish(await serveCommand(options, words, io));
    });
}

export function addBridge(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('bridge')
    .description("another device behind Speculos' HTTP API: a Ledger on USB, an emulator")
    .requiredOption('--device <spec>', 'usb, usb:PATH, speculos, speculos:URL, …')
    .option('--record <file>', 'write every exchange to a recording')
    .option('--allow-all', 'pass on every command, not only those of the Exchange app');
  addListening(command, '5000', '9999');
  command.action(async (options: BridgeOptions) => {
    const { bridgeCommand } = await import('../bridge/bridge.js');
    finish(await bridgeCommand(options, io));
  });
}

function addListening(command: Command, apiPort: string, apduPort: string): void {
  command
    .optionsGroup('Server:')
    .option('--api-port <port>', 'HTTP; 0 for any that is free', apiPort)
    .option(
      '--apdu-port <port>',
      `commands over TCP; 0 for any that is free (default: ${apduPort})`,
    )
    .option('--no-apdu-port', 'HTTP only')
    .option('--host <address>', 'where HTTP listens (default: 127.0.0.1)')
    .option('--allow-remote', 'needed, with a token, for any --host beyond this machine')
    .option('--token-file <file>', 'a token that is asked of every client (or EXCHANGE_SIM_TOKEN)')
    .option('--token <text>', 'the same; may be seen in the list of processes')
    .option('--allow-origin <origin>', 'web pages that may use the server (repeatable)', collected)
    .optionsGroup('Output:')
    .option('-v, --verbose', 'tell each refusal with its reason, on stderr')
    .option('--json', 'one JSON document when ready');
}

/** Options of the speculos command that mean nothing here; scripts may go on giving them. */
const IGNORED = [
  ['-a, --apiLevel <level>', 'the level of the SDK'],
  ['-d, --debug', 'a debugger'],
  ['-t, --trace', 'system calls'],
  ['-u, --usb <protocol>', 'the kind of USB'],
  ['-T, --transport <protocol>', 'the kind of USB'],
  ['-p, --pki-prod', 'see --build production'],
  ['-S, --sound', 'sound'],
  ['--color <color>', 'the colour of the case'],
  ['--deterministic-rng <seed>', 'see --build test'],
  ['--user-private-key <hex>', 'no app uses it'],
  ['--attestation-key <hex>', 'no app uses it'],
  ['--log-level <level>', 'talk'],
  ['--automation-port <port>', 'see /events'],
  ['--button-port <port>', 'see /button'],
  ['--finger-port <port>', 'see /finger'],
  ['--vnc-port <port>', 'see /screenshot'],
  ['--vnc-password <text>', 'see /screenshot'],
  ['--display <kind>', 'the display is at /'],
  ['--ontop', 'the window'],
  ['--xy <position>', 'the window'],
  ['--keymap <keys>', 'the window'],
  ['--progressive', 'the window'],
  ['--zoom <factor>', 'the window'],
  ['--load-nvram', 'what an app stores'],
  ['--save-nvram', 'what an app stores'],
].map(([flags = '', about = '']) => ({ flags, about, name: new Option(flags).attributeName() }));

function long({ flags }: { readonly flags: string }): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}

const NOTE = `
Other options of speculos are accepted and ignored with a note. Unlike there, --api-port 0 takes
any free port. Further devices: POST /devices. What is served: /swagger/.`;

function collected(value: string, before: string[] = []): string[] {
  return [...before, value];
}
