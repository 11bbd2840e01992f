/** Trusted names, named quirks, devices, and what the user reads. */
import { MODEL_NAMES } from '../../device.js';
import type { FirmwareDevice } from '../builds.js';
import type { ScreenLabels } from '../labels.js';
import type { FirmwareProfile, ScreenRules } from '../profile.js';
import { QUIRKS } from '../quirks.js';
import type { TrustedNameRules } from '../trusted-name.js';
import { added, type Compare, type Difference, host, user } from './difference.js';

export const deviceDifferences: Compare = (before, behind) => [
  ...trustedNameDifferences(before.trustedName, behind.trustedName),
  ...quirkDifferences(before, behind),
  ...buildDifferences(before, behind),
];

const TRUSTED_NAME: Readonly<Record<keyof TrustedNameRules, string>> = {
  errors: 'problems of a descriptor are told by',
  structureVersions: 'versions of a descriptor',
  name: 'bytes of a trusted name',
  signature: "bytes of a descriptor's signature",
  algorithms: 'signature algorithms of a descriptor',
  sourceContract: 'source contract of a descriptor',
  checksCurve: "the certificate's curve is compared",
  unused: 'a good descriptor that fits no address',
};

function trustedNameDifferences(
  old: TrustedNameRules | null,
  now: TrustedNameRules | null,
): Difference[] {
  if (old === null || now === null) {
    if (old === now) return [];
    return [host(`trusted names: ${old === null ? 'none → accepted' : 'accepted → none'}`)];
  }
  return (Object.keys(TRUSTED_NAME) as (keyof TrustedNameRules)[]).flatMap((key) => {
    const words = [valueWords(old[key]), valueWords(now[key])];
    return words[0] === words[1] ? [] : [host(`${TRUSTED_NAME[key]}: ${words.join(' → ')}`)];
  });
}

function valueWords(value: TrustedNameRules[keyof TrustedNameRules]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if ('min' in value)
    return value.min === value.max ? `${value.min}` : `${value.min} to ${value.max}`;
  return value.map((number) => number.toString(16).padStart(2, '0')).join(' ');
}

function quirkDifferences({ quirks: old }: FirmwareProfile, { quirks: now }: FirmwareProfile) {
  return [
    ...added(now, old).map((quirk) => host(`no longer: ${QUIRKS[quirk]}`)),
    ...added(old, now).map((quirk) => host(QUIRKS[quirk])),
  ];
}

const nameOf = (device: FirmwareDevice) => (device === 'nanos' ? 'Nano S' : MODEL_NAMES[device]);

/** Devices of a release by their names, in the order they came to the market. */
export function deviceNames({ builds }: Pick<FirmwareProfile, 'builds'>): readonly string[] {
  const had = new Set(builds.map(({ device }) => device));
  const all: readonly FirmwareDevice[] = ['nanos', 'nanosp', 'nanox', 'stax', 'flex', 'apex_p'];
  return all.filter((device) => had.has(device)).map(nameOf);
}

function buildDifferences(before: FirmwareProfile, behind: FirmwareProfile): Difference[] {
  // Sources that were never built say nothing of devices.
  if (before.builds.length === 0 || behind.builds.length === 0) return [];
  const [old, now] = [deviceNames(before), deviceNames(behind)];
  const [more, fewer] = [added(old, now), added(now, old)];
  return [
    ...(more.length === 0 ? [] : [user(`also for ${more.join(', ')}`)]),
    ...(fewer.length === 0 ? [] : [user(`not for ${fewer.join(', ')}`)]),
    ...(before.testName === behind.testName
      ? []
      : [host(`a build with test keys calls itself ${before.testName} → ${behind.testName}`)]),
  ];
}

const SCREENS: Readonly<Record<keyof ScreenRules, string>> = {
  nano: 'library that draws the pages of a Nano',
  nanoAfterApproval: 'a Nano between the approval and the answer of the coin app',
  nanoTitle: 'title of a review on a Nano',
  nanoWarning: 'warning of a foreign payout address on a Nano',
  touch: 'beginning of a review on touch models',
};

export const screenDifferences: Compare = (before, behind) => {
  const rules = (Object.keys(SCREENS) as (keyof ScreenRules)[]).filter(
    (key) => before.screens[key] !== behind.screens[key],
  );
  const words = (Object.keys(before.labels) as (keyof ScreenLabels)[]).flatMap((key) => {
    const [old, now] = [shown(before.labels[key]), shown(behind.labels[key])];
    return old === now ? [] : [user(`words on ${placeOf(key)}: ${old} → ${now}`)];
  });
  const [apps, newer] = [appWords(before), appWords(behind)];
  return [
    ...rules.map((key) => user(`${SCREENS[key]}: ${before.screens[key]} → ${behind.screens[key]}`)),
    ...words,
    ...(apps === newer
      ? []
      : [user(`coin apps of its time, which write amounts: ${apps} → ${newer}`)]),
  ];
};

const NANO_WORDS: readonly (keyof ScreenLabels)[] = [
  'nanoTagline',
  'nanoSign',
  'foreignAddressNanoText',
];
const TOUCH_WORDS: readonly (keyof ScreenLabels)[] = [
  'touchTagline',
  'foreignAddressText',
  'begin',
  'reject',
];

function placeOf(key: keyof ScreenLabels): string {
  if (NANO_WORDS.includes(key)) return 'a Nano';
  return TOUCH_WORDS.includes(key) ? 'touch models' : 'the screen';
}

function shown(label: ScreenLabels[keyof ScreenLabels]): string {
  if (label === null || label === '') return 'none';
  if (typeof label === 'string') return `“${label.replaceAll('\n', ' ')}”`;
  return [...new Set(Object.values(label).map(shown))].join(', ');
}

function appWords({ coinApps }: FirmwareProfile): string {
  const apps = Object.entries(coinApps).map(([name, version]) => `${name} ${version}`);
  return apps.length === 0 ? 'the newest' : apps.join(', ');
}
