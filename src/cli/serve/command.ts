/** What can be typed for `serve`; its code is loaded when it runs. */
import { type Command, Option } from 'commander';
import { MODELS } from '../../device.js';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { collected } from '../options/collected.js';
import { appsOption, buildOption } from '../options/device.js';
import { firmwareOption } from '../options/firmware.js';
import { addListening } from './listening.js';
import type { ServeOptions } from './options.js';

export function addServe(program: Command, io: Io, finish: Finish): void {
  const command = commandNamed(program, 'serve')
    .argument('[app]', 'application file: accepted and ignored, as in a speculos command line')
    .optionsGroup('Device:')
    .option('-m, --model <model>', MODELS.join(', '), 'nanosp')
    .option('-s, --seed <words|file>', 'mnemonic in quotes, a file with it, or hex:SEED')
    .option('-l, --library <App:file>', 'a coin app that is installed (repeatable)', collected)
    .addOption(appsOption('the same, comma separated (default: all)'))
    .addOption(firmwareOption())
    .addOption(buildOption().default('random'))
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
