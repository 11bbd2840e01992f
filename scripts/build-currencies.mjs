// Writes data/currencies.bin: every currency of Ledger's lists, with the configurations its
// production key has signed. Run by hand after `npm run build`; users need none of this:
//   node scripts/build-currencies.mjs
// Later versions of the package have neither configurations nor token lists.
import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { LEDGER_PRODUCTION_KEY } from '../build/exchange/keys.js';
import { networkOfId } from '../build/host/ledger/records.js';
import { tokenHash } from '../build/host/ledger/token-hash.js';
import { writeCurrencies } from '../build/host/ledger/write-currencies.js';
import { spkiDer } from '../build/keys/der-key.js';
import { rsFromStrictDer } from '../build/payload/signature.js';

const SOURCE = '@ledgerhq/cryptoassets@13.31.0';
const INTEGRITY =
  'sha512-z2JsbLqclSec8keCeN5TMvAsHJrFwcSRjwMXNH9TeUYzlX17bHmo9u4XDqTySyAP5HoaNM6y+bFrsHb+dVNhSQ==';
const DATE = 'late 2025';

const folder = mkdtempSync(join(tmpdir(), 'currencies-'));
try {
  build(unpacked(folder));
} finally {
  rmSync(folder, { recursive: true });
}

/** The folder lib of the package, whose archive is exactly the pinned one. */
function unpacked(where) {
  const options = { cwd: where, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] };
  const name = execFileSync('npm', ['pack', SOURCE, '--silent'], options).trim();
  const hash = createHash('sha512')
    .update(readFileSync(join(where, name)))
    .digest('base64');
  if (`sha512-${hash}` !== INTEGRITY)
    throw new Error(`${SOURCE}: expected ${INTEGRITY}, found sha512-${hash}`);
  execFileSync('tar', ['xzf', name, 'package/lib'], { cwd: where });
  return join(where, 'package/lib');
}

