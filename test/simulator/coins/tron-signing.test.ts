/** The Tron app between START_SIGNING_TRANSACTION and its return, by rules of app-tron 0.7.1. */
import { createHash } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { concat, fromHex, toHex } from '../../../src/bytes.js';
import { tronTokenOf } from '../../../src/simulator/coins/tron/tokens.js';
import { played, recordedSigning, wallet } from './recorded-signing.js';
import { itSignsOnlyWhatWasApproved } from './signing-properties.js';

const PATH = [0x8000002c, 0x800000c3, 0x80000000];
const PATH_BYTES = fromHex('038000002c800000c380000000');

describe('Tron', () => {
  itSignsOnlyWhatWasApproved(/^tron_/, ['amount', 'destination', 'extraId']);

  it('signs the SHA-256 of the transaction', async () => {
    const { signer, approval, commands } = (await recordedSigning('tron_trx-swap_valid_1'))!;
    const raw = commands.at(-1)!.subarray(5 + 13);
    const own = encodeCommand({ cla: 0xe0, ins: 0x04, p1: 0x10, data: concat(PATH_BYTES, raw) });
    const { answers, ends } = played(signer, approval, [own]);
    expect(ends).toBe('signed');
    const signature = answers[0]!.subarray(0, 64);
    const digest = createHash('sha256').update(raw).digest();
    const { publicKey } = wallet.secp256k1(PATH);
    expect(secp256k1.verify(signature, digest, publicKey, { prehash: false })).toBe(true);
  });

  it.each([
    ['tron_trx-fund_wrong_amount', 'amount 446.739662 TRX, approved 1 TRX'],
    [
      'tron_trx-swap_wrong_destination',
      'destination TBoTZcARzWVgnNuB9SyE3S5g1RwsXoQL16, approved TNbtZSpknaQvC7jPCLU4znJMgm8fhuGTTY',
    ],
    ['tron_usdt_to_trx-swap_valid_1', 'currency TRX, approved USDT'],
    ['tron_usdt_to_usdc-swap_valid_1', 'currency USDC, approved USDT'],
  ])('%s: %s', async (name, what) => {
    const { signer, approval, commands } = (await recordedSigning(name))!;
    expect(played(signer, approval, commands).reason?.what).toBe(what);
  });

  it('takes the first part of a split transaction for a signed one', async () => {
    const { signer, approval, commands } = (await recordedSigning('tron_trx-swap_valid_1'))!;
    const data = commands.at(-1)!.subarray(5);
    const first = encodeCommand({ cla: 0xe0, ins: 0x04, p1: 0x00, data });
    const { answers, ends } = played(signer, approval, [first]);
    expect([toHex(answers[0]!), ends]).toEqual(['9000', 'signed']);
  });

  it('stays for what is no transaction', async () => {
    const { signer, approval } = (await recordedSigning('tron_trx-swap_valid_1'))!;
    const answer = (hex: string) => {
      const { answers, ends } = played(signer, approval, [fromHex(hex)]);
      return [toHex(answers[0]!), ends];
    };
    expect(answer('e004')).toEqual(['6a87', undefined]);
    expect(answer('e104100000')).toEqual(['6e00', undefined]);
    expect(answer('e006000000')).toEqual(['6a8e', undefined]);
    expect(answer('e004100000')).toEqual(['6a8a', undefined]);
    expect(answer('e004800000')).toEqual(['6b00', undefined]);
    expect(answer('e00201000d038000002c800000c380000000')).toEqual(['6a8e', undefined]);
    // Path and no transaction: taken up, and refused.
    expect(answer('e00410000d038000002c800000c380000000')).toEqual(['6a8e', 'refused']);
    expect(answer('e00410000e038000002c800000c38000000000')).toEqual(['6a80', 'refused']);
  });

  it('does not begin with a memo, or an amount of more than 64 bits', async () => {
    const { signer, approval, commands } = (await recordedSigning('tron_trx-swap_valid_1'))!;
    const memo = played(signer, { ...approval, extraId: 'memo' }, commands);
    expect(memo).toEqual({
      answers: [],
      ends: 'refused',
      reason: { what: 'the Tron app takes no memo, approved "memo"' },
    });
    const large = { ...approval, amount: new Uint8Array(9).fill(1) };
    expect(played(signer, large, commands).ends).toBe('refused');
  });

  it('knows the tokens of app-tron', () => {
    expect(tronTokenOf('TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t')).toEqual({
      ticker: 'USDT',
      decimals: 6,
    });
    expect(tronTokenOf('TNbtZSpknaQvC7jPCLU4znJMgm8fhuGTTY')).toBeUndefined();
  });
});
