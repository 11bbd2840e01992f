/** What can be typed for `replay`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import {
  appsOption,
  buildOption,
  deviceOption,
  modelOption,
  seedOption,
} from '../options/device.js';
import { firmwareOption } from '../options/firmware.js';
import { jsonOption } from '../options/json.js';
import { outOption } from '../options/out.js';
import { screensOption } from '../screens/output.js';
import type { ReplayOptions } from './options.js';

export function addReplay(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'replay')
    .argument('<files...>', 'recordings, logs or USB captures, or - for stdin')
    .optionsGroup('How:')
    .option('--answers', 'the same bytes, screens not compared (when the log has no presses)')
    .option('--by-instruction', 'what the device adds to an answer is said, and no difference')
    .option('--fresh', "ask for a new nonce, sign again: an old log runs on today's device")
    .option('--partner <file>', 'key that signs with --fresh (default: the test partner)')
    .optionsGroup('Device:')
    .addOption(deviceOption())
    .addOption(modelOption())
    .addOption(firmwareOption())
    .addOption(buildOption())
    .addOption(appsOption())
    .addOption(seedOption())
    .optionsGroup('Output:')
    .addOption(screensOption('draw every compared screen; as files with --out'))
    .option('--no-screens', 'draw no screens, nor the one that differs')
    .option('--only-failed', 'with --screens: only those up when something differed')
    .addOption(outOption('for the files of --screens text, png or svg', 'folder'))
    .option('--junit <file>', 'also a JUnit report, one test a file')
    .addOption(jsonOption())
    .action(async (files: string[], options: ReplayOptions) => {
      const { replayCommand } = await import('./replay.js');
      finish(await replayCommand(files, options, io));
    });
}
