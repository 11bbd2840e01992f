/** `--firmware` and `--require`, the same for every command, and what their help says of versions. */
import { type Command, Option } from 'commander';
import { InputError } from '../../errors.js';

const FLAG = '--firmware';

/** @param about in front of the versions there are, which only `--help` reads. */
export const firmwareOption = (about = 'Exchange version') =>
  new Option(`${FLAG} <version>`, about);

export const requireOption = (about: string) => new Option('--require <versions>', about);

/**
 * Adds the known versions to the help of `--firmware`. The profiles are many small files: they are
 * loaded only when somebody asks for help.
 */
export async function tellFirmwares(program: Command): Promise<void> {
  const asking = everyOption(program).filter(({ long }) => long === FLAG);
  if (asking.length === 0) return;
  const { DEFAULT_FIRMWARE, RELEASES } = await import('../../firmware/index.js');
  const released = RELEASES.filter(({ builds }) => builds.length > 0);
  const words = `${released[0]?.id} to ${released.at(-1)?.id}, or documentation; default: ${DEFAULT_FIRMWARE.id}`;
  for (const option of asking) option.description = `${option.description} (${words})`;
}

function everyOption(command: Command): Option[] {
  return [...command.options, ...command.commands.flatMap(everyOption)];
}

/** Whether a command line asks for help. */
export const asksHelp = (args: readonly string[]) =>
  args[0] === 'help' || args.some((arg) => arg === '--help' || arg === '-h');

/** What goes wrong in `make`, said of an option. */
export function inOption<T>(option: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { message, hint } = error;
    throw new InputError(`${option}: ${message}`, hint === undefined ? {} : { hint });
  }
}
