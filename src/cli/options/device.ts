/** What names the device that a command talks to. */
import { Option } from 'commander';
import { MODELS } from '../../device.js';

export const modelOption = (about = 'device') =>
  new Option('--model <model>', about).choices(MODELS);
export const buildOption = (more = '') =>
  new Option('--build <build>', `random, test (fixed nonce), production, or build flags${more}`);
export const appsOption = () => new Option('--apps <list>', 'installed coin apps, comma separated');
export const seedOption = () =>
  new Option('--seed <words|file>', 'mnemonic in quotes, or a file with it');
