/** `--curve`, of a key that does not name its own. */
import { Option } from 'commander';
import { CURVE_NAMES } from '../../exchange/constants.js';

export const curveOption = (about = 'secp256k1 or secp256r1') =>
  new Option('--curve <curve>', about).choices(CURVE_NAMES);
