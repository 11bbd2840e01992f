/** `--curve`, of a key that does not name its own. */
import { Option } from 'commander';
import type { Curve } from '../../exchange/constants.js';

const CURVES: readonly Curve[] = ['secp256k1', 'secp256r1'];

export const curveOption = (about = 'secp256k1 or secp256r1') =>
  new Option('--curve <curve>', about).choices(CURVES);
