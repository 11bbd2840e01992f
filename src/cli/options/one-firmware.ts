/** `--firmware` of commands whose device has one version. */
import type { Model } from '../../device.js';
import { oneFirmware } from '../../firmware/chosen.js';
import type { FirmwareProfile } from '../../firmware/index.js';
import { requireModel } from '../../firmware/models.js';
import { debug } from '../debug.js';
import { inOption } from './firmware.js';

/**
 * The default where no version was given.
 * @throws InputError for a version there is no profile of, for several, and for a model that never had it.
 */
export function firmwareOf(version: string | undefined, model?: Model): FirmwareProfile {
  const profile = oneFirmware(version);
  debug(
    'choice',
    () => `Exchange ${profile.id}, ${version === undefined ? 'by default' : 'as asked for'}`,
  );
  if (model !== undefined) inOption('--model', () => requireModel(profile, model));
  return profile;
}
