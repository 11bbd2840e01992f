/** What can be typed for `doctor`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { jsonOption } from '../options/json.js';
import type { DoctorOptions } from './options.js';

export function addDoctor(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'doctor')
    .addOption(jsonOption())
    .action(async (options: DoctorOptions) => {
      const { doctorCommand } = await import('./doctor.js');
      finish(await doctorCommand(options, io));
    });
}
