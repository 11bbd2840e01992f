import { base64urlnopad } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { concat, EMPTY, fromHex, utf8 } from '../../../src/bytes.js';
import { crc16, crc32 } from '../../../src/simulator/coins/crc.js';
import { COIN_APP_NAMES, type CoinAppName } from '../../../src/simulator/coins/registry.js';
import { walletFromMnemonic } from '../../../src/simulator/wallet.js';
import { appNamed, pathBytes, wallet, withLength } from './questions.js';

/** Parameters of the apps that want a kind of address in front of the path. */
const kind = (byte: number, path: string) => concat(Uint8Array.of(byte), pathBytes(path));
const cosmosPrefix = withLength(utf8('cosmos'));

/** Addresses of the default seed that Ledger's own tests and other wallets give. */
const OWN: [CoinAppName, Uint8Array, string, Uint8Array?][] = [
  ['Ethereum', pathBytes("m/44'/60'/0'/0/0"), '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'],
  ['Bitcoin', kind(2, "m/84'/0'/0'/0/0"), 'bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg'],
  ['Litecoin', kind(1, "m/49'/2'/0'/0/0"), 'MJovkMvQ2rXXUj7TGVvnQyVMWghSdqZsmu'],
  ['Litecoin', kind(2, "m/84'/2'/0'/0/0"), 'ltc1qrxrnmaczk7dfle83a5sxvap73320eh5zkuv05e'],
  ['XRP', pathBytes("m/44'/144'/0'/0/0"), 'ra7Zr8ddy9tB88RaXL8B87YkqhEJG2vkAJ'],
  [
    'Stellar',
    pathBytes("m/44'/148'/0'"),
    'GCNCEJIAZ5D3APIF5XWAJ3JSSTHM4HPHE7GK3NAB6R6WWSZDB2A2BQ5B',
  ],
  ['Tron', pathBytes("m/44'/195'/0'"), 'TNbtZSpknaQvC7jPCLU4znJMgm8fhuGTTY'],
  ['Tezos Wallet', pathBytes("m/44'/1729'/0'"), 'tz1YPjCVqgimTAPmxZX9egDeTFRCmrTRqmp9'],
  ['TON', pathBytes("m/44'/607'/0'/0'/0'/0'"), 'UQDWey_FGPhd3phmerdVXi-zUIujfyO4-29y_VT1yD0meY1n'],
  [
    'Cardano ADA',
    pathBytes("m/1852'/1815'/0'/0/0"),
    'addr1q9kl5z2zd9vakyprvw0g68c8hv0y0rnj93htc82hh2rs8wwmyx0wtn56wnuclkku9hsnal8dtg25a7x56svjn4dlnlmq7quz6p',
  ],
  [
    'Cardano ADA',
    pathBytes("m/44'/1815'/0'/0/0"),
    'Ae2tdPwUPEZEvjAYDYFfaJ4ZDELKcyxLQUwxADi5V8gmzBjvxtt3LqZxgSq',
  ],
  [
    'Aptos',
    pathBytes("m/44'/637'/0'"),
    '0x8f13f355f3af444bd356adeaaaf01235a7817d6a4417f5c9fa3d74a68f7b7afd',
  ],
  [
    'Cosmos',
    pathBytes("m/44'/118'/5'/0/3"),
    'cosmos14fvk5p9v2mkxpgu2fnyqk753udp536q9xamvmz',
    cosmosPrefix,
  ],
  [
    'Kaspa',
    pathBytes("m/44'/111111'/0'/0/0"),
    'kaspa:qqhpcp4zd26y6wcdsqt3s8dk2zwd37cvdx2x4yv059fyc7cmuw9dgz5gl4tav',
  ],
  ['Polkadot', kind(0, "m/44'/354'/0'/0'/0'"), '14TwSqXEoCPK7Q7Jnk2RFzbPZXppsxz24bHaQ7fakwio7DFn'],
  ['Solana', pathBytes("m/44'/501'/12345'"), '3GJzvStsiYZonWE7WTsmt1BpWXkfcgWMGinaDwNs9HBc'],
  ['Solana', pathBytes("m/44'/501'/11111'"), 'AxmUF3qkdz1zs151Q5WttVMkFpFGQPwghZs4d1mwY55d'],
  [
    'Sui',
    pathBytes("m/44'/784'/12345'"),
    '0xd5a6dc2129672c36d318ecc28c96a25fdf640933d6ed8840b1f78171f50f9cc9',
  ],
  [
    'NEAR',
    pathBytes("m/44'/397'/0'/0'/1'"),
    'c4f5941e81e071c2fd1dae2e71fd3d859d462484391d9a90bf219211dcbb320f',
  ],
  ['Celo', pathBytes("m/44'/52752'/0'/0/0"), '0x197657b428707c304a5Ee9BA09aF7d13D17BF0D9'],
];

const owns = (
  name: CoinAppName,
  parameters: Uint8Array,
  address: string,
  { configuration = EMPTY, extraId = '' } = {},
) => appNamed(name).checkAddress({ wallet, configuration, parameters, address, extraId });

