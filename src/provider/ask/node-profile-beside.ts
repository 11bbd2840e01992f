/** The profile of a backend that a file or a call names in one line. */
import { dirname, resolve } from 'node:path';
import type { Product } from '../product.js';
import { givenProfile } from '../test/node-given-profile.js';
import type { Profile } from '../test/profile.js';
import type { Members } from '../test/read-profile.js';

export interface NamedBackend {
  readonly url?: string;
  /** File of a profile. */
  readonly profile?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly product?: Product;
  /** Other members instead of the profile's. */
  readonly members?: Members;
}

/**
 * @param file whose words they are: a profile is looked for beside it.
 * @throws InputError for what cannot be used; never repeats a header's value.
 */
export async function profileBeside(
  { url, profile, headers = {}, product, members = {} }: NamedBackend,
  file = '',
): Promise<Profile> {
  return givenProfile({
    url,
    file: profile === undefined ? undefined : resolve(dirname(file), profile),
    headers,
    members,
    ...(product === undefined ? {} : { products: [product] }),
    names: { url: 'provider: url', file: 'provider: profile', rest: 'provider' },
  });
}
