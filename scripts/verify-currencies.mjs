// Verifies every configuration in data/currencies.bin with Ledger's production key, by OpenSSL:
//   npm run build && node scripts/verify-currencies.mjs
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { LEDGER_PRODUCTION_KEY } from '../build/exchange/keys.js';
import { CurrenciesFile } from '../build/host/ledger/currencies-file.js';
import { spkiDer } from '../build/keys/der-key.js';
import { derFromRs } from '../build/payload/signature.js';

const bytes = readFileSync(new URL('../data/currencies.bin', import.meta.url));
const file = new CurrenciesFile(bytes, (packed) => brotliDecompressSync(packed));
const spki = Buffer.from(spkiDer('secp256k1', LEDGER_PRODUCTION_KEY));
const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });

let [signed, failures] = [0, 0];
for (let row = 0; row < file.header.count; row++) {
  const { id, configuration, signature } = file.record(row);
  if (configuration === undefined) continue;
  signed++;
  if (verify('sha256', configuration, key, derFromRs(signature))) continue;
  failures++;
  console.log(`${id}: not signed by Ledger's production key`);
}
console.log(
  `${signed} signed configurations of ${file.header.count} currencies, ${failures} failures`,
);
process.exitCode = failures === 0 && signed === file.header.signed ? 0 : 1;
