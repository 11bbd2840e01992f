/** What names the device that a command talks to. */
import { Option } from 'commander';
import { MODELS } from '../../device.js';

export const deviceOption = (
  about = 'simulator, usb, speculos[:URL], tcp:HOST:PORT, … (see devices)',
) => new Option('--device <spec>', about);
export const modelOption = (about = 'device') =>
  new Option('--model <model>', about).choices(MODELS);
/** Where one model is as good as all of them. */
export const modelsOption = (about: string) =>
  new Option('--model <model>', about).choices(['all', ...MODELS]);
export const buildOption = (more = '') =>
  new Option('--build <build>', `random, test (fixed nonce), production, or build flags${more}`);
export const appsOption = (about = 'installed coin apps, comma separated') =>
  new Option('--apps <list>', about);
export const seedOption = () =>
  new Option('--seed <words|file>', 'mnemonic in quotes, or a file with it');
