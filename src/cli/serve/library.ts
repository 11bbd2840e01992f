/** `-l` of `serve`: a coin app that is installed, as a speculos command line names it. */

import { InputError } from '../../errors.js';
import { expected, shownText } from '../../shown.js';
import { COIN_APP_NAMES, isCoinAppName } from '../../simulator/coins/registry.js';
import type { Io } from '../io.js';

/**
 * Coin apps of `App:file`, and of a bare file whose name begins with the name of one. No file is read.
 * @throws InputError for a bare file that is called otherwise.
 */
export function libraryApps(library: readonly string[], io: Pick<Io, 'stderr'>): string[] {
  return library.flatMap((entry) => {
    const [, named] = /^([^:]+):./.exec(entry) ?? [];
    const name = named ?? appOfFile(entry);
    if (name === undefined) {
      const shown = shownText(entry);
      throw new InputError(expected('--library', 'App:file', shown), {
        hint: 'The file is not read, so that only its name can say which app it is: -l Bitcoin:app.elf',
      });
    }
    if (isCoinAppName(name)) return [name];
    io.stderr.write(`note: there is no simulation of ${name}: left out\n`);
    return [];
  });
}

/** `lib_binaries/ethereum_classic_nanosp.elf`: Ethereum Classic. */
function appOfFile(path: string): string | undefined {
  const file = letters(path.split(/[\\/]/).at(-1) ?? '');
  const longest = (names: readonly string[]) =>
    names
      .filter((name) => file.startsWith(letters(name)))
      .sort((a, b) => b.length - a.length)
      .at(0);
  const whole = longest(COIN_APP_NAMES);
  if (whole !== undefined) return whole;
  // `tezos.elf` is `Tezos Wallet`.
  const first = (name: string) => name.split(' ')[0] ?? name;
  const begun = longest(COIN_APP_NAMES.map(first));
  return COIN_APP_NAMES.find((name) => first(name) === begun);
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
