/** `--currencies FILE|URL`: newer currencies than those of the package, for this run. */
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { InputError } from '../../errors.js';
import { LEDGER_PRODUCTION_KEY } from '../../exchange/keys.js';
import { addAliases, addRecords } from '../../host/ledger/catalogue.js';
import { type RegistryContents, readRegistry } from '../../host/ledger/registry.js';
import { spkiDer } from '../../keys/der-key.js';
import { cutLong, expected, shownText } from '../../shown.js';
import { debug } from '../debug.js';
import { statOf } from '../files/input.js';
import type { Io } from '../io.js';
import { fetchRegistry, MAX_BYTES } from './fetch.js';

/** @throws InputError for what cannot be read, DeviceError when a service cannot be reached. */
export async function useCurrencies(source: string, io: Io): Promise<void> {
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(source);
  const lists = isUrl
    ? await fetchRegistry(source, (text) => io.stderr.write(text))
    : [read(source)];
  debug('file', () => `read ${shown(source)}: ${lists.length} lists`);
  const verifyWith = verifier();
  for (const list of lists)
    take(readRegistry(list, { source: shown(source), verify: verifyWith }), io);
}

function take({ records, aliases, unsigned }: RegistryContents, io: Io): void {
  addRecords(records);
  addAliases(aliases);
  if (unsigned.length === 0) return;
  const named = unsigned.slice(0, 3).map((id) => shownText(id));
  io.stderr.write(
    `--currencies: ${unsigned.length} signatures are not of Ledger's production key and are left out: ${named.join(', ')}${unsigned.length > 3 ? ', …' : ''}\n`,
  );
}

const shown = (source: string) => `--currencies: ${JSON.stringify(cutLong(source))}`;

function read(path: string): unknown {
  const size = statOf(path)?.isFile() ? statOf(path)!.size : undefined;
  if (size === undefined) {
    throw new InputError(expected(shown(path), 'a file, or an address with https', 'neither'));
  }
  if (size > MAX_BYTES) {
    throw new InputError(expected(shown(path), `at most ${MAX_BYTES} bytes`, size));
  }
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new InputError(expected(shown(path), 'JSON', 'something else'), { cause: error });
  }
}

function verifier(): (configuration: Uint8Array, signature: Uint8Array) => boolean {
  const spki = Buffer.from(spkiDer('secp256k1', LEDGER_PRODUCTION_KEY));
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return (configuration, signature) => verify('sha256', configuration, key, signature);
}
