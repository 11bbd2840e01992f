/** A profile from a URL, from a file, or from what is said over a file. */
import { PRODUCTS, type Product } from '../product.js';
import { readProfileFile } from './node-profile-file.js';
import type { Profile } from './profile.js';
import { checkedUrl } from './profile-parts.js';
import { type Members, profileOf } from './read-profile.js';

export interface GivenProfile {
  /** Instead of the file's. */
  readonly url?: string | undefined;
  /** Path of the profile's file; without it the URL is all that is known. */
  readonly file?: string | undefined;
  /** Over those of the file; `${NAME}` is a variable of the environment. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Other members instead of the file's. */
  readonly members?: Members;
  /** Without a file; all when absent. */
  readonly products?: readonly Product[];
  /** How messages call the URL, the file, and where there is none the rest. */
  readonly names: { readonly url: string; readonly file: string; readonly rest: string };
  /** The process's own when absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** @throws InputError for the first thing that cannot be used; never repeats a header's value. */
export async function givenProfile(given: GivenProfile): Promise<Profile> {
  const { url, file, headers = {}, members = {}, products = PRODUCTS, names } = given;
  const { env = process.env } = given;
  if (url !== undefined) checkedUrl(url, names.url);
  const own = { ...(url === undefined ? {} : { url }), ...members };
  if (file === undefined) {
    return profileOf({ products, ...own, headers }, { where: names.rest, env });
  }
  const change = (written: Members) => ({
    ...written,
    ...own,
    headers: overridden(written.headers, headers),
  });
  return readProfileFile(file, { option: names.file, env, change });
}

/** Names of headers are the same in any case. */
function overridden(written: unknown, given: Readonly<Record<string, string>>): unknown {
  const names = Object.keys(given).map((name) => name.toLowerCase());
  if (names.length === 0) return written;
  if (typeof written !== 'object' || written === null) return written ?? given;
  const kept = Object.entries(written).filter(([name]) => !names.includes(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...given };
}
