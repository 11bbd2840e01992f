/**
 * Which releases of the Exchange app would have given the answers of a log: all are played together, and
 * part only where a command reads what differs between them. Nothing is known of screens, and a review
 * ends as its answer says.
 */
import { decodeResponse } from '../apdu/apdu.js';
import { equal } from '../bytes.js';
import type { Model } from '../device.js';
import { apiLevelOf, osVersion, sdkRules } from '../firmware/api-levels.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { watched } from '../firmware/reads.js';
import type { LoggedExchange } from '../logs/log.js';
import { type Build, isTestBuild } from '../simulator/build.js';
import { type CoinAppQuirks, quirksOf } from '../simulator/coins/generations.js';
import { coinAppNamed } from '../simulator/coins/registry.js';
import { randomnessOf } from '../simulator/randomness.js';
import {
  decideAs,
  SCREENLESS_START,
  type ScreenlessParts,
  type ScreenlessState,
  type ScreenlessTraits,
  send,
} from '../simulator/screenless.js';
import { warnsInRows } from '../simulator/screens/foreign-address.js';
import type { Verifier } from '../simulator/verifier.js';
import { emulatorWallet } from '../simulator/wallet.js';
import { recordedRandomness } from './recorded-randomness.js';

export interface AnsweringOptions {
  readonly model: Model;
  readonly verifier: Verifier;
  /** The seed is not known: every address is taken for the device's own. */
  readonly anySeed: boolean;
  buildOf(profile: FirmwareProfile): Build;
}

/**
 * @param exchanges without those of a coin app that signs.
 * @returns in the order of `profiles`.
 */
export function answeringReleases(
  exchanges: readonly LoggedExchange[],
  profiles: readonly FirmwareProfile[],
  options: AnsweringOptions,
): FirmwareProfile[] {
  const all = profiles.map((profile) => traitsOf(profile, options));
  let groups: Alike[] = [{ all, state: SCREENLESS_START }];
  for (const exchange of exchanges) {
    groups = groups.flatMap((group) => answering(exchange, group, options));
  }
  const left = new Set(groups.flatMap((group) => group.all.map(({ profile }) => profile)));
  return profiles.filter((profile) => left.has(profile));
}

/** Releases in one state. */
interface Alike {
  readonly all: readonly Traits[];
  readonly state: ScreenlessState;
}

interface Traits extends ScreenlessTraits {
  /** Of the coin apps of its time. */
  readonly quirks: Readonly<Record<string, CoinAppQuirks>>;
}

function traitsOf(profile: FirmwareProfile, { model, buildOf }: AnsweringOptions): Traits {
  const { testName, displayedVersion: version, screens: rules, coinApps } = profile;
  const build = buildOf(profile);
  const quirks = Object.entries(coinApps).map(([app, of]) => [app, quirksOf(app, of)] as const);
  return {
    profile,
    build,
    sdk: sdkRules(apiLevelOf(profile, model)),
    app: { name: isTestBuild(build) ? testName : 'Exchange', version },
    osVersion: osVersion(profile, model),
    warnsInRows: warnsInRows({ model, rules }),
    quirks: Object.fromEntries(quirks),
  };
}

/** Those of them that answer so, in groups that the exchange leaves alike. */
function answering(
  exchange: LoggedExchange,
  { all, state }: Alike,
  options: AnsweringOptions,
): Alike[] {
  const groups: Alike[] = [];
  let rest = all;
  while (rest.length > 0) {
    const { data, readsAlike } = watched(rest[0]!);
    const next = played(exchange, state, partsOf(data, exchange, options));
    const alike: Traits[] = [];
    const others: Traits[] = [];
    for (const traits of rest) (readsAlike(traits) ? alike : others).push(traits);
    if (next !== undefined) groups.push({ all: alike, state: next });
    rest = others;
  }
  return groups;
}

function partsOf(
  traits: Traits,
  { response }: LoggedExchange,
  { anySeed, verifier }: AnsweringOptions,
): ScreenlessParts {
  const recorded = recordedRandomness(
    () => response ?? undefined,
    () => {},
  );
  return {
    traits,
    anySeed,
    verifier,
    wallet: emulatorWallet(),
    randomness: randomnessOf(traits.build, recorded),
    coinApp: (name) => coinAppNamed(name, { ...traits.quirks[name] }),
  };
}

/** The state after it; undefined where the simulated device answers otherwise. */
function played(
  { command, response }: LoggedExchange,
  state: ScreenlessState,
  parts: ScreenlessParts,
): ScreenlessState | undefined {
  const sent = send(state, command, parts);
  // Nobody knows the answer: there is nothing to compare.
  if (response === null) return sent.state;
  const { status } = decodeResponse(response);
  const { state: next, answer } =
    sent.answer === undefined ? decideAs(status, sent.state, parts.traits) : sent;
  return answer !== undefined && equal(answer, response) ? next : undefined;
}
