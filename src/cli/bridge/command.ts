/** What can be typed for `bridge`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { deviceOption } from '../options/device.js';
import { addListening } from '../serve/listening.js';
import type { BridgeOptions } from './options.js';

export function addBridge(program: Command, io: Io, finish: Finish): void {
  const command = commandNamed(program, 'bridge')
    .addOption(deviceOption('usb, usb:PATH, speculos, speculos:URL, …').makeOptionMandatory())
    .option('--record <file>', 'write every exchange to a recording')
    .option('--allow-all', 'pass on every command, not only those of the Exchange app');
  addListening(command, '5000', '9999');
  command.action(async (options: BridgeOptions) => {
    const { bridgeCommand } = await import('./bridge.js');
    finish(await bridgeCommand(options, io));
  });
}