function build(lib) {
  const read = (file) => JSON.parse(readFileSync(join(lib, 'data', `${file}.json`), 'utf8'));
  const networks = coinsOf(lib);
  const known = new Map(networks.map((network) => [network.id, network]));
  const rows = new Map();
  // Networks that the package has lists of and no longer knows: test networks that are gone.
  const left = new Map();
  const add = (id, ticker, name, decimals, contract) => {
    if (/[\n\r\t]/.test(id + ticker + name)) throw new Error(`a line break in ${id}`);
    rows.set(id, { id, ticker, name, decimals, network: networkOfId(id), contract });
  };
  for (const { id, ticker, name, decimals } of networks) add(id, ticker, name, decimals, 0);
  const token = (id, ticker, name, decimals, contract) => {
    const network = networkOfId(id);
    if (known.get(network)?.testnetFor !== undefined) return;
    if (!known.has(network)) {
      left.set(network, (left.get(network) ?? 0) + 1);
      return;
    }
    add(id, ticker, name, decimals, tokenHash(network, contract));
  };
  const erc20 = ([network, slug, ticker, decimals, name, , contract]) =>
    token(
      `${network}/${network === 'bsc' ? 'bep20' : 'erc20'}/${slug}`,
      ticker,
      name,
      decimals,
      contract,
    );
  const lists = [
    [['erc20', 'bep20', 'polygon-erc20', 'filecoin-erc20', ...evmLists(lib)], erc20],
    [
      ['trc10'],
      ([id, ticker, name, contract, decimals]) =>
        token(`tron/trc10/${id}`, ticker, name, decimals, contract),
    ],
    [
      ['trc20'],
      ([id, ticker, name, contract, decimals]) =>
        token(`tron/trc20/${id}`, ticker, name, decimals, contract),
    ],
    [
      ['asa'],
      ([id, ticker, name, , decimals]) => token(`algorand/asa/${id}`, ticker, name, decimals, id),
    ],
    [
      ['esdt'],
      ([ticker, id, decimals, , name]) =>
        token(`multiversx/esdt/${id}`, ticker, name, decimals, id),
    ],
    [
      ['spl'],
      ([id, , name, ticker, contract, decimals]) => token(id, ticker, name, decimals, contract),
    ],
    [
      ['apt_coin', 'apt_fungible_asset'],
      ([id, ticker, name, contract, decimals]) => token(id, ticker, name, decimals, contract),
    ],
    [
      ['sui'],
      ([id, name, ticker, contract, decimals]) => token(id, ticker, name, decimals, contract),
    ],
    [
      ['hedera'],
      ([id, contract, name, ticker, , decimals]) => token(id, ticker, name, decimals, contract),
    ],
    [
      ['cardanoNative'],
      ([, policy, asset, name, ticker, decimals]) =>
        token(`cardano/native/${policy}${asset}`, ticker, name, decimals, policy + asset),
    ],
    [
      ['stellar'],
      ([code, issuer, , name, decimals]) =>
        token(
          `stellar/asset/${code.toUpperCase()}:${issuer.toUpperCase()}`,
          code.toUpperCase(),
          name,
          decimals,
          issuer.toUpperCase(),
        ),
    ],
    [
      ['ton-jetton'],
      ([contract, name, ticker, decimals]) =>
        token(`ton/jetton/${contract.toLowerCase()}`, ticker, name, decimals, contract),
    ],
    [
      ['vip180'],
      ([id, ticker, name, contract, decimals]) =>
        token(`vechain/vip180/${id}`, ticker, name, decimals, contract),
    ],
  ];
  for (const [files, entry] of lists)
    for (const file of files) for (const row of read(file)) entry(row);

  const key = createPublicKey({
    key: Buffer.from(spkiDer('secp256k1', LEDGER_PRODUCTION_KEY)),
    format: 'der',
    type: 'spki',
  });
  let [signed, otherDecimals, failures, alone] = [0, 0, 0, 0];
  for (const file of ['coins', 'erc20', 'bep20', 'polygon-erc20', 'trc20']) {
    for (const [id, hex, der] of read(`exchange/${file}`)) {
      const configuration = Buffer.from(hex, 'hex');
      const signature = Buffer.from(der, 'hex');
      const rs = rsFromStrictDer(signature);
      if (!verify('sha256', configuration, key, signature) || 'problem' in rs) {
        failures++;
        continue;
      }
      const { ticker, decimals } = assetOf(configuration);
      const row = rows.get(id);
      if (row === undefined) {
        alone++;
        add(id, ticker, ticker, decimals, 0);
      } else if (decimals !== undefined && row.decimals !== decimals) {
        otherDecimals++;
        console.log(`${id}: ${row.decimals} decimals in the list, ${decimals} signed`);
      }
      Object.assign(rows.get(id), { configuration, signature: rs.rs });
      signed++;
    }
  }
  const about = { source: SOURCE, integrity: INTEGRITY, licence: 'Apache-2.0', date: DATE };
  const bytes = writeCurrencies([...rows.values()], networks, about, packed);
  writeFileSync(new URL('../data/currencies.bin', import.meta.url), bytes);
  console.log(
    `${rows.size} currencies, ${signed} signed configurations, ${failures} failures, ${alone} only in the signed list, ${otherDecimals} with other decimals: ${bytes.length} bytes`,
  );
  for (const [network, count] of left)
    console.log(`${count} tokens left out: no network ${network}`);
  if (failures > 0) process.exitCode = 1;
}

/** Folders are chains; the newest lists of each. */
function evmLists(lib) {
  return readdirSync(join(lib, 'data/evm'))
    .filter((name) => /^\d+$/.test(name))
    .map((chain) => `evm/${chain}/erc20`);
}

/** Its one import is a table of SLIP-44 numbers, which nothing here needs. */
function coinsOf(lib) {
  const module = { exports: {} };
  const load = new Function('require', 'exports', readFileSync(join(lib, 'currencies.js'), 'utf8'));
  load(() => ({ CoinType: {} }), module.exports);
  return Object.values(module.exports.cryptocurrenciesById)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, name, ticker, units, family, managerAppName, ethereumLikeInfo, isTestnetFor }) => ({
      id,
      name,
      ticker,
      decimals: units[0].magnitude,
      family,
      app: managerAppName,
      ...(ethereumLikeInfo === undefined ? {} : { chainId: ethereumLikeInfo.chainId }),
      ...(isTestnetFor === undefined ? {} : { testnetFor: isTestnetFor }),
    }));
}

function assetOf(configuration) {
  const ticker = configuration.subarray(1, 1 + configuration[0]);
  const rest = configuration.subarray(1 + ticker.length);
  const sub = rest.subarray(2 + rest[0]);
  return { ticker: ticker.toString(), decimals: sub.length >= 2 ? sub[1 + sub[0]] : undefined };
}

function packed(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}
