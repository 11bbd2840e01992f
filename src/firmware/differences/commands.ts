/** Commands, their forms and answers, and what becomes of the state. */
import { INS, type InstructionName } from '../../exchange/constants.js';
import { FLOW_NAMES } from '../../exchange/flows.js';
import type { WireLimits } from '../../exchange/layouts.js';
import type { Admission } from '../instructions.js';
import type { FirmwareProfile } from '../profile.js';
import { type Compare, type Difference, host, provider } from './difference.js';
import { rangeDifference } from './message.js';

const NG_FORMS: Readonly<Record<FirmwareProfile['ngForm'], string>> = {
  first:
    'say no curve, encoding, dot or signature form; secp256r1, base64url, a dot in front of the payload, and R and S are implied',
  second: 'say curve, encoding, dot and signature form, a byte each',
};

export const commandDifferences: Compare = (before, behind) => [
  ...(before.ngForm === behind.ngForm
    ? []
    : [
        host(
          `commands of the NG flows: they ${NG_FORMS[before.ngForm]} → ${NG_FORMS[behind.ngForm]}`,
        ),
      ]),
  ...instructionDifferences(before, behind),
  ...chunkDifferences(before, behind),
  ...wireDifferences(before.wire, behind.wire),
  ...statusDifferences(before, behind),
  ...stateDifferences(before, behind),
];

function instructionDifferences(before: FirmwareProfile, behind: FirmwareProfile): Difference[] {
  return (Object.entries(INS) as [InstructionName, number][]).flatMap(([name, number]) => {
    const [old, now] = [before.instructions[number], behind.instructions[number]];
    const words = [admissionWords(old), admissionWords(now)];
    return words[0] === words[1] ? [] : [host(`${name} (${hex2(number)}): ${words.join(' → ')}`)];
  });
}

function admissionWords(rule: Admission | undefined): string {
  if (rule === undefined) return 'not known (6d00)';
  return rule.only === undefined ? 'known in every flow' : `known in ${rule.only}`;
}

function chunkDifferences({ chunking: old }: FirmwareProfile, { chunking: now }: FirmwareProfile) {
  const names = Object.keys({ ...old, ...now }) as InstructionName[];
  return names.flatMap((name) => {
    const [flows, other] = [old[name] ?? [], now[name] ?? []].map((list) =>
      FLOW_NAMES.filter((flow) => list.includes(flow)).join(', '),
    );
    const words = [flows, other].map((list) => (list === '' ? 'nowhere' : list));
    return flows === other ? [] : [host(`${name} in chunks: ${words.join(' → ')}`)];
  });
}

const WIRE: Readonly<Record<Exclude<keyof WireLimits, 'derSignature'>, string>> = {
  partnerName: 'name of the partner',
  ticker: 'ticker in a coin configuration',
  appName: 'app name in a coin configuration',
  subConfiguration: 'part of a coin configuration for the coin app',
  fee: 'network fee',
};

function wireDifferences(old: WireLimits, now: WireLimits): Difference[] {
  return (Object.keys(WIRE) as (keyof typeof WIRE)[]).flatMap((key) =>
    rangeDifference(WIRE[key], old[key], now[key]),
  );
}

function statusDifferences(
  { statusWords: old }: FirmwareProfile,
  { statusWords: now }: FirmwareProfile,
) {
  const names = (words: Readonly<Record<string, number>>, word: number) =>
    Object.keys(words).filter((name) => words[name] === word);
  const all = [...new Set([...Object.values(old), ...Object.values(now)])].sort((a, b) => a - b);
  return all.flatMap((word) => {
    const [was, is] = [names(old, word).join(' or '), names(now, word).join(' or ')];
    if (was === is) return [];
    const said = (name: string) => (name === '' ? 'never answered' : name);
    return [host(`${hex4(word)}: ${said(was)} → ${said(is)}`)];
  });
}

const FOREIGN: Readonly<Record<FirmwareProfile['foreignPayout'], string>> = {
  refused: 'refused (6a83)',
  warned: 'accepted, and the user is warned',
};

function stateDifferences(before: FirmwareProfile, behind: FirmwareProfile): Difference[] {
  const changed = (key: 'afterRefusal' | 'unprintableAmount' | 'unprintableFiat') =>
    before[key] !== behind[key];
  return [
    ...(changed('afterRefusal')
      ? [host(`after the user has refused: ${refusal(before)} → ${refusal(behind)}`)]
      : []),
    ...(before.foreignPayout === behind.foreignPayout
      ? []
      : [
          provider(
            `payout_address of another wallet: ${FOREIGN[before.foreignPayout]} → ${FOREIGN[behind.foreignPayout]}`,
          ),
        ]),
    ...(changed('unprintableAmount')
      ? [
          provider(
            `an amount the coin app cannot write: ${answers(before, behind, 'unprintableAmount')}`,
          ),
        ]
      : []),
    ...(changed('unprintableFiat')
      ? [provider(`a fiat amount that does not fit: ${answers(before, behind, 'unprintableFiat')}`)]
      : []),
  ];
}

const refusal = ({ afterRefusal }: FirmwareProfile) =>
  afterRefusal === 'initial'
    ? 'a new transaction can begin'
    : 'every command is answered 6d01 until the app is started again';

function answers(
  before: FirmwareProfile,
  behind: FirmwareProfile,
  key: 'unprintableAmount' | 'unprintableFiat',
): string {
  return [before, behind]
    .map((profile) => `${hex4(profile.statusWords[profile[key]] ?? 0)} ${profile[key]}`)
    .join(' → ');
}

const hex2 = (number: number) => number.toString(16).padStart(2, '0');
const hex4 = (word: number) => word.toString(16).padStart(4, '0');
