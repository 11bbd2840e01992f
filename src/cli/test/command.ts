/** What can be typed for `test`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { appsOption, deviceOption, modelOption } from '../options/device.js';
import { firmwareOption } from '../options/firmware.js';
import { reportOutOption } from '../options/out.js';
import { reporterOption } from '../options/reporter.js';
import { REPORTERS, type TestOptions } from './options.js';

export function addTest(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'test')
    .argument('<paths...>', 'scenario files (YAML, JSON), or folders with them')
    .addOption(deviceOption().default('simulator'))
    .addOption(modelOption('of a device that does not tell, or of the simulator'))
    .addOption(firmwareOption('Exchange version of the simulator where a scenario names none'))
    .addOption(
      appsOption('coin apps on the device; what needs another one is skipped (default: all)'),
    )
    .option('--compare', 'also on the simulator: every answer and the review must be the same')
    .addOption(reporterOption(REPORTERS).default('text'))
    .addOption(reportOutOption())
    .option('--shard <i/n>', 'the i-th of n parts; every scenario is in one of them')
    .option('--jobs <number>', 'so many simulators side by side (default: 1)')
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
