/** Parts of a profile that options give, too: the base URL, a header, a key. */
import { readKey } from '../../check/rules/public-key/read-key.js';
import { InputError } from '../../errors.js';
import { cut, cutLong, expected, shownText } from '../../shown.js';
import type { ProfileKey } from './profile.js';

/**
 * The base URL of a provider, as given.
 * @throws InputError when it is none, or has in it what belongs into a header.
 */
export function checkedUrl(given: string, field: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new InputError(
      expected(field, 'a URL with http or https', JSON.stringify(shownUrl(given))),
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new InputError(expected(field, 'a URL without a user and password', 'one'), {
      hint: 'Give authentication as a header: headers in the profile, --header on the command line.',
    });
  }
  if (url.search !== '' || url.hash !== '') {
    throw new InputError(expected(field, 'a base URL to put paths behind', 'one with ? or #'));
  }
  return given;
}

/** Not what stands where a password would. */
function shownUrl(given: string): string {
  return cutLong(given.replace(/\/\/[^/@]*@/, '//…@').replace(/[?#].*$/s, '…'));
}

/** Decided by HTTP itself. */
const OWN_HEADERS = new Set([
  'connection',
  'content-length',
  'content-type',
  'host',
  'transfer-encoding',
  'upgrade',
]);

/** @throws InputError for what is no header; never repeats the value. */
export function checkHeader(name: string, value: string, field: string): void {
  const shown = JSON.stringify(cut(name));
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/.test(name)) {
    throw new InputError(expected(field, 'the name of a header', shown));
  }
  if (OWN_HEADERS.has(name.toLowerCase())) {
    throw new InputError(
      expected(field, 'a header of your own', `${shown}, which is set by the call itself`),
    );
  }
  if (!/^[\t\x20-\x7e\x80-\xff]+$/.test(value)) {
    throw new InputError(
      expected(
        field,
        `a value on one line for ${shown}`,
        value === '' ? 'nothing' : 'characters that no header can have',
      ),
    );
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A value with each `${NAME}` replaced, so that secrets need not stand in a file.
 * @throws InputError for a variable that is not set.
 */
export function withVariables(value: string, env: Environment, field: string): string {
  return value.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const found = env[name];
    if (found !== undefined && found !== '') return found;
    throw new InputError(
      expected(
        field,
        `the environment variable ${shownText(name)}`,
        `it ${found === '' ? 'empty' : 'unset'}`,
      ),
    );
  });
}

/**
 * A public key in any form.
 * @throws InputError for what is none, and for a point that is not on its curve.
 */
export function profileKey(value: unknown, field: string, label: string): ProfileKey {
  const { curve, publicKey, noticed } = readKey(value, { name: field, label });
  const malformed = noticed.find(({ code }) => code === 'PUBLIC_KEY_MALFORMED');
  if (malformed !== undefined) {
    throw new InputError(expected(field, `a point of ${curve}`, malformed.evidence));
  }
  return { curve, publicKey, label };
}
