/**
 * Every profile against facts read from the sources of each release (`facts.json`: app-exchange,
 * every tag), and the state machine with each of them against the admission table that was taken
 * from each release's own parser.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { INS } from '../../src/exchange/constants.js';
import { FLOW_NAMES, FLOWS, type FlowName } from '../../src/exchange/flows.js';
import { SW } from '../../src/exchange/status.js';
import { STEPS, type Step } from '../../src/exchange/steps.js';
import { firmware, RELEASES } from '../../src/firmware/index.js';
import type { FirmwareProfile } from '../../src/firmware/profile.js';
import { QUIRKS } from '../../src/firmware/quirks.js';
import { WIDEST_TICKER } from '../../src/firmware/ticker.js';
import { receive } from '../../src/simulator/machine.js';
import { BOOT_STATE } from '../../src/simulator/state.js';
import { environment } from '../simulator/machine-flow.js';

interface Range {
  readonly min: number;
  readonly max: number;
}

interface FactProfile {
  readonly version: string;
  readonly kind: string;
  readonly commit: string;
  readonly date: string;
  readonly appVersion: readonly number[];
  readonly displayedVersion: string;
  readonly devices: readonly string[];
  readonly builds: readonly string[];
  readonly ngWireFormat: 1 | 2;
  readonly crossSeed: boolean;
  readonly errorPolicy: { readonly userRefusal: { readonly stateAfter: string } };
  readonly [model: string]: unknown;
}

interface AdmissionFact {
  readonly ins: string;
  readonly flows: readonly FlowName[];
  readonly allowedStates: readonly string[];
  readonly otherStates?: string;
  readonly always?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: facts of many shapes, looked at field by field.
type Model = any;

const facts = JSON.parse(readFileSync(new URL('facts.json', import.meta.url), 'utf8')) as {
  models: Record<string, Record<string, Model>>;
  profiles: FactProfile[];
};

const modelOf = (fact: FactProfile, kind: string, key = kind): Model =>
  facts.models[kind]![fact[key] as string];
const range = ([min, max]: readonly [number, number]): Range => ({ min, max });

const KINDS: Readonly<Record<string, string>> = {
  release: 'release',
  'release-candidate': 'candidate',
  experimental: 'experimental',
  'unreleased-head': 'development',
};

const STATE_NAMES: Readonly<Record<string, Step>> = {
  INITIAL_STATE: 'initial',
  WAITING_TRANSACTION: 'waiting-transaction',
  PROVIDER_SET: 'provider-set',
  PROVIDER_CHECKED: 'provider-checked',
  TRANSACTION_RECEIVED: 'transaction-received',
  SIGNATURE_CHECKED: 'signature-checked',
  TO_ADDR_CHECKED: 'payout-address-checked',
  PAYOUT_ADDRESS_CHECKED: 'payout-address-checked',
  ALL_ADDRESSES_CHECKED: 'all-addresses-checked',
  WAITING_USER_VALIDATION: 'waiting-user-validation',
  WAITING_SIGNING: 'waiting-signing',
};

it('there is a profile for every release, in the order they came', () => {
  const known = facts.profiles.map(({ version }) => version);
  expect(RELEASES.map(({ id }) => id)).toEqual([...known, 'develop']);
});

describe.each(facts.profiles)('$version', (fact) => {
  const profile = firmware(fact.version);

  it('is the release: version, date, commit, kind, builds', () => {
    expect({
      kind: profile.kind,
      commit: profile.commit,
      date: profile.date,
      version: profile.version,
      displayedVersion: profile.displayedVersion,
      builds: profile.builds
        .map(({ device, os, apiLevel }) => `${device} ${os} ${apiLevel}`)
        .sort(),
    }).toEqual({
      kind: KINDS[fact.kind],
      commit: fact.commit,
      date: fact.date,
      version: fact.appVersion,
      displayedVersion: fact.displayedVersion,
      builds: [...fact.builds].sort(),
    });
    const devices = new Set(profile.builds.map(({ device }) => device as string));
    expect([...devices].sort()).toEqual([...fact.devices].sort());
  });

  it('has its message fields', () => {
    const { UDecimal, ...messages } = modelOf(fact, 'protobuf') as Record<
      string,
      Record<string, number | null>
    >;
    const sized = Object.entries({ ...messages, UDecimal }).map(([name, fields]) => [
      name,
      Object.fromEntries(Object.entries(fields!).filter(([, size]) => size !== null)),
    ]);
    expect(profile.fields).toEqual(Object.fromEntries(sized));
  });

  it('has its limits', () => {
    const limits = modelOf(fact, 'limits');
    expect({ ...profile.wire, decoded: profile.decodedPayloadMax }).toEqual({
      partnerName: range(limits.partnerName),
      ticker: range(limits.ticker),
      appName: range(limits.appName),
      subConfiguration: { min: 0, max: limits.coinSubConfigMax },
      derSignature: range(limits.derSignature),
      fee: { min: 0, max: limits.feeMaxBytes },
      decoded: limits.base64DecodedMax,
    });
    expect(profile.ngForm).toBe(fact.ngWireFormat === 1 ? 'first' : 'second');
  });

  it('has its status words and chunks', () => {
    const words = Object.entries(profile.statusWords).map(
      ([name, word]) => [name, `0x${word.toString(16).toUpperCase()}`] as const,
    );
    expect(Object.fromEntries(words)).toEqual(modelOf(fact, 'statusWords'));
    const { chunkingFlows, chunkingInstructions } = modelOf(fact, 'p2');
    expect(profile.chunking.PROCESS_TRANSACTION_RESPONSE).toEqual(chunkingFlows);
    const descriptors = chunkingInstructions.includes('0x11') ? ['SWAP_NG'] : undefined;
    expect(profile.chunking.SEND_TRUSTED_NAME_DESCRIPTOR).toEqual(descriptors);
  });

  it('answers as it does: refusals, coin apps, foreign addresses, trusted names', () => {
    const calls = modelOf(fact, 'libCalls');
    const stuck = fact.errorPolicy.userRefusal.stateAfter.includes('stuck');
    expect(profile.afterRefusal).toBe(stuck ? 'waiting-user-validation' : 'initial');
    expect(profile.foreignPayout).toBe(fact.crossSeed ? 'warned' : 'refused');
    expect(SW[profile.unprintableAmount]).toBe(Number(calls.amountFormattingFailure));
    expect(SW[profile.unprintableFiat]).toBe(Number(calls.fiatFormattingFailure));
    const ends = (calls.missingApp as string).includes('app exits');
    expect(profile.quirks.includes('missing-app-ends-exchange')).toBe(ends);
    const names = modelOf(fact, 'trustedName');
    expect(profile.trustedName !== null).toBe(names.supported);
    if (profile.trustedName === null) return;
    const { structureVersions, unused, errors, checksCurve, name, signature } = profile.trustedName;
    const versions = names.versionsAccepted as number[];
    expect([structureVersions.min, structureVersions.max]).toEqual([versions[0], versions.at(-1)]);
    expect(SW[unused]).toBe(Number(names.noMatch));
    expect(errors).toBe(names.prototype === true ? 'status words' : 'reason byte');
    if (names.prototype === true) {
      expect(checksCurve).toBe(names.curveChecked);
      expect(name.max).toBe(profile.fields.NewTransactionResponse?.payout_address);
    } else {
      expect([name, signature]).toEqual([range(names.trustedNameLen), range(names.signatureLen)]);
    }
  });

  it('says what it says: words of the review and of the pages around it', () => {
    const nano = modelOf(fact, 'reviewNano', 'reviewNano');
    expect(profile.screens.nano).toBe((nano?.toolkit ?? 'NBGL').toLowerCase());
    const home = modelOf(fact, 'home');
    const testName = modelOf(fact, 'testBuild').appNameWhenTest;
    expect(profile.testName).toBe(testName);
    const { labels } = profile;
    if (home.large !== undefined) {
      expect(labels.touchTagline).toBe(home.large.tagline);
      expect(labels.copyright).toBe(home.large.info['Exchange App']);
    }
    if (nano?.toolkit === 'NBGL') expect(labels.nanoTagline).toBe(home.nano.tagline);
    const large = fact.reviewLarge === null ? undefined : modelOf(fact, 'reviewLarge');
    if (large === undefined) return;
    const rows = large.pairs.SWAP as { item?: string; itemByRate?: Record<string, string> }[];
    const names = rows.flatMap(({ item, itemByRate }) => item ?? itemByRate?.FIXED ?? []);
    const own = [labels.partner, labels.send, labels.receive, labels.fees];
    const warns = profile.foreignPayout === 'warned' ? [labels.receiveAddress] : [];
    expect(names).toEqual([...own.filter((name) => name !== null), ...warns]);
    expect(rows.find(({ itemByRate }) => itemByRate)?.itemByRate?.FLOATING).toBe(
      labels.receiveEstimated,
    );
    expect(large.afterReject).toContain(JSON.stringify(labels.rejected));
    expect(large.afterSign.success).toContain(JSON.stringify(labels.signed));
    if (large.crossSeedWarning !== undefined) {
      const { subtitle, confirm, title } = large.crossSeedWarning;
      expect([labels.foreignAddressText, labels.continueAnyway, labels.foreignAddress]).toEqual([
        subtitle,
        confirm,
        title,
      ]);
    }
  });

  it('takes every instruction when its own parser does, in all flows and states', () => {
    expect(admissionOf(profile)).toEqual(expectedAdmission(fact));
  });
});

/** For each flow and instruction 00 to 1F: its answers by state, as far as they are 6D00 or 6D01. */
function admissionOf(profile: FirmwareProfile): Record<string, string> {
  const found: Record<string, string> = {};
  for (const flow of FLOW_NAMES) {
    const { subcommand } = FLOWS[flow];
    for (let ins = 0; ins < 0x20; ins++) {
      const answers = STEPS.map((step) => {
        const state = { ...BOOT_STATE, step, subcommand };
        const outcome = receive(state, Uint8Array.of(0xe0, ins, 0, subcommand, 0), {
          ...environment,
          profile,
          coinApp: () => undefined,
        });
        if (outcome.kind !== 'answer') return 'taken';
        const isRefusal = [SW.INVALID_INSTRUCTION, SW.UNEXPECTED_INSTRUCTION].includes(
          outcome.status as never,
        );
        return isRefusal ? outcome.status.toString(16) : 'taken';
      });
      found[`${flow} ${ins.toString(16)}`] = answers.join(' ');
    }
  }
  return found;
}

