/**
 * The Hedera app between START_SIGNING_TRANSACTION and its return. Nothing is recorded: payments and
 * statuses are those of Ledger's own tests of the app (app-hedera 1.9.0 tests/swap), the rest its
 * rules. Transactions are written with protobufjs, after Hedera's protobuf files.
 */
import { createPublicKey, verify } from 'node:crypto';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { concat, EMPTY, fromHex, toHex, utf8 } from '../../../src/bytes.js';
import { hederaSigner } from '../../../src/simulator/coins/hedera/sign.js';
import type { Approval } from '../../../src/simulator/coins/signing.js';
import { amountBytes, appNamed, pathBytes, wallet } from './questions.js';
import { played } from './recorded-signing.js';
import { signsOnlyWhatWasApproved } from './signing-properties.js';

const { root } = protobuf.parse(`
  syntax = "proto3";
  message AccountID {
    int64 shardNum = 1; int64 realmNum = 2;
    oneof account { int64 accountNum = 3; bytes alias = 4; }
  }
  message TransactionID { AccountID accountID = 2; }
  message AccountAmount { AccountID accountID = 1; sint64 amount = 2; }
  message TransferList { repeated AccountAmount accountAmounts = 1; }
  message TokenID { int64 shardNum = 1; int64 realmNum = 2; int64 tokenNum = 3; }
  message Decimals { uint32 value = 1; }
  message TokenTransferList {
    TokenID token = 1; repeated AccountAmount transfers = 2; Decimals expectedDecimals = 4;
  }
  message CryptoTransfer { TransferList transfers = 1; repeated TokenTransferList tokenTransfers = 2; }
  message CryptoCreate { uint64 initialBalance = 2; }
  message TransactionBody {
    TransactionID transactionID = 1; AccountID nodeAccountID = 2; uint64 transactionFee = 3;
    string memo = 6;
    oneof data { CryptoCreate cryptoCreateAccount = 11; CryptoTransfer cryptoTransfer = 14; }
  }
`);
const Body = root.lookupType('TransactionBody');
const body = (fields: object) => Body.encode(Body.fromObject(fields)).finish();

const account = (text: string) => {
  const [shardNum, realmNum, accountNum] = text.split('.');
  return { shardNum, realmNum, accountNum };
};
const moved = (to: string, amount: number | string, given: number | string = -Number(amount)) => [
  { accountID: account(to), amount },
  { accountID: account('57.58.59'), amount: given },
];

const PAYMENT = { to: '100.101.110', amount: 4_200_000_000, fee: 6 };
const payment = ({ to, amount, fee } = PAYMENT, more: object = {}) =>
  body({
    transactionID: { accountID: account('1.2.3') },
    transactionFee: fee,
    memo: 'this_is_the_memo',
    cryptoTransfer: { transfers: { accountAmounts: moved(to, amount) } },
    ...more,
  });
const transfer = (cryptoTransfer: object, transactionFee = PAYMENT.fee) =>
  body({ transactionFee, cryptoTransfer });

const INDEX = 12345;
const INDEX_BYTES = fromHex('39300000');
const KEY = fromHex('698f0bad5c0c043a5f09cdcbb4c48ddcf6fb2886fa006df26298003fd59dc7c9');
const send = (raw: Uint8Array, p1 = 1) =>
  encodeCommand({ cla: 0xe0, ins: 0x04, p1, data: concat(INDEX_BYTES, raw) });

const APPROVAL: Approval = {
  destination: PAYMENT.to,
  amount: amountBytes(BigInt(PAYMENT.amount)),
  fees: amountBytes(BigInt(PAYMENT.fee)),
  extraId: '',
  extraData: EMPTY,
  configuration: EMPTY,
};
const told = (raw: Uint8Array, approval: Approval = APPROVAL) => {
  const { answers, ends, reason } = played(hederaSigner, approval, [send(raw)]);
  return [toHex(answers.at(-1)!.subarray(-2)), ends, reason?.what];
};

