/** `--pixels`: screens as real pixels, in terminals that say they can show them. */
import { Option } from 'commander';
import { MODELS } from '../../device.js';
import type { Ui } from '../../simulator/screens/ui.js';
import type { Io } from '../io.js';
import type { PixelProtocol } from '../text/terminal-picture.js';

export type PixelsChoice = 'auto' | PixelProtocol;

/** Pixels a terminal of 80 columns surely has. */
const TERMINAL_WIDTH = 640;

export function pixelsOption(): Option {
  return new Option('--pixels [protocol]', 'pictures in the terminal: auto, kitty, iterm or sixel')
    .choices(['auto', 'kitty', 'iterm', 'sixel'])
    .preset('auto');
}

/** What makes the terminal show these screens, a sheet for each model. */
export type PixelPrinter = (title: string, uis: readonly Ui[]) => Promise<string>;

/** Undefined when this is no terminal, or none that says it can: then text does. */
export async function pixelPrinter(
  choice: PixelsChoice | undefined,
  io: Io,
  env: Readonly<Record<string, string | undefined>>,
): Promise<PixelPrinter | undefined> {
  if (choice === undefined || !io.isTty) return undefined;
  const { detectProtocol, terminalPicture } = await import('../text/terminal-picture.js');
  const protocol = choice === 'auto' ? detectProtocol(env) : choice;
  if (protocol === null) return undefined;
  const { sheetOf } = await import('../../picture/screen-files.js');
  return async (title, uis) => {
    let text = '';
    for (const model of MODELS) {
      const own = uis.filter((ui) => ui.context.model === model);
      if (own.length === 0) continue;
      text += terminalPicture(await sheetOf(title, own, { maxWidth: TERMINAL_WIDTH }), protocol);
    }
    return text;
  };
}
