/** Which devices had a release, and what is said of one that never had it. */
import { MODEL_NAMES, MODELS, type Model } from '../device.js';
import { InputError } from '../errors.js';
import { expected } from '../shown.js';
import { type FirmwareProfile, RELEASES } from './index.js';

/** Simulated models it was built for; all where there is no build of it at all. */
export function modelsOf({ builds }: FirmwareProfile): readonly Model[] {
  if (builds.length === 0) return MODELS;
  return MODELS.filter((model) => builds.some(({ device }) => device === model));
}

/** The model that is simulated when none is named: a Nano S Plus, where it had this version. */
export function usualModel(profile: FirmwareProfile): Model {
  const models = modelsOf(profile);
  return models.includes('nanosp') ? 'nanosp' : models[0]!;
}

/** @throws InputError for a model that never had this version. */
export function requireModel(profile: FirmwareProfile, model: Model): void {
  const models = modelsOf(profile);
  if (models.includes(model)) return;
  const had = RELEASES.filter(
    ({ builds }) => builds.length > 0 && builds.some(({ device }) => device === model),
  ).map(({ id }) => id);
  throw new InputError(
    expected(`${MODEL_NAMES[model]} never had Exchange ${profile.id}`, models.join(' or '), model),
    { hint: `Releases for ${model}: ${had[0]} to ${had.at(-1)}; see exchange-sim firmware.` },
  );
}