describe('Hedera', () => {
  signsOnlyWhatWasApproved(
    () => [
      { signer: hederaSigner, approval: APPROVAL, commands: [send(payment())] },
      {
        signer: hederaSigner,
        approval: { ...APPROVAL, destination: '100.101.103', amount: fromHex('01be') },
        commands: [send(payment({ to: '100.101.103', amount: 446, fee: 6 }))],
      },
    ],
    ['amount', 'fees', 'destination'],
  );

  it('has the key of Ledger’s tests, and signs the transaction with it', () => {
    expect(
      appNamed('Hedera').checkAddress({
        wallet,
        configuration: EMPTY,
        parameters: pathBytes(`m/44'/3030'/${INDEX}'`),
        address: `0x${toHex(KEY)}`,
        extraId: '',
      }),
    ).toBe(true);
    const { answers, ends } = played(hederaSigner, APPROVAL, [send(payment())]);
    expect([answers.length, ends, toHex(answers[0]!.subarray(64))]).toEqual([1, 'signed', '9000']);
    const spki = concat(fromHex('302a300506032b6570032100'), KEY) as Buffer;
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, payment(), key, answers[0]!.subarray(0, 64))).toBe(true);
  });

  it('tells what differs', () => {
    const differing = (changes: Partial<typeof PAYMENT>) =>
      told(payment({ ...PAYMENT, ...changes }));
    expect(differing({ amount: 446 })).toEqual([
      '6980',
      'refused',
      'amount 0.00000446 HBAR, approved 42 HBAR',
    ]);
    expect(differing({ fee: 42 })).toEqual([
      '6980',
      'refused',
      'fees 0.00000042 HBAR, approved 0.00000006 HBAR',
    ]);
    expect(differing({ to: '100.101.103' })).toEqual([
      '6980',
      'refused',
      'destination 100.101.103, approved 100.101.110',
    ]);
    // In this order.
    expect(differing({ amount: 1, fee: 1, to: '0.0.1' })[2]).toMatch(/^amount /);
    expect(differing({ fee: 1, to: '0.0.1' })[2]).toMatch(/^fees /);
  });

  it('takes sender and receiver in either order, and whatever stands in the memo', () => {
    const accountAmounts = moved(PAYMENT.to, PAYMENT.amount).reverse();
    expect(told(transfer({ transfers: { accountAmounts } }))[1]).toBe('signed');
    expect(told(payment(PAYMENT, { memo: '' }), { ...APPROVAL, extraId: 'memo' })[1]).toBe(
      'signed',
    );
  });

  it('refuses what is no transfer of HBAR', () => {
    const is = (raw: Uint8Array) => told(raw);
    expect(is(body({ cryptoCreateAccount: { initialBalance: 1 } }))).toEqual([
      '6980',
      'refused',
      'not a transfer of HBAR: the making of an account',
    ]);
    const tokens = { token: { tokenNum: 5 }, transfers: moved(PAYMENT.to, PAYMENT.amount) };
    expect(is(transfer({ tokenTransfers: [tokens] }))).toEqual([
      '6980',
      'refused',
      'not a transfer of HBAR: a transfer of tokens',
    ]);
    const [, alone] = moved(PAYMENT.to, 0);
    expect(is(transfer({ transfers: { accountAmounts: [alone] } }, 1))[0]).toBe('6980');
    const nothing = transfer({ transfers: { accountAmounts: moved(PAYMENT.to, 0, 0) } });
    expect(is(nothing)).toEqual(['6980', 'refused', 'nobody receives anything']);
    const least = '-9223372036854775808';
    const wrapped = moved(PAYMENT.to, least, least);
    expect(is(transfer({ transfers: { accountAmounts: wrapped } }))[2]).toMatch(/^nobody/);
  });

  it('waits on where it takes no transaction', () => {
    const waits = (raw: Uint8Array) => told(raw).slice(0, 2);
    const WAITS = ['6e00', undefined];
    const amounts = (...accountAmounts: object[]) => transfer({ transfers: { accountAmounts } });
    const [to, from] = moved(PAYMENT.to, PAYMENT.amount);
    expect(waits(amounts(to!))).toEqual(WAITS);
    expect(waits(amounts(to!, { ...from!, amount: -1 }))).toEqual(WAITS);
    expect(waits(amounts(to!, from!, from!))).toEqual(WAITS);
    expect(waits(amounts())).toEqual(WAITS);
    const tokens = { transfers: [to, from] };
    const both = { transfers: { accountAmounts: [to, from] }, tokenTransfers: [tokens] };
    expect(waits(transfer(both))).toEqual(WAITS);
    expect(waits(transfer({ tokenTransfers: [tokens, tokens] }))).toEqual(WAITS);
    expect(waits(transfer({ tokenTransfers: [{ transfers: [to] }] }))).toEqual(WAITS);
    const decimals = { ...tokens, expectedDecimals: { value: 20 } };
    expect(waits(transfer({ tokenTransfers: [decimals] }))).toEqual(WAITS);
    expect(waits(body({ memo: 'no kind' }))).toEqual(WAITS);
    expect(waits(payment(PAYMENT, { memo: 'm'.repeat(100) }))).toEqual(WAITS);
    expect(waits(payment().subarray(0, -1))).toEqual(WAITS);
    expect(waits(EMPTY)).toEqual(WAITS);
  });

  it('of two kinds of transaction sees the last, and forgets the first', () => {
    const create = body({ cryptoCreateAccount: { initialBalance: 1 } });
    expect(told(concat(payment(), create))[1]).toBe('refused');
    expect(told(concat(create, payment()))[1]).toBe('signed');
    // Of one kind they are read as one: four accounts.
    expect(told(concat(payment(), payment()))[0]).toBe('6e00');
    expect(told(concat(payment(), create, payment()))[1]).toBe('signed');
  });

  it('prints an account as unsigned numbers, and an alias by its first bytes', () => {
    const to = (accountID: object) =>
      told(
        transfer({
          transfers: {
            accountAmounts: [{ accountID, amount: 4_200_000_000 }, moved('', -4_200_000_000)[0]],
          },
        }),
      )[2];
    expect(to({ shardNum: -1, accountNum: 7 })).toMatch(/^destination 18446744073709551615\.0\.7,/);
    expect(to({ alias: utf8('\u0001') })).toMatch(/^destination 0\.0\.65537,/);
    expect(to({})).toMatch(/^destination 0\.0\.0,/);
  });

  it('answers for its version and its public keys', () => {
    const answer = (hex: string) =>
      toHex(played(hederaSigner, APPROVAL, [fromHex(hex)]).answers[0]!);
    expect(answer('e001000000')).toBe('000109009000');
    expect(answer('e00201000439300000')).toBe(`${toHex(KEY)}9000`);
    expect(answer('e002010003393000')).toBe('6980');
    expect(answer('e00200000439300000')).toBe('6f42');
    expect(answer('e003000000')).toBe('6d00');
    expect(answer('e104010000')).toBe('6e00');
  });

  it('does not begin with a sub-configuration or an amount of more than 64 bits', () => {
    const ends = (changes: Partial<Approval>) =>
      played(hederaSigner, { ...APPROVAL, ...changes }, []).ends;
    expect(ends({})).toBeUndefined();
    expect(ends({ configuration: Uint8Array.of(1) })).toBe('refused');
    expect(ends({ amount: new Uint8Array(9) })).toBe('refused');
    expect(ends({ fees: new Uint8Array(9) })).toBe('refused');
  });
});
