/** What can be typed for `test`; its code is loaded when it runs. */
import { type Command, Option } from 'commander';
import { MODELS, type Model } from '../../device.js';
import type { Io } from '../io.js';
import { firmwareOption } from '../options/firmware.js';

export interface TestOptions {
  readonly device: string;
  readonly model?: Model;
  readonly firmware?: string;
  readonly apps?: string;
  readonly compare?: true;
  readonly reporter: 'text' | 'junit' | 'json';
  readonly out?: string;
  readonly shard?: string;
  readonly only?: string;
  readonly bail?: true;
}

export function addTest(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('test')
    .description('run scenarios on any device and compare with what they expect')
    .argument('<paths...>', 'scenario files (YAML, JSON), or folders with them')
    .option(
      '--device <spec>',
      'simulator, speculos[:URL], tcp:HOST:PORT, http:URL, usb',
      'simulator',
    )
    .addOption(
      new Option('--model <model>', 'of a device that does not tell, or of the simulator').choices(
        MODELS,
      ),
    )
    .addOption(firmwareOption('Exchange version of the simulator where a scenario names none'))
    .option(
      '--apps <list>',
      'coin apps on the device; what needs another one is skipped (default: all)',
    )
    .option('--compare', 'also on the simulator: every answer and the review must be the same')
    .addOption(
      new Option('--reporter <form>', 'of the report')
        .choices(['text', 'junit', 'json'])
        .default('text'),
    )
    .option('--out <file>', 'write the report there instead of on stdout')
    .option('--shard <i/n>', 'the i-th of n parts; every scenario is in one of them')
    .option('--only <text>', 'scenarios with this text in their names')
    .option('--bail', 'stop at the first scenario that fails')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: TestOptions) => {
      const { testCommand } = await import('./test.js');
      finish(await testCommand(paths, options, io));
    });
}

const EXAMPLES = `
Examples:
  exchange-sim test scenarios/                                the simulator
  exchange-sim test scenarios/ --device speculos \\
    --apps Ethereum,Bitcoin --compare                         and as the simulator
  exchange-sim test scenarios/ --reporter junit --out report.xml --shard 1/4
  exchange-sim test scenarios/happy.yaml --only 'SWAP_NG'`;
