/**
 * The partner's keys in a case and in the options beside it: which one counts, and what is wrong.
 */
import { equal } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { curveNamed } from '../../keys/curves.js';
import type { PartnerKey } from '../check-case.js';
import type { Finding } from '../findings/finding.js';
import { findingOf } from '../findings/findings.js';
import { readKey } from '../rules/public-key/read-key.js';
import type { CaseOptions } from './read-case.js';
import { type Members, membersOf } from './unwrap.js';

export interface CaseKeys {
  /** The option's key, else the case's own. */
  readonly key: PartnerKey | undefined;
  /** Those named beside it, and the case's own where an option replaces it. */
  readonly otherKeys: readonly PartnerKey[];
  readonly noticed: readonly Finding[];
  /** Members of the case that an option contradicts. */
  readonly contradicted: readonly string[];
}

/** @throws InputError for a key of an option that is none, and for a private key anywhere. */
export function caseKeys(members: Members, options: CaseOptions, name: string): CaseKeys {
  const others = [...otherKeysIn(members, name), ...(options.otherKeys ?? [])];
  if (options.publicKey === undefined) {
    const { curve } = options;
    const isOther =
      curve !== undefined && members.curve !== undefined && !isNamed(members.curve, curve);
    const own = ownKey(members, curve ?? members.curve, name);
    return {
      key: own?.key,
      otherKeys: others,
      noticed: own?.noticed ?? [],
      contradicted: isOther ? ['curve'] : [],
    };
  }
  const { key, noticed } = saidKey(options, members.curve, name);
  const own = ownKey(members, members.curve, name);
  if (own === undefined || (own.key !== undefined && isSame(own.key, key))) {
    return { key, otherKeys: others, noticed, contradicted: [] };
  }
  const replaced = own.key === undefined ? [] : [{ ...own.key, label: "the case's own key" }];
  return { key, otherKeys: [...others, ...replaced], noticed, contradicted: ['publicKey'] };
}

interface SaidKey {
  readonly key: PartnerKey;
  readonly noticed: readonly Finding[];
}

/** By the curve that a case names: all cases of an archive are read with the same options. */
const saidKeys = new WeakMap<CaseOptions, Map<string, SaidKey>>();
const MAX_CURVES = 16;

function saidKey(options: CaseOptions, named: unknown, name: string): SaidKey {
  const curve = options.curve ?? named;
  const id = curve === undefined ? '' : curve;
  let known = saidKeys.get(options);
  const before = typeof id === 'string' ? known?.get(id) : undefined;
  if (before !== undefined) return before;
  const { publicKey } = options;
  const { noticed, ...key } = readKey({ publicKey, curve }, { name, label: 'registered' });
  const said = { key, noticed };
  if (known === undefined || known.size >= MAX_CURVES) {
    known = new Map();
    saidKeys.set(options, known);
  }
  if (typeof id === 'string') known.set(id, said);
  return said;
}

function isSame(a: PartnerKey, b: PartnerKey): boolean {
  return a.curve === b.curve && equal(a.publicKey, b.publicKey);
}

function isNamed(text: unknown, curve: string): boolean {
  return typeof text === 'string' && curveNamed(text) === curve;
}

const UNREAD = {
  title: 'The public key cannot be read',
  why: 'Without the key nothing can be said of the signature.',
  fix: 'Give the public key as PEM, DER, JWK, hex or base64, on secp256k1 or secp256r1.',
};

/** A key that cannot be read is a finding: the rest can be judged without it. */
function ownKey(
  members: Members,
  curve: unknown,
  name: string,
): { key: PartnerKey | undefined; noticed: readonly Finding[] } | undefined {
  const { registered, publicKey, publicKeyHex } = members;
  const own = publicKey ?? publicKeyHex;
  const source =
    registered ?? (own === undefined || own === null ? undefined : { publicKey: own, curve });
  if (source === undefined) return undefined;
  try {
    const { noticed, ...key } = readKey(source, { name, label: 'registered' });
    return { key, noticed };
  } catch (error) {
    // A private key in the wrong place is no detail of a case.
    if (!(error instanceof InputError) || /private/.test(error.message)) throw error;
    const evidence = `${error.message.replace(`${name}: `, '')}.`;
    const finding = findingOf('PUBLIC_KEY_MALFORMED', {
      field: 'publicKey',
      evidence,
      ...UNREAD,
      ...(error.hint === undefined ? {} : { fix: error.hint }),
    });
    return { key: undefined, noticed: [finding] };
  }
}

/** Only what is wrong with the registered key matters. */
function otherKeysIn({ otherKeys }: Members, name: string): PartnerKey[] {
  if (otherKeys === undefined || otherKeys === null) return [];
  const named = membersOf(otherKeys);
  const entries: readonly (readonly [string, unknown])[] = Array.isArray(otherKeys)
    ? otherKeys.map((key, at) => [`other key ${at + 1}`, key] as const)
    : Object.entries(named ?? { 'other key': otherKeys });
  return entries.map(([label, key]) => {
    const { noticed: _, ...other } = readKey(key, { name, label });
    return other;
  });
}