describe('an address of the seed', () => {
  it.each(OWN)('%s %#', (name, parameters, address, configuration = EMPTY) => {
    expect(appNamed(name).addressOf({ wallet, configuration, parameters })).toBe(address);
    expect(owns(name, parameters, address, { configuration })).toBe(true);
  });

  it('is not owned without parameters, with half a path or with another character', () => {
    for (const [name, parameters, address, configuration = EMPTY] of OWN) {
      const other = `${address.slice(0, -1)}${address.endsWith('q') ? 'p' : 'q'}`;
      const check = (given: Uint8Array, text: string) => owns(name, given, text, { configuration });
      expect(check(EMPTY, address), name).toBe(false);
      expect(check(parameters.subarray(0, -1), address), name).toBe(false);
      expect(check(parameters, other), name).toBe(false);
      expect(check(parameters, ''), name).toBe(false);
    }
  });

  it('may have bytes behind its path, except on Polkadot', () => {
    for (const [name, parameters, address, configuration = EMPTY] of OWN) {
      const longer = concat(parameters, Uint8Array.of(7));
      expect(owns(name, longer, address, { configuration }), name).toBe(name !== 'Polkadot');
    }
  });
});

describe('upper and lower case', () => {
  const isOwn = (name: CoinAppName, change: (address: string) => string) => {
    const [, parameters, address] = OWN.find(([app]) => app === name)!;
    return owns(name, parameters, change(address));
  };
  const upper = (address: string) => address.toUpperCase();
  const upperDigits = (address: string) => `0x${address.slice(2).toUpperCase()}`;

  it('matters to most', () => {
    for (const name of ['Ethereum', 'Bitcoin', 'Kaspa', 'Cardano ADA', 'NEAR'] as const) {
      expect(isOwn(name, upper), name).toBe(false);
    }
    expect(isOwn('Ethereum', upperDigits)).toBe(false);
    expect(isOwn('Ethereum', (address) => address.toLowerCase())).toBe(false);
  });

  it('does not matter to Aptos, Sui and Celo', () => {
    for (const name of ['Aptos', 'Sui', 'Celo'] as const) {
      expect(isOwn(name, upperDigits), name).toBe(true);
    }
    expect(isOwn('Aptos', upper)).toBe(true);
    expect(isOwn('Celo', upper)).toBe(false);
  });

  it('0x may be left out on Ethereum and Celo, not on Aptos', () => {
    const bare = (address: string) => address.slice(2);
    expect(isOwn('Ethereum', bare)).toBe(true);
    expect(isOwn('Celo', bare)).toBe(true);
    expect(isOwn('Aptos', bare)).toBe(false);
  });
});

describe('Bitcoin and Litecoin', () => {
  it('have the address of BIP-86 for taproot', () => {
    const about = walletFromMnemonic(`${'abandon '.repeat(11)}about`);
    const parameters = kind(4, "m/86'/0'/0'/0/0");
    expect(appNamed('Bitcoin').addressOf({ wallet: about, configuration: EMPTY, parameters })).toBe(
      'bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr',
    );
  });

  it('have an address of each kind', () => {
    const at = (name: CoinAppName, byte: number) =>
      appNamed(name).addressOf({
        wallet,
        configuration: EMPTY,
        parameters: kind(byte, "m/84'/0'/0'/0/0"),
      });
    expect(at('Bitcoin', 0)).toMatch(/^1/);
    expect(at('Bitcoin', 1)).toMatch(/^3/);
    expect(at('Bitcoin', 2)).toMatch(/^bc1q/);
    expect(at('Bitcoin', 4)).toMatch(/^bc1p/);
    expect([3, 5, 9, 255].map((byte) => at('Bitcoin', byte))).toEqual([null, null, null, null]);
    expect(at('Litecoin', 0)).toMatch(/^L/);
    expect(at('Litecoin', 1)).toMatch(/^M/);
    expect(at('Litecoin', 2)).toMatch(/^ltc1q/);
    expect(at('Litecoin', 3)).toBeNull();
    expect(at('Litecoin', 9)).toBe(at('Litecoin', 0));
  });

  it('take paths of no element and of ten, not of eleven', () => {
    const at = (path: string) =>
      appNamed('Bitcoin').addressOf({ wallet, configuration: EMPTY, parameters: kind(2, path) });
    expect(at('m')).toMatch(/^bc1q/);
    expect(at(`m${'/0'.repeat(10)}`)).toMatch(/^bc1q/);
    expect(at(`m${'/0'.repeat(11)}`)).toBeNull();
  });
});

