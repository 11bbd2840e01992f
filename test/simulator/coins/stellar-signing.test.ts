/** The Stellar app between START_SIGNING_TRANSACTION and its return, by rules of app-stellar 5.6.0. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { concat, fromHex, toHex, utf8 } from '../../../src/bytes.js';
import { muxedAccountText } from '../../../src/simulator/coins/stellar/account.js';
import { readStellarTransaction } from '../../../src/simulator/coins/stellar/transaction.js';
import { played, recordedSigning, wallet } from './recorded-signing.js';
import { itSignsOnlyWhatWasApproved } from './signing-properties.js';

const PATH_SIZE = 13;

async function valid() {
  const recorded = (await recordedSigning('stellar-sell_valid_1'))!;
  const data = recorded.commands.at(-1)!.subarray(5);
  return { ...recorded, path: data.subarray(0, PATH_SIZE), raw: data.subarray(PATH_SIZE) };
}

const command = (data: Uint8Array, p1 = 0, p2 = 0) =>
  encodeCommand({ cla: 0xe0, ins: 0x04, p1, p2, data });

/** Where the fields of the recorded transaction begin. */
const AT = { network: 0, envelope: 32, fee: 72, preconditions: 84, memo: 88, source: 100 } as const;

const replaced = (raw: Uint8Array, at: number, hex: string) => {
  const bytes = raw.slice();
  bytes.set(fromHex(hex), at);
  return bytes;
};

describe('Stellar', () => {
  itSignsOnlyWhatWasApproved(/^stellar-/, ['amount', 'fees', 'destination', 'extraId']);

  it('signs the SHA-256 of the transaction, in one part or several', async () => {
    const { signer, approval, path, raw, answers } = await valid();
    const parts = [
      command(concat(path, raw.subarray(0, 50)), 0, 0x80),
      command(raw.subarray(50, 60), 0x80, 0x80),
      command(raw.subarray(60), 0x80, 0),
    ];
    const session = played(signer, approval, parts);
    expect(session.ends).toBe('signed');
    expect(session.answers.at(-1)).toEqual(answers.at(-1));
    const indices = [44, 148, 0].map((index) => index + 0x80000000);
    const key = createPublicKey({
      key: concat(fromHex('302a300506032b6570032100'), wallet.ed25519Slip10(indices)!) as Buffer,
      format: 'der',
      type: 'spki',
    });
    const digest = createHash('sha256').update(raw).digest();
    expect(verify(null, digest, key, session.answers.at(-1)!.subarray(0, 64))).toBe(true);
  });

  it.each([
    ['stellar-fund_wrong_amount', 'amount 44.6739662 XLM, approved 1 XLM'],
    ['stellar-fund_wrong_fees', 'fees 0.0010078 XLM, approved 0.00001 XLM'],
    ['stellar-fund_wrong_memo', 'memo "starlight", approved ""'],
    ['stellar-sell_wrong_destination', /^destination G\w{55}, approved G\w{55}$/],
  ])('%s: %s', async (name, what) => {
    const { signer, approval, commands } = (await recordedSigning(name))!;
    expect(played(signer, approval, commands).reason?.what).toMatch(what);
  });

  it('refuses what is no payment of XLM on the public network', async () => {
    const { signer, approval, path, raw } = await valid();
    const why = (changed: Uint8Array) => {
      const { answers, reason, ends } = played(signer, approval, [command(concat(path, changed))]);
      return [toHex(answers.at(-1)!), ends, reason?.what];
    };
    expect(why(raw).slice(1)).toEqual(['signed', undefined]);
    expect(why(replaced(raw, AT.network, '00'))).toEqual([
      'b009',
      'refused',
      'the transaction is for another network than the public one',
    ]);
    const noMemo = concat(raw.subarray(0, AT.memo), fromHex('00000000'), raw.subarray(AT.memo + 8));
    expect(why(noMemo)).toEqual(['b009', 'refused', 'memo of another kind than text, approved ""']);
    const merge = replaced(raw, AT.source + 4, '00000008');
    expect(why(merge)).toEqual(['b009', 'refused', 'operation 8 is no payment']);
    const two = replaced(raw, AT.source - 4, '00000002');
    expect(why(concat(two.subarray(0, -4), raw.subarray(AT.source)))).toEqual([
      'b009',
      'refused',
      '2 operations, one payment is wanted',
    ]);
    const none = replaced(raw, AT.source - 4, '00000000');
    expect(why(none)).toEqual(['b009', 'refused', '0 operations, one payment is wanted']);
  });

  it('looks at no byte behind the operations', async () => {
    const { signer, approval, path, raw } = await valid();
    const longer = command(concat(path, raw, utf8('whatever')));
    expect(played(signer, approval, [longer]).ends).toBe('signed');
  });

  it('waits on when it cannot read', async () => {
    const { signer, approval, path, raw } = await valid();
    const answer = (...apdus: Uint8Array[]) => {
      const { answers, ends } = played(signer, approval, apdus);
      return [toHex(answers.at(-1)!), ends];
    };
    expect(answer(command(raw, 0x80))).toEqual(['b007', undefined]);
    expect(answer(command(path.subarray(1)))).toEqual(['6a87', undefined]);
    expect(answer(command(raw, 1))).toEqual(['6b00', undefined]);
    expect(answer(command(concat(path, raw.subarray(0, 100))))).toEqual(['b005', undefined]);
    expect(answer(fromHex('e006000000'))).toEqual(['6d00', undefined]);
    expect(answer(fromHex('b0'))).toEqual(['6a87', undefined]);
  });

  it('does not begin with a memo of 20 bytes', async () => {
    const { signer, approval, commands } = await valid();
    const session = played(signer, { ...approval, extraId: 'x'.repeat(20) }, commands);
    expect([session.ends, session.answers]).toEqual(['refused', []]);
  });

  it('reads preconditions of every kind', async () => {
    const { raw } = await valid();
    const with_ = (hex: string) =>
      readStellarTransaction(
        concat(raw.subarray(0, AT.preconditions), fromHex(hex), raw.subarray(AT.memo)),
      )?.fee;
    expect(with_('00000000')).toBe(100n);
    expect(with_(`00000001${'00'.repeat(16)}`)).toBe(100n);
    const none = `00000002${'00000000'.repeat(3)}${'00'.repeat(12)}`;
    expect(with_(`${none}00000000`)).toBe(100n);
    expect(with_(`${none}00000001${'00000003'}${'00'.repeat(32)}00000001aa000000`)).toBe(100n);
    expect(with_(`${none}00000003`)).toBeUndefined();
    expect(with_('00000003')).toBeUndefined();
  });

  it('writes muxed accounts as SEP-23 does', () => {
    const key = fromHex('3f0c34bf93ad0d9971d04ccc90f705511c838aad9734a4a2fb0d7a03fc7fe89a');
    expect(muxedAccountText(key, fromHex('8000000000000000'))).toBe(
      'MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLK',
    );
  });
});
