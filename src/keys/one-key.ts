/** Many places where a key may be, one key: a private key and its public half are the same one. */
import { toHex } from '../bytes.js';
import { KEY_SIZE } from '../exchange/constants.js';
import { COMPRESSED_SIZE, COORDINATE_SIZE, POINT_SIZE } from './curves.js';
import {
  isUnreadable,
  type RawKey,
  type RawPrivate,
  type RawPublic,
  telling,
  unreadable,
} from './raw-key.js';

export interface Candidate {
  /** A name of it that may be shown: `kid`, member, PEM label. */
  readonly label: string;
  readonly key: RawKey;
}

/** Longer names may be anything, keys too. */
const MAX_LABEL = 40;
const MAX_LISTED = 8;

export function oneKeyOf(candidates: readonly Candidate[]): RawKey {
  const keys = candidates.filter(({ key }) => !isUnreadable(key));
  const privates = distinct(keys, (key) =>
    key.kind === 'private' ? toHex(key.secret) : undefined,
  );
  const publics = distinct(keys, (key) => (key.kind === 'public' ? nameOfPoint(key) : undefined));
  if (privates.length === 1 && publics.length <= 1) {
    const one = privates[0]!.key as RawPrivate;
    const half = publics[0]?.key as RawPublic | undefined;
    if (half !== undefined && one.publicBytes !== undefined && !isSame(half, one.publicBytes)) {
      return unreadable('a private key beside the public half of another one');
    }
    return half === undefined
      ? one
      : {
          ...one,
          curve: one.curve ?? half.curve,
          likely: one.likely ?? half.likely,
          publicBytes: one.publicBytes ?? half.bytes,
        };
  }
  if (privates.length === 0 && publics.length === 1) return publics[0]!.key;
  if (keys.length === 0) {
    const reasons = candidates.map(({ key }) => key).filter(isUnreadable);
    return reasons.find(({ isTelling }) => isTelling) ?? reasons[0] ?? unreadable('no key');
  }
  const found = [...privates, ...publics];
  return telling(
    `${found.length} keys${labelsOf(found)}`,
    'Give the one that is meant, in a file of its own.',
  );
}

function distinct(
  candidates: readonly Candidate[],
  nameOf: (key: RawKey) => string | undefined,
): Candidate[] {
  const seen = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const name = nameOf(candidate.key);
    if (name === undefined) continue;
    const before = seen.get(name);
    if (before === undefined || says(candidate.key) > says(before.key)) seen.set(name, candidate);
  }
  return [...seen.values()];
}

/** Of the same key twice, the one that names its curve says more, then the one that is whole. */
function says(key: RawKey): number {
  if (key.kind === 'unreadable') return 0;
  const isWhole = key.kind === 'private' || key.bytes.length > COMPRESSED_SIZE;
  return (key.curve === undefined ? 0 : 2) + (isWhole ? 1 : 0);
}

function isSame({ bytes }: RawPublic, other: Uint8Array): boolean {
  return nameOfPoint({ bytes }) === nameOfPoint({ bytes: other });
}

/** The compressed form: the same for all forms of one point. */
function nameOfPoint({ bytes }: { readonly bytes: Uint8Array }): string {
  const isWhole = bytes.length === KEY_SIZE || bytes.length === POINT_SIZE;
  if (!isWhole) return toHex(bytes);
  const x = bytes.subarray(bytes.length - POINT_SIZE, bytes.length - COORDINATE_SIZE);
  return `0${2 + (bytes.at(-1)! % 2)}${toHex(x)}`;
}

/** In brackets; nothing when all are called the same. */
function labelsOf(candidates: readonly Candidate[]): string {
  const labels = candidates
    .slice(0, MAX_LISTED)
    .map(({ label }, at) =>
      label !== '' && label.length <= MAX_LABEL ? label : `number ${at + 1}`,
    );
  if (new Set(labels).size === 1) return '';
  return ` (${labels.join(', ')}${candidates.length > MAX_LISTED ? ', …' : ''})`;
}
