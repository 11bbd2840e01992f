/** Text of `docs/firmware.md`, made from the profiles; `scripts/build-firmware-docs.mjs` writes it. */
import { INS } from '../exchange/constants.js';
import { rangeWords } from './chosen.js';
import { deviceNames, differences, NOTICED_BY } from './differences/index.js';
import { DEFAULT_FIRMWARE, type FirmwareProfile, RELEASES } from './index.js';
import { QUIRKS } from './quirks.js';

const KINDS: Readonly<Record<FirmwareProfile['kind'], string>> = {
  release: 'release',
  candidate: 'candidate: a release in all but name',
  experimental: 'experimental: a side branch, hardly ever on the device of a user',
  development: 'development: sources that no device has',
  documentation: 'no firmware',
};

const COLUMNS: readonly [string, (profile: FirmwareProfile) => string][] = [
  ['Version', ({ id }) => `[${id}](#${anchor(id)})`],
  ['Date', ({ date }) => date],
  ['Devices', (profile) => deviceNames(profile).join(', ') || 'none'],
  ['NG commands', ({ ngForm }) => `${ngForm} form`],
  ['Addresses', ({ fields }) => bytes(fields.NewTransactionResponse?.payin_address)],
  ['`payin_extra_data`', ({ fields }) => bytes(fields.NewTransactionResponse?.payin_extra_data)],
  ['`in_extra_id`', ({ fields }) => bytes(fields.NewSellResponse?.in_extra_id)],
  ['Ticker', ({ wire }) => `${wire.ticker.min} to ${wire.ticker.max}`],
  ['Base64 payload', ({ decodedPayloadMax }) => `${decodedPayloadMax} decoded`],
  ['Prompt', (profile) => knows(profile, INS.PROMPT_UI_DISPLAY)],
  ['Trusted names', ({ trustedName }) => trustedNames(trustedName)],
  ['Foreign payout', ({ foreignPayout }) => foreignPayout],
  ['Nano pages', ({ screens }) => screens.nano.toUpperCase()],
];

const bytes = (size: number | undefined) => (size === undefined ? 'skipped' : `${size}`);
const trustedNames = (rules: FirmwareProfile['trustedName']) =>
  rules === null ? 'no' : rules.errors === 'status words' ? 'prototype' : 'yes';
const knows = ({ instructions }: FirmwareProfile, ins: number) =>
  instructions[ins] === undefined ? 'no' : 'yes';
/** As Markdown viewers make it of a heading. */
const anchor = (id: string) => id.toLowerCase().replace(/[^\w-]/g, '');

export function firmwarePage(): string {
  const newestFirst = RELEASES.toReversed();
  const table = [
    row(COLUMNS.map(([name]) => name)),
    row(COLUMNS.map(() => '---')),
    ...newestFirst.map((profile) => row(COLUMNS.map(([, of]) => of(profile)))),
  ];
  const quirks = Object.entries(QUIRKS).map(([name, sentence]) => {
    const having = RELEASES.filter((one) => (one.quirks as readonly string[]).includes(name));
    return `- ${sentence} (${rangeWords(having.map(({ id }) => id))})`;
  });
  return `<!-- Made by scripts/build-firmware-docs.mjs from src/firmware. Do not edit. -->
# Releases of the Exchange app

What a provider, a host and a user notice of each. Sizes are bytes. *Prompt* are the checks without
display and the command for the review; *foreign payout* is a payout address of another wallet;
*skipped* is a field that a release does not know and passes over without a word.

    exchange-sim firmware diff 3.4.1 ${DEFAULT_FIRMWARE.id}
    exchange-sim check answer.json --firmware all --require 3.4.1

${table.join('\n')}

${newestFirst.map(section).join('\n')}
## Quirks by name

${quirks.join('\n')}
`;
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function section(profile: FirmwareProfile): string {
  const { id, date, kind, commit, version, news, after, builds } = profile;
  const before = RELEASES.find((one) => one.id === after);
  const lines = before === undefined ? [] : changes(before, profile);
  const systems = builds.map(({ device, os, apiLevel }) => {
    return `${device} ${os}${apiLevel === 0 ? '' : ` (API level ${apiLevel})`}`;
  });
  return `## ${id}

${date}, ${KINDS[kind]}; commit \`${commit}\`; GET_VERSION ${version.join('.')}. New: ${news}.
${systems.length === 0 ? '' : `\nBuilt for ${systems.join(', ')}.\n`}${lines.join('\n')}`;
}

function changes(before: FirmwareProfile, profile: FirmwareProfile): string[] {
  const found = differences(before, profile);
  if (found.length === 0) return [`\nNobody notices a difference from ${before.id}.\n`];
  const groups = NOTICED_BY.flatMap((by) => {
    const own = found.filter((one) => one.by === by);
    return own.length === 0 ? [] : [`- A ${by}:`, ...own.map(({ text }) => `  - ${text}`)];
  });
  return [`\nAgainst ${before.id}:\n`, ...groups, ''];
}
