/** Profiles from files. */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { decodeText } from '../../codec/text.js';
import { InputError } from '../../errors.js';
import { cutLong, expected, KEY_LIKE, mayBeKey } from '../../shown.js';
import type { Profile } from './profile.js';
import { type Members, parseProfile, profileOf } from './read-profile.js';

/** Bytes; profiles are a few hundred. */
const MAX_SIZE = 1024 * 1024;

export interface ProfileFileOptions {
  /** How messages call the file name: the option. */
  readonly option?: string;
  /** Of `${NAME}`; the process's own when absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What options say instead of the file. */
  readonly change?: (members: Members) => Members;
}

/**
 * Files named in it are looked for beside it.
 * @throws InputError when there is none, or for the first thing in it that cannot be used.
 */
export async function readProfileFile(
  path: string,
  { option = 'profile', env = process.env, change = (members) => members }: ProfileFileOptions = {},
): Promise<Profile> {
  const members = await parseProfile(textOf(path, option), path);
  const readFile = (name: string, field: string) => textOf(resolve(dirname(path), name), field);
  return profileOf(change(members), { where: path, env, readFile });
}

function textOf(path: string, field: string): string {
  const shown = shownPath(path);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) {
    const found = stat?.isDirectory() ? 'a folder' : 'none';
    throw new InputError(expected(field, 'a file', `${found} at ${shown}`));
  }
  if (stat.size > MAX_SIZE) {
    throw new InputError(expected(field, `at most ${MAX_SIZE} bytes`, `${stat.size} in ${shown}`));
  }
  return decodeText(readFileSync(path));
}

/** A key in the place of a name is not repeated. */
function shownPath(path: string): string {
  const name = basename(path);
  const isName = /\.[A-Za-z]\w{0,7}$/.test(name) || !mayBeKey(name);
  return isName ? JSON.stringify(cutLong(path)) : KEY_LIKE;
}
