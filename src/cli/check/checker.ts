/** The judge that `check`'s options ask for. */
import type { CheckOptions as Asked } from '../../check/check.js';
import { chosenFirmwares } from '../../firmware/chosen.js';
import { fastestVerifier } from '../../simulator/node-fastest-verifier.js';
import { debug } from '../debug.js';
import { inOption } from '../options/firmware.js';
import type { CheckOptions } from './options.js';

/** @throws InputError for versions there are no profiles of, naming the option. */
export function askedOf({ firmware, require }: CheckOptions): Asked {
  const asked =
    firmware === undefined ? [] : inOption('--firmware', () => chosenFirmwares(firmware));
  if (require !== undefined) inOption('--require', () => chosenFirmwares(require));
  debug('choice', () => `Exchange ${firmware ?? 'by default'}, required ${require ?? 'none'}`);
  return {
    verifier: fastestVerifier,
    ...(firmware === undefined ? {} : { firmware: asked }),
    ...(require === undefined ? {} : { require }),
  };
}
