/** `exchange-sim addresses`: the seed's own addresses, which the device then takes for its own. */
import { describe, expect, it } from 'vitest';
import type { OwnAddress } from '../../src/cli/addresses/addresses.js';
import { CURRENCIES } from '../../src/host/currencies.js';
import { run } from './command-line.js';

const ABANDON = `${'abandon '.repeat(11)}about`;
/** A line of the cross-seed screen of a Nano S Plus. */
const WARNING = 'not belong to this';

async function listed(...args: string[]): Promise<OwnAddress[]> {
  const { code, out, err } = await run(['addresses', '--json', ...args]);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out).addresses;
}

describe('addresses', () => {
  it("of the emulator's seed, as Speculos and its apps derive them", async () => {
    const all = await listed();
    expect(all.map(({ currency }) => currency)).toEqual(CURRENCIES.map(({ id }) => id));
    const ours = Object.fromEntries(all.map((one) => [one.currency, one]));
    expect(ours.ethereum).toEqual({
      currency: 'ethereum',
      ticker: 'ETH',
      name: 'Ethereum',
      app: 'Ethereum',
      path: "m/44'/60'/0'/0/0",
      address: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D',
    });
    expect(ours.bitcoin!.address).toBe('bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg');
    expect(ours.xrp!.address).toBe('ra7Zr8ddy9tB88RaXL8B87YkqhEJG2vkAJ');
    expect(ours.stellar!.path).toBe("m/44'/148'/0'");
  });

  it('of another seed', async () => {
    const known = await listed('BTC', 'eth', '--seed', ABANDON);
    // Published for this mnemonic: BIP-84, and every Ethereum wallet.
    expect(known.map(({ address }) => address)).toEqual([
      'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu',
      '0x9858EfFD232B4033E47d90003D41EC34EcaEda94',
    ]);
    expect((await run(['addresses', '--seed', ABANDON])).out).not.toContain('abandon');
  });

  it.each(CURRENCIES.map(({ id }) => [id]))(
    'the device takes that of %s for its own',
    async (id) => {
      const [own] = await listed(id);
      const swap = id === 'bitcoin' ? ['--from', 'ETH'] : ['--from', 'BTC'];
      const args = ['run', 'swap', ...swap, '--to', id, '--payout', own!.address, '--json'];
      const { code, out } = await run(args);
      expect(code).toBe(0);
      expect(out).not.toContain(WARNING);
    },
  );

  it('and warns of any other', async () => {
    const [own] = await listed('BTC', '--seed', ABANDON);
    const { out } = await run(['run', 'swap', '--to', 'BTC', '--payout', own!.address, '--json']);
    expect(out).toContain(WARNING);
  });

  it('as text: each address once, whole, with the currencies that share it', async () => {
    const { code, out } = await run(['addresses', 'ETH', 'USDC', 'BTC', 'ETH']);
    expect(code).toBe(0);
    expect(out).toBe(
      [
        "Addresses of the emulator's test seed",
        '',
        "Ethereum m/44'/60'/0'/0/0",
        '  0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D',
        '  ETH (ethereum), USDC',
        '',
        "Bitcoin m/84'/0'/0'/0/0",
        '  bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg',
        '  BTC (bitcoin)',
        '',
      ].join('\n'),
    );
    const { out: all } = await run(['addresses'], { columns: 40 });
    const cardano = all.split('\n').find((line) => line.startsWith('  addr1'));
    expect(cardano!.length).toBe(105);
  });

  it.each([
    [['nope'], 'currencies: expected the ticker or id of a known currency'],
    [['BTC', '--seed', 'no-such-file'], '--seed: expected a BIP-39 mnemonic'],
    [['--seed', `${'abandon '.repeat(11)}abandon`], 'checksum'],
  ])('%j: exit 2', async (args, words) => {
    const { code, out, err } = await run(['addresses', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
    expect(err).not.toContain('abandon abandon');
  });
});
