import { ed25519 } from '@noble/curves/ed25519.js';
import { HDKey } from '@scure/bip32';
import { mnemonicToSeedSync } from '@scure/bip39';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../src/bytes.js';
import { InputError } from '../../src/errors.js';
import { DEFAULT_MNEMONIC, walletFromMnemonic } from '../../src/simulator/mnemonic.js';
import { HARDENED, walletFromSeed } from '../../src/simulator/wallet.js';

const h = (index: number) => HARDENED + index;

describe('walletFromMnemonic', () => {
  it('knows the seed of the default mnemonic', () => {
    expect(toHex(walletFromMnemonic().seed)).toBe(toHex(mnemonicToSeedSync(DEFAULT_MNEMONIC)));
  });

  it('stretches any other mnemonic, blanks between the words notwithstanding', () => {
    const words = `${'abandon '.repeat(11)}about`;
    const seed = toHex(mnemonicToSeedSync(words));
    expect(toHex(walletFromMnemonic(words).seed)).toBe(seed);
    expect(toHex(walletFromMnemonic(` ${words.replaceAll(' ', '\n ')} `).seed)).toBe(seed);
  });

  it('asks the PBKDF2 it is given', () => {
    const asked: unknown[] = [];
    const wallet = walletFromMnemonic(`${'abandon '.repeat(11)}about`, {
      pbkdf2: (password, salt, rounds, size) => {
        asked.push(password.length, salt, rounds, size);
        return new Uint8Array(size);
      },
    });
    expect(asked).toEqual([93, utf8('mnemonic'), 2048, 64]);
    expect(wallet.seed).toEqual(new Uint8Array(64));
  });

  it.each([
    ['a wrong checksum', `${'abandon '.repeat(11)}abandon`],
    ['a word that is none', `${'abandon '.repeat(11)}secretword`],
    ['too few words', 'abandon about'],
    ['nothing', ''],
  ])('refuses %s without repeating it', (_, words) => {
    let error: unknown;
    try {
      walletFromMnemonic(words);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain('mnemonic is not valid');
    expect(String(error)).not.toMatch(/abandon|secretword/);
  });
});

describe('derivations', () => {
  const seed = fromHex('000102030405060708090a0b0c0d0e0f');
  const wallet = walletFromSeed(seed);

  it.each(['m', "m/0'", "m/0'/1", "m/44'/60'/0'/0/0", "m/84'/0'/2147483647'/1/2147483647"])(
    'secp256k1 at %s is that of BIP-32',
    (text) => {
      const path = text
        .split('/')
        .slice(1)
        .map((step) => Number.parseInt(step, 10) + (step.endsWith("'") ? HARDENED : 0));
      const expected = HDKey.fromMasterSeed(seed).derive(text);
      const key = wallet.secp256k1(path);
      expect(toHex(key.publicKey)).toBe(toHex(expected.publicKey!));
      expect(toHex(key.chainCode)).toBe(toHex(expected.chainCode!));
      expect(key.uncompressed).toHaveLength(65);
    },
  );

  // Test vector 1 of SLIP-10 for ed25519.
  it.each([
    [[], 'a4b2856bfec510abab89753fac1ac0e1112364e7d250545963f135f2a33188ed'],
    [[h(0)], '8c8a13df77a28f3445213a0f432fde644acaa215fc72dcdf300d5efaa85d350c'],
    [
      [h(0), h(1), h(2), h(2), h(1000000000)],
      '3c24da049451555d51a7014a37337aa4e12d41e485abccfa46b47dfb2af54b7a',
    ],
  ])('SLIP-10 at %j', (path, publicKey) => {
    expect(toHex(wallet.ed25519Slip10(path)!)).toBe(publicKey);
  });

  it('SLIP-10 has no children that are not hardened', () => {
    expect(wallet.ed25519Slip10([h(44), 0])).toBeNull();
  });

  it('BIP32-Ed25519 derives the same public key for the same path, another for another', () => {
    const at = (index: number) =>
      toHex(walletFromMnemonic().ed25519Bip32([h(1852), index]).publicKey);
    expect(at(0)).toBe(at(0));
    expect(at(0)).not.toBe(at(1));
    expect(() => ed25519.Point.fromHex(at(0))).not.toThrow();
  });

  it('remembers what it derived', () => {
    const path = [h(44), h(60), h(0), 0, 7];
    expect(wallet.secp256k1(path)).toBe(wallet.secp256k1(path));
  });
});
