/** Where the sources of the app and a profile say different things. */
import { instructionName } from '../../exchange/constants.js';
import { MESSAGES, type Message, U_DECIMAL } from '../../payload/messages.js';
import type { FirmwareProfile } from '../profile.js';
import type { Source, SourceField } from './source.js';

export interface Drift {
  /** What it is about: `status word 6a93`, `NewSellResponse.in_address`. */
  readonly what: string;
  /** What the profile says. */
  readonly expected: string;
  /** What stands in the sources. */
  readonly found: string;
}

/** Nothing: the sources are those of the profile, as far as numbers tell. */
export function driftOf(source: Source, profile: FirmwareProfile): readonly Drift[] {
  return [
    ...versionDrift(source, profile),
    ...commandDrift(source, profile),
    ...statusDrift(source, profile),
    ...constantDrift(source, profile),
    ...messageDrift(source, profile),
  ];
}

/** Differing states of one thing. */
function differing(what: string, expected: unknown, found: unknown): Drift[] {
  const [own, theirs] = [words(expected), words(found)];
  return own === theirs ? [] : [{ what, expected: own, found: theirs }];
}

const words = (value: unknown) => (value === undefined ? 'nothing' : String(value));

function versionDrift(source: Source, { displayedVersion }: FirmwareProfile): Drift[] {
  return differing('version', displayedVersion, source.version);
}

function commandDrift({ commands }: Source, { instructions }: FirmwareProfile): Drift[] {
  const known = new Set(Object.keys(instructions).map(Number));
  const sent = new Set(commands.values());
  const named = (number: number) =>
    [...commands]
      .filter(([, value]) => value === number)
      .map(([name]) => name)
      .join(' or ');
  return [...new Set([...known, ...sent])]
    .sort((a, b) => a - b)
    .filter((number) => known.has(number) !== sent.has(number))
    .map((number) => ({
      what: `instruction ${number.toString(16).padStart(2, '0')}`,
      expected: known.has(number) ? (instructionName(number) ?? 'known') : 'not known',
      found: sent.has(number) ? named(number) : 'not known',
    }));
}

function statusDrift(source: Source, { statusWords }: FirmwareProfile): Drift[] {
  const own = new Map(Object.entries(statusWords));
  const named = (names: ReadonlyMap<string, number>, word: number) => {
    const found = [...names].filter(([, value]) => value === word).map(([name]) => name);
    return found.length === 0 ? undefined : found.sort().join(' or ');
  };
  const all = [...new Set([...own.values(), ...source.statusWords.values()])];
  return all
    .sort((a, b) => a - b)
    .flatMap((word) =>
      differing(
        `status word ${word.toString(16).padStart(4, '0')}`,
        named(own, word),
        named(source.statusWords, word),
      ),
    );
}

/** Constants by what the app calls them; some names are misspelt there. */
const CONSTANTS: readonly (readonly [RegExp, (profile: FirmwareProfile) => number])[] = [
  [/^MIN_DER_SIGNATURE_LENGTH$/, ({ wire }) => wire.derSignature.min],
  [/^MAX_DER_SIGNATURE_LENGTH$/, ({ wire }) => wire.derSignature.max],
  [/^TICKER_MIN_SIZE/, ({ wire }) => wire.ticker.min],
  [/^TICKER_MAX_SIZE/, ({ wire }) => wire.ticker.max],
  [/^APPNAME_MIN_SIZE/, ({ wire }) => wire.appName.min],
  [/^MAX_COIN_SUB_CONFIG_SIZE$/, ({ wire }) => wire.subConfiguration.max],
  [/^MIN_PARTNER_NAME_LENG(TH|HT)$/, ({ wire }) => wire.partnerName.min],
  [/^MAX_PARTNER_NAME_LENG(TH|HT)$/, ({ wire }) => wire.partnerName.max],
];

function constantDrift({ constants }: Source, profile: FirmwareProfile): Drift[] {
  return CONSTANTS.flatMap(([pattern, of]) => {
    const [name, value] = [...constants].find(([known]) => pattern.test(known)) ?? [];
    return differing(name ?? String(pattern), of(profile), value);
  });
}

const TABLE: readonly Message[] = [MESSAGES.swap, MESSAGES.sell, MESSAGES.fund, U_DECIMAL];

function messageDrift({ messages }: Source, profile: FirmwareProfile): Drift[] {
  const own = new Map(TABLE.map((message) => [message.name, fieldsOf(message, profile)]));
  return [...new Set([...own.keys(), ...messages.keys()])].flatMap((message) => {
    const [expected, found] = [own.get(message), messages.get(message)];
    const names = [...new Set([...(expected?.keys() ?? []), ...(found?.keys() ?? [])])];
    return names.flatMap((name) =>
      differing(
        `${message}.${name}`,
        fieldWords(expected?.get(name)),
        fieldWords(found?.get(name)),
      ),
    );
  });
}

/** Fields of a message that a release knows, as its sources would have them. */
function fieldsOf({ name, fields }: Message, profile: FirmwareProfile): Map<string, SourceField> {
  const limits = profile.fields[name] ?? {};
  const known = fields.filter(
    (field) =>
      field.type === 'uint32' || field.type === 'message' || limits[field.name] !== undefined,
  );
  return new Map(
    known.map((field) => {
      const { number } = field;
      if (field.type === 'message') return [field.name, { number, type: field.of.name }];
      const room = limits[field.name];
      if (room === undefined) return [field.name, { number, type: field.type }];
      const maxSize = room + (field.type === 'string' ? 1 : 0);
      return [field.name, { number, type: field.type, maxSize }];
    }),
  );
}

function fieldWords(field: SourceField | undefined): string | undefined {
  if (field === undefined) return undefined;
  const { number, type, maxSize } = field;
  return `${type}, number ${number}${maxSize === undefined ? '' : `, max_size ${maxSize}`}`;
}