describe('paths', () => {
  const address = (name: CoinAppName, parameters: Uint8Array, configuration = EMPTY) =>
    appNamed(name).addressOf({ wallet, configuration, parameters });

  it('of the Ethereum app have one to ten elements, whatever they are', () => {
    expect(address('Ethereum', pathBytes('m'))).toBeNull();
    expect(address('Ethereum', pathBytes('m/0'))).toMatch(/^0x/);
    expect(address('Ethereum', pathBytes(`m${'/0'.repeat(11)}`))).toBeNull();
  });

  it('on ed25519 are hardened throughout', () => {
    for (const name of [
      'Stellar',
      'Tezos Wallet',
      'TON',
      'Aptos',
      'Solana',
      'Sui',
      'NEAR',
    ] as const) {
      const [, parameters] = OWN.find(([app]) => app === name)!;
      const soft = parameters.slice();
      soft[soft.length - 4]! &= 0x7f;
      expect(address(name, soft), name).toBeNull();
    }
  });

  it('of some apps have a prefix or a length', () => {
    expect(address('Aptos', pathBytes("m/44'/637'"))).toBeNull();
    expect(address('Aptos', pathBytes("m/44'/60'/0'"))).toBeNull();
    expect(address('Kaspa', pathBytes("m/44'/111111'/0'/0/0/0"))).toBeNull();
    expect(address('Kaspa', pathBytes("m/44'/0'/0'/0/0"))).toBeNull();
    expect(address('TON', pathBytes("m/44'/607'"))).toBeNull();
    expect(address('Sui', pathBytes("m/44'/783'/0'"))).toBeNull();
    expect(address('Solana', pathBytes("m/44'/501'/0'/0'/0'/0'"))).toBeNull();
    expect(address('Cardano ADA', pathBytes("m/1852'/1815'/0'/3/0"))).toBeNull();
    expect(address('Cardano ADA', pathBytes("m/1852'/1815'/0'"))).toBeNull();
    expect(address('Cardano ADA', pathBytes("m/1853'/1815'/0'/0/0"))).toBeNull();
    expect(address('Polkadot', kind(1, "m/44'/354'/0'/0'/0'"))).toBeNull();
  });

  it('of Cosmos go with their prefix', () => {
    const at = (path: string, prefix: string) =>
      address('Cosmos', pathBytes(path), withLength(utf8(prefix)));
    expect(at("m/44'/118'/0'/0/0", 'anything')).toMatch(/^anything1/);
    expect(at("m/44'/60'/0'/0/0", 'inj')).toMatch(/^inj1/);
    expect(at("m/44'/60'/0'/0/0", 'cosmos')).toBeNull();
    expect(at("m/44'/118'/0'/0", 'cosmos')).toBeNull();
    expect(at("m/44'/118'/0'/0/0", 'Cosmos')).toBeNull();
    expect(at("m/44'/118'/0'/0/0", '')).toBeNull();
    expect(address('Cosmos', pathBytes("m/44'/118'/0'/0/0"))).toBeNull();
    expect(address('Cosmos', pathBytes("m/44'/118'/0'/0/0"), fromHex('06636f73'))).toBeNull();
  });
});

describe('TON', () => {
  const [, parameters, address] = OWN.find(([app]) => app === 'TON')!;
  const account = base64urlnopad.decode(address).subarray(2, 34);

  /** Any spelling of the account: flags, chain, hash, checksum. */
  const spelled = (flags: number, chain: number, checksum = 0) => {
    const body = concat(Uint8Array.of(flags, chain), account);
    const crc = crc16(body) ^ checksum;
    return base64urlnopad.encode(concat(body, Uint8Array.of(crc >> 8, crc & 0xff)));
  };

  it('knows its account in any spelling', () => {
    expect(spelled(0x51, 0)).toBe(address);
    expect(owns('TON', parameters, spelled(0x11, 0))).toBe(true);
    expect(owns('TON', parameters, spelled(0x51, 0xff))).toBe(true);
    expect(owns('TON', parameters, address.replaceAll('_', '/').replaceAll('-', '+'))).toBe(true);
  });

  it('refuses test networks, other chains, unknown flags and a wrong checksum', () => {
    expect(owns('TON', parameters, spelled(0xd1, 0))).toBe(false);
    expect(owns('TON', parameters, spelled(0x51, 1))).toBe(false);
    expect(owns('TON', parameters, spelled(0x53, 0))).toBe(false);
    expect(owns('TON', parameters, spelled(0x00, 0))).toBe(false);
    expect(owns('TON', parameters, spelled(0x51, 0, 1))).toBe(false);
  });
});

describe('checksums', () => {
  it('are those of their catalogues for 123456789', () => {
    expect(crc16(utf8('123456789'))).toBe(0x31c3);
    expect(crc32(utf8('123456789'))).toBe(0xcbf43926);
  });
});

describe('an extra id', () => {
  it('is refused by Tron, Solana and Litecoin, and nothing to the others', () => {
    for (const [name, parameters, address, configuration = EMPTY] of OWN) {
      const refused = ['Tron', 'Solana', 'Litecoin'].includes(name);
      const owned = owns(name, parameters, address, { configuration, extraId: '1' });
      expect(owned, name).toBe(!refused);
    }
  });
});

it('there is an address of every app, Ethereum Classic being Ethereum', () => {
  const tried = new Set(OWN.map(([name]) => name)).add('Ethereum Classic');
  expect([...tried].sort()).toEqual([...COIN_APP_NAMES].sort());
});
