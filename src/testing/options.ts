/** Options in JavaScript are not type-checked: a mistyped one must not be silently without effect. */

import { InputError } from '../errors.js';
import { nearest } from '../scenario/nearest.js';
import { expected, shownText } from '../shown.js';

/** Every option of an interface: a missing or a surplus one does not compile. */
export type OptionNames<Options> = Readonly<Record<keyof Required<Options>, true>>;

/**
 * @param where what takes them, as messages call it.
 * @throws InputError naming the first unknown option and the nearest known one.
 */
export function refuseUnknownOptions(
  given: object,
  known: Readonly<Record<string, true>>,
  where: string,
): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  const names = Object.keys(known);
  const near = nearest(unknown, names);
  throw new InputError(
    `${where}: there is no option ${shownText(unknown)}: ${
      near === undefined ? `the options are ${names.join(', ')}` : `did you mean ${near}?`
    }`,
  );
}

/**
 * An option that is one of a few words.
 * @param where what takes it, as messages call it.
 * @throws InputError naming the words.
 */
export function wordOf<Word extends string>(
  given: unknown,
  words: readonly Word[],
  where: string,
): Word {
  const word = words.find((one) => one === given);
  if (word !== undefined) return word;
  const found =
    given === undefined ? 'none' : typeof given === 'string' ? shownText(given) : typeof given;
  throw new InputError(expected(where, words.join(', '), found));
}
