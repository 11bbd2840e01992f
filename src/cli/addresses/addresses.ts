/** `exchange-sim addresses`: where the simulated device receives each currency. */

import { EXIT } from '../../errors.js';
import { walletAddresses } from '../../host/address-book.js';
import { CURRENCIES, type Currency } from '../../host/currencies.js';
import { currencyLabel, currencyNamed } from '../../host/currency-names.js';
import { coinAppNamed } from '../../simulator/coins/registry.js';
import { walletFromMnemonic } from '../../simulator/mnemonic.js';
import type { AddressesDocument } from '../documents.js';
import type { Io } from '../io.js';
import { nativePbkdf2, readSeed } from '../options/seed.js';
import { jsonText, palette, wrapped } from '../text/text.js';
import type { AddressesOptions } from './options.js';

/** One currency of the wallet. */
export interface OwnAddress {
  readonly currency: string;
  readonly ticker: string;
  readonly name: string;
  /** The coin app that derives it. */
  readonly app: string;
  readonly path: string;
  readonly address: string;
}

/** @throws InputError for a currency or a seed that cannot be used. */
export function addressesCommand(
  names: readonly string[],
  { seed, json }: AddressesOptions,
  io: Io,
): number {
  const wanted = names.map((name) => currencyNamed(name, 'currencies'));
  const wallet =
    seed === undefined
      ? walletFromMnemonic()
      : walletFromMnemonic(readSeed(seed), { pbkdf2: nativePbkdf2 });
  const book = walletAddresses(wallet, coinAppNamed);
  const chosen = wanted.length === 0 ? CURRENCIES : [...new Set(wanted)];
  const own = chosen.map((currency) => ownAddress(currency, book(currency)));
  io.stdout.write(
    json === true
      ? jsonText({ addresses: own } satisfies AddressesDocument)
      : textOf(own, { own: seed !== undefined, io }),
  );
  return EXIT.yes;
}

function ownAddress({ id, ticker, name, app, path }: Currency, address: string): OwnAddress {
  return { currency: id, ticker, name, app, path, address };
}

const INDENT = '  ';

/** Tokens and networks that share an address are one entry. */
function textOf(all: readonly OwnAddress[], { own, io }: { own: boolean; io: Io }): string {
  const { dim, strong } = palette(io.color);
  const groups = new Map<string, OwnAddress[]>();
  for (const one of all) {
    const key = `${one.app} ${one.path} ${one.address}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const head = own ? 'Addresses of the seed given' : "Addresses of the emulator's test seed";
  const lines = [...groups.values()].flatMap((group) => {
    const { app, path, address } = group[0]!;
    const names = group.map(({ currency: id, ticker }) => currencyLabel({ id, ticker }));
    return [
      '',
      `${strong(app)} ${dim(path)}`,
      // Addresses are to be copied: never broken.
      `${INDENT}${address}`,
      ...wrapped(names.join(', '), io.columns - INDENT.length).map(
        (line) => `${INDENT}${dim(line)}`,
      ),
    ];
  });
  return `${[head, ...lines].join('\n')}\n`;
}
