import { base64urlnopad } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { concat, EMPTY, fromHex, utf8 } from '../../../src/bytes.js';
import { crc32 } from '../../../src/codec/crc32.js';
import { crc16 } from '../../../src/simulator/coins/crc.js';
import type { CoinAppName } from '../../../src/simulator/coins/registry.js';
import { walletFromMnemonic } from '../../../src/simulator/mnemonic.js';
import { kind, OWN, owns } from './own-addresses.js';
import { appNamed, pathBytes, wallet, withLength } from './questions.js';

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
  const address = (name: CoinAppName, parameters: Uint8Array, configuration: Uint8Array = EMPTY) =>
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