function expectedAdmission(fact: FactProfile): Record<string, string> {
  const rules = modelOf(fact, 'admission') as AdmissionFact[];
  const expected: Record<string, string> = {};
  for (const flow of FLOW_NAMES) {
    for (let ins = 0; ins < 0x20; ins++) {
      const rule = rules.find((one) => Number(one.ins) === ins && one.flows.includes(flow));
      const answers = STEPS.map((step) => {
        if (rule === undefined || rule.always === '0x6D00') return '6d00';
        const taken = rule.allowedStates.some((name) => STATE_NAMES[name] === step);
        // States a release does not have are never entered: nothing says how it would answer.
        return taken ? 'taken' : rule.otherStates!.slice(2).toLowerCase();
      });
      expected[`${flow} ${ins.toString(16)}`] = answers.join(' ');
    }
  }
  // GET_VERSION and START_NEW_TRANSACTION are taken in any state, one that is not there included.
  const allStates = rules.some((rule) => rule.allowedStates.includes('ALL_ADDRESSES_CHECKED'));
  if (!allStates) {
    const at = STEPS.indexOf('all-addresses-checked');
    for (const ins of [INS.GET_VERSION, INS.START_NEW_TRANSACTION]) {
      for (const flow of FLOW_NAMES) {
        const answers = expected[`${flow} ${ins.toString(16)}`]!.split(' ');
        answers[at] = 'taken';
        expected[`${flow} ${ins.toString(16)}`] = answers.join(' ');
      }
    }
  }
  return expected;
}

it('quirks are told in one sentence each, and each belongs to some release', () => {
  for (const [quirk, says] of Object.entries(QUIRKS)) {
    expect(says, quirk).toMatch(/^[A-Z].*\.$/);
    const having = RELEASES.filter(({ quirks }) => (quirks as readonly string[]).includes(quirk));
    expect(having.length, quirk).toBeGreaterThan(0);
  }
});

it('the widest ticker is what releases take together', () => {
  const sizes = RELEASES.map(({ wire }) => wire.ticker);
  expect(WIDEST_TICKER).toEqual({
    min: Math.min(...sizes.map(({ min }) => min)),
    max: Math.max(...sizes.map(({ max }) => max)),
  });
});
