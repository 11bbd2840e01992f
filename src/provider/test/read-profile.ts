/** Profiles from YAML, from JSON and from options: one check for all of them. */
import { fromHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { distanceOf, nearest } from '../../scenario/nearest.js';
import { cut, expected, shownText } from '../../shown.js';
import { RULES, ruleNamed } from '../rules/index.js';
import type { KnownDeviation, Profile, ProfileKey } from './profile.js';
import { checkedUrl, checkHeader, profileKey, withVariables } from './profile-parts.js';
import { kindOf, problemOf } from './profile-problem.js';

export type Members = Readonly<Record<string, unknown>>;

export interface ProfileOptions {
  /** How messages call what is read: a file name. */
  readonly where: string;
  /** For `${NAME}` in the values of headers and in the key of the webhook. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file named in the profile (`key: { file: partner.pem }`). */
  readonly readFile?: (name: string, field: string) => string;
}

/** Name of the partner where the profile has none: rules of the name are not run then. */
export const DEFAULT_PARTNER_NAME = 'Provider';

/**
 * The members of a profile file.
 * @param file its name; its ending says whether it is JSON.
 * @throws InputError for other text, and for a key that stands there twice.
 */
export async function parseProfile(text: string, file: string): Promise<Members> {
  const document = await read(text, file);
  if (typeof document === 'object' && document !== null && !Array.isArray(document)) {
    return document as Members;
  }
  throw new InputError(expected(file, 'a profile with url and products', kindOf(document)));
}

async function read(text: string, file: string): Promise<unknown> {
  const form = /\.json$/i.test(file) ? 'JSON' : 'YAML';
  try {
    if (form === 'JSON') return JSON.parse(text);
    const { parse } = await import('yaml');
    return parse(text, { schema: 'failsafe' });
  } catch (error) {
    // Of JSON and YAML alike only what is wrong and where: the text itself may hold secrets.
    throw new InputError(expected(file, form, `other text${placeOf(error)}`));
  }
}

function placeOf(error: unknown): string {
  const { message } = error as Error;
  const unique = /Map keys must be unique/.test(message) ? ': a key that stands there twice' : '';
  const place = / at (line \d+, column \d+)/.exec(message) ?? /(at position \d+)/.exec(message);
  return `${unique}${place === null ? '' : ` (${place[1]})`}`;
}

/** @throws InputError for the first thing that cannot be used. */
export async function profileOf(members: Members, options: ProfileOptions): Promise<Profile> {
  // The validator is loaded only when there is something to check.
  const { keysAt, PROFILE } = await import('./profile-schema.js');
  const { where, env } = options;
  const checked = PROFILE.safeParse(members);
  if (!checked.success) throw problemOf(checked.error.issues, members, where, keysAt);
  const { url, headers, key, otherKeys, credential, webhook, deviations, region, ...rest } =
    checked.data;
  return {
    ...withoutUndefined(rest),
    url: checkedUrl(url, `${where}: url`),
    products: rest.products,
    headers: headersOf(headers ?? {}, options),
    partnerName: rest.partnerName ?? DEFAULT_PARTNER_NAME,
    ...(key === undefined ? {} : { key: keyOf(key, 'key', 'the registered key', options) }),
    otherKeys: (otherKeys ?? []).map((other, at) =>
      keyOf(other, `otherKeys.${at}`, `other key ${at + 1}`, options),
    ),
    ...(credential === undefined ? {} : { credential: fromHex(credential.toLowerCase()) }),
    environment: rest.environment ?? 'test',
    currencies: rest.currencies ?? {},
    pairs: rest.pairs ?? [],
    addresses: rest.addresses ?? {},
    ...(region === undefined ? {} : { region }),
    ...(webhook === undefined
      ? {}
      : { webhook: { ...webhook, ...keyOfWebhook(webhook.key, `${where}: webhook.key`, env) } }),
    deviations: deviationsOf(deviations ?? [], where),
  } as Profile;
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

function headersOf(headers: Readonly<Record<string, string>>, { where, env }: ProfileOptions) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, written]) => {
      const field = `${where}: headers.${cut(name)}`;
      const value = withVariables(written, env, field);
      checkHeader(name, value, field);
      return [name, value];
    }),
  );
}

function keyOfWebhook(key: string | undefined, field: string, env: ProfileOptions['env']) {
  return key === undefined ? {} : { key: withVariables(key, env, field) };
}

/** The key itself in any form, or `{ file, curve?, label? }`. */
function keyOf(
  value: unknown,
  path: string,
  label: string,
  { where, readFile }: ProfileOptions,
): ProfileKey {
  const field = `${where}: ${path}`;
  if (typeof value !== 'object' || value === null) return profileKey(value, field, label);
  const { label: own, file, ...rest } = value as Record<string, unknown>;
  const named = typeof own === 'string' ? own : label;
  if (file === undefined) {
    const mistyped = Object.keys(rest).find((name) => distanceOf(name.slice(0, 9), 'file') <= 2);
    if (mistyped === undefined) return profileKey(rest, field, named);
    throw new InputError(
      `${where}: there is no key ${JSON.stringify(mistyped)} in ${path}: did you mean file?`,
    );
  }
  if (typeof file !== 'string' || readFile === undefined) {
    throw new InputError(expected(`${field}.file`, 'the name of a file', kindOf(file)));
  }
  const publicKey = readFile(file, `${field}.file`).trim();
  const { curve } = rest;
  return profileKey(curve === undefined ? publicKey : { curve, publicKey }, field, named);
}

function deviationsOf(deviations: readonly KnownDeviation[], where: string) {
  const seen = new Set<string>();
  return deviations.map((deviation, at) => {
    const { rule, until } = deviation;
    const field = `${where}: deviations.${at}`;
    if (ruleNamed(rule) === undefined) {
      const near = nearest(
        rule,
        RULES.map(({ id }) => id),
      );
      throw new InputError(
        `${field}.rule: there is no rule ${JSON.stringify(cut(rule))}${near === undefined ? '; exchange-sim provider rules lists them' : `: did you mean ${near}?`}`,
      );
    }
    if (seen.has(rule)) {
      throw new InputError(expected(`${field}.rule`, 'each rule once', `${rule} again`));
    }
    seen.add(rule);
    if (!isDate(until)) {
      throw new InputError(
        expected(`${field}.until`, 'a date such as 2027-03-31', shownText(until)),
      );
    }
    return deviation;
  });
}

/** A day that exists, with a time of it or without. */
function isDate(text: string): boolean {
  const [, day] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text) ?? [];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
