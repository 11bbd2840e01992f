/** The profile that a `provider` command was given: a file, options, or options over a file. */
import { InputError } from '../../errors.js';
import type { Curve } from '../../exchange/constants.js';
import { readEitherKey, readPublicKey } from '../../keys/read-key.js';
import { type LedgerIdList, readLedgerIds } from '../../provider/ledger-id-list.js';
import type { Product } from '../../provider/product.js';
import { givenProfile } from '../../provider/test/node-given-profile.js';
import type { Profile } from '../../provider/test/profile.js';
import { checkHeader, withVariables } from '../../provider/test/profile-parts.js';
import { cutLong, expected, shownText } from '../../shown.js';
import { isFileName, readInput } from '../files/input.js';
import { type GivenKey, readKey } from '../files/key.js';

export interface ProfileOptions {
  readonly profile?: string;
  /** How messages call the file; `--profile` when absent. */
  readonly option?: string;
  readonly product?: Product;
  readonly publicKey?: string;
  readonly curve?: Curve;
  readonly partnerName?: string;
  /** `NAME: VALUE`. */
  readonly header?: readonly string[];
}

/** @throws InputError for the first thing that cannot be used; never repeats a header's value. */
export async function profileFrom(
  url: string | undefined,
  options: ProfileOptions,
): Promise<Profile> {
  const { profile: file, partnerName, product } = options;
  if (url === undefined && file === undefined) {
    throw new InputError(
      expected('provider', 'the base URL of a provider, or --profile', 'neither'),
    );
  }
  if (url !== undefined && file === undefined && /^(?!https?:).*\.(?:ya?ml|json)$/i.test(url)) {
    throw new InputError(
      expected('URL', 'the base URL of a provider', `the name of a file, ${shownText(url)}`),
      { hint: 'The file of a profile is named by --profile.' },
    );
  }
  const key = keyOf(options);
  return givenProfile({
    url,
    file,
    headers: headersOf(options.header ?? []),
    members: {
      ...(partnerName === undefined ? {} : { partnerName }),
      ...(key === undefined ? {} : { key }),
    },
    ...(product === undefined ? {} : { products: [product] }),
    names: { url: 'URL', file: options.option ?? '--profile', rest: 'options' },
  });
}

/** Bytes: Ledger has some ten thousand tokens. */
const MAX_LIST = 64 * 1024 * 1024;

/** `--ledger-ids FILE`. @throws InputError when it cannot be read as such a list. */
export function ledgerIdsFrom(file: string | undefined): { readonly ledgerIds?: LedgerIdList } {
  if (file === undefined) return {};
  const text = readInput(file, '--ledger-ids', MAX_LIST);
  return { ledgerIds: readLedgerIds(text, `--ledger-ids ${cutLong(file)}`) };
}

function headersOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((header) => {
      const [, name = '', written = ''] = /^([^:]*):(.*)$/s.exec(header) ?? [];
      if (name === '') {
        // Not repeated: it may be the key alone.
        throw new InputError(expected('--header', "'NAME: VALUE'", 'no colon behind a name'));
      }
      const value = withVariables(written.trim(), process.env, '--header');
      checkHeader(name.trim(), value, '--header');
      return [name.trim(), value];
    }),
  );
}

function keyOf({ publicKey, curve }: ProfileOptions) {
  if (publicKey === undefined) {
    if (curve === undefined) return undefined;
    throw new InputError(expected('--curve', '--public-key beside it', 'none'));
  }
  const option = '--public-key';
  const read = isFileName(publicKey)
    ? readKey(publicKey, { option, curve })
    : keyItself(publicKey, { field: option, curve });
  return { curve: read.curve, publicKey: Buffer.from(read.publicKey).toString('hex') };
}

/** On a command line stands a public key only: a private one would be in the shell's history. */
function keyItself(text: string, options: { field: string; curve: Curve | undefined }): GivenKey {
  readPublicKey(text, options);
  return readEitherKey(text, options) as GivenKey;
}
