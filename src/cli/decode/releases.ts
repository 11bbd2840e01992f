/** Which releases of the Exchange app would have answered as a log says: a fact of `decode`. */
import { answeringReleases } from '../../capture/answering-releases.js';
import { candidates, USUAL_MODEL as MODEL } from '../../capture/candidates.js';
import { eventsOf } from '../../capture/exchange-events.js';
import { recordedBuild } from '../../capture/recorded-build.js';
import { CLA, INS } from '../../exchange/constants.js';
import type { FirmwareProfile } from '../../firmware/profile.js';
import type { LoggedExchange } from '../../logs/log.js';
import type { Verifier } from '../../simulator/verifier.js';

/** How many releases are named one by one. */
const NAMED = 6;

/**
 * @param exchanges the first ones of one device.
 * @returns one phrase; undefined where nothing tells releases apart or none answers so.
 */
export function releasesFact(
  exchanges: readonly LoggedExchange[],
  verifier: Verifier,
): string | undefined {
  const own = ofExchange(exchanges);
  const events = own.flatMap(eventsOf);
  if (events.length === 0) return undefined;
  const versions = toldVersions(exchanges);
  const looked = candidates(MODEL);
  const options = {
    model: MODEL,
    verifier,
    buildOf: (profile: FirmwareProfile) => recordedBuild(events, profile, verifier),
  };
  // The emulator's seed; then one that nobody knows, whose addresses are all believed.
  for (const anySeed of [false, true]) {
    const fits = answeringReleases(own, looked, { ...options, anySeed });
    const same = fits.filter(({ version }) => versions.every((told) => told === version.join('.')));
    if (same.length > 0) return same.length === looked.length ? undefined : factOf(same);
  }
  return undefined;
}

/** Of all GET_VERSION answers, those after a coin app included. */
function toldVersions(exchanges: readonly LoggedExchange[]): string[] {
  return exchanges.flatMap(({ command: [cla, ins], response }) => {
    const isVersion = cla === CLA && ins === INS.GET_VERSION && response?.length === 5;
    return isVersion ? [response.subarray(0, 3).join('.')] : [];
  });
}

function factOf(fits: readonly FirmwareProfile[]): string {
  const ids = fits.map(({ id }) => id);
  if (ids.length === 1) return `Exchange ${ids[0]}: no other release answers so`;
  const names = ids.length <= NAMED ? ids.join(', ') : `${ids[0]} to ${ids.at(-1)}`;
  return `${ids.length} releases of Exchange answer so: ${names}`;
}

/** Without what a coin app answers: from START_SIGNING_TRANSACTION to the next transaction. */
function ofExchange(exchanges: readonly LoggedExchange[]): LoggedExchange[] {
  let signs = false;
  return exchanges.filter(({ command: [cla, ins] }) => {
    if (cla === CLA && ins === INS.START_NEW_TRANSACTION) signs = false;
    if (cla === CLA && ins === INS.START_SIGNING_TRANSACTION) signs = true;
    return !signs;
  });
}
