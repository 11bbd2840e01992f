/** The TON app between START_SIGNING_TRANSACTION and its return, by rules of app-ton 2.8.1. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { base64urlnopad } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { concat, fromHex, toHex } from '../../../src/bytes.js';
import type { Approval } from '../../../src/simulator/coins/signing.js';
import {
  address,
  bit,
  cellOf,
  coins,
  type TonAddress,
  uint,
} from '../../../src/simulator/coins/ton/cell.js';
import { jettonNumber, jettonWallet } from '../../../src/simulator/coins/ton/jettons.js';
import { walletAccount } from '../../../src/simulator/coins/ton/wallet-contract.js';
import { played, recordedSigning, wallet } from './recorded-signing.js';
import { itSignsOnlyWhatWasApproved } from './signing-properties.js';

const PATH = [44, 607, 0, 0, 0, 0].map((index) => index + 0x80000000);
const PATH_BYTES = fromHex('068000002c8000025f80000000800000008000000080000000');
const PUBLIC_KEY = wallet.ed25519Slip10(PATH)!;

/** Wallets of this key's account, by number of jetton: as the app's own tests have them. */
const JETTON_WALLETS = [
  'EQD0sKn8DbS12U015TWOSpYmyJYYDC_7sxg1upaMxnBvTiX8',
  'EQANxfGN1EgFPawYB1fhPqebKe1Nb6FIsaiekEecJ6R-3kYF',
  'EQCJngWcgOzi9kV2vwKTbOcJc5AoDiLj6u0CMperigl1Dul-',
  'EQBvh5tyLrxE7CyeNFAUvHCQn50bmGK9iNPTSoXXcuNzHAsO',
  'EQD5Hgvvs8iyeH_mwcgAdtz9eap3de8EBdn3dgv6NQaMSFxZ',
  'EQC5LlcR2UXlqVrOJUqrF4YVTHVweuYavC_u2ia9VKDNIPEa',
  'EQBR8_qGiqF2KhYwPnwGU6kMjA0P53bRhdNX4UH_YJUYhUDL',
  'EQBCgyCGsBV5mQetCF3NWcRfW_uI11KT1zJUwRoXLWk8N-LG',
  'EQDXTn8IvuNJTkDnTN9XQUZOqEYuYNhit1LgBTBnkJk55Vjj',
  'EQA3M981CTXeFtkeurrOs8Z-jcFwlHpkJO5DrwMC7zn0U-La',
];

/** The characters of an address that are the account's alone. */
const ACCOUNT = [3, 45] as const;

const begin = encodeCommand({ cla: 0xe0, ins: 0x06, p2: 3, data: PATH_BYTES });
const last = (data: Uint8Array) => encodeCommand({ cla: 0xe0, ins: 0x06, data });

function answerTo(
  { signer, approval }: NonNullable<Awaited<ReturnType<typeof recordedSigning>>>,
  ...commands: readonly Uint8Array[]
) {
  const { answers, ends } = played(signer, approval, commands);
  return [toHex(answers.at(-1)!), ends];
}

describe('TON', () => {
  // Neither flags nor checksum of the destination are looked at.
  itSignsOnlyWhatWasApproved(/^ton-/, ['amount', 'destination', 'extraId'], ACCOUNT);

  it('signs the hash it answers with', async () => {
    const { signer, approval, commands } = (await recordedSigning('ton-swap_valid_1'))!;
    const answer = played(signer, approval, commands).answers.at(-1)!;
    const key = createPublicKey({
      key: concat(fromHex('302a300506032b6570032100'), PUBLIC_KEY) as Buffer,
      format: 'der',
      type: 'spki',
    });
    expect(verify(null, answer.subarray(66, 98), key, answer.subarray(1, 65))).toBe(true);
  });

  it.each([
    ['ton-fund_wrong_amount', 'amount TON 0.446739662, approved TON 12.34567'],
    ['ton-swap_wrong_destination', /^destination UQ\w.*, approved \w/],
  ])('%s: %s', async (name, what) => {
    const { signer, approval, commands } = (await recordedSigning(name))!;
    expect(played(signer, approval, commands).reason?.what).toMatch(what);
  });

  it('waits on when it cannot read', async () => {
    const recorded = (await recordedSigning('ton-swap_valid_1'))!;
    const good = recorded.commands.at(-1)!.subarray(5);
    expect(answerTo(recorded, fromHex('e0060000'))).toEqual(['6a87', undefined]);
    expect(answerTo(recorded, last(good))).toEqual(['b007', undefined]);
    expect(answerTo(recorded, begin, last(good.subarray(1)))).toEqual(['b010', undefined]);
    expect(answerTo(recorded, begin, last(concat(good, Uint8Array.of(0))))).toEqual([
      'b010',
      undefined,
    ]);
    expect(answerTo(recorded, fromHex('e0060003090280000000800000ff'))).toEqual([
      'b0bd',
      undefined,
    ]);
    expect(answerTo(recorded, fromHex('e003000000'))).toEqual(['0208019000', undefined]);
  });

  it('does not sign a payload nobody explains, and waits on', async () => {
    const recorded = (await recordedSigning('ton-swap_valid_1'))!;
    const good = recorded.commands.at(-1)!.subarray(5);
    const blind = concat(
      good.subarray(0, -2),
      Uint8Array.of(1, 0, 0),
      new Uint8Array(32),
      Uint8Array.of(0),
    );
    expect(answerTo(recorded, begin, last(blind))).toEqual(['bd00', undefined]);
  });
});

describe('jettons', () => {
  itSignsOnlyWhatWasApproved(/^ton_usdt-/, ['amount', 'fees', 'destination', 'extraId'], ACCOUNT);

  it('have the wallets the app computes', () => {
    const owner = { chain: 0, hash: walletAccount(PUBLIC_KEY) };
    expect(JETTON_WALLETS.map((_, id) => toHex(jettonWallet(jettonNumber(id)!, owner)))).toEqual(
      JETTON_WALLETS.map((text) => toHex(base64urlnopad.decode(text).subarray(2, 34))),
    );
    expect(jettonNumber(10)).toBeUndefined();
  });

  it('named by number are signed to the right wallet only', async () => {
    const recorded = (await recordedSigning('ton_usdt-sell_valid_1'))!;
    const { approval } = recorded;
    const own = { chain: 0, hash: base64urlnopad.decode(JETTON_WALLETS[0]!).subarray(2, 34) };
    const [answer, ends] = answerTo(recorded, begin, last(numbered(approval, own)));
    expect([answer?.slice(-4), ends]).toEqual(['9000', 'signed']);
    const other = { chain: 0, hash: own.hash.map((byte) => byte ^ 1) };
    expect(answerTo(recorded, begin, last(numbered(approval, other)))).toEqual(['b010', undefined]);
  });

  it('are not signed with a comment, from another subwallet, or with all the TON', async () => {
    const recorded = (await recordedSigning('ton_usdt-sell_valid_1'))!;
    const { approval } = recorded;
    const to = { chain: 0, hash: base64urlnopad.decode(JETTON_WALLETS[0]!).subarray(2, 34) };
    const everything = numbered(approval, to, { sendMode: 128 });
    expect(answerTo(recorded, begin, last(everything))).toEqual(['b009', 'refused']);
    const elsewhere = numbered(approval, to, { subwallet: 1 });
    // The jetton wallet is that of subwallet 1, so the hints do not fit.
    expect(answerTo(recorded, begin, last(elsewhere))).toEqual(['b010', undefined]);
  });
});

/** A transaction with the approved amounts that names its jetton by number: 0, USDT. */
function numbered(
  { amount, fees, destination }: Approval,
  to: TonAddress,
  { sendMode = 1, subwallet }: { sendMode?: number; subwallet?: number } = {},
): Uint8Array {
  const newOwner = { chain: 0, hash: base64urlnopad.decode(destination).subarray(2, 34) };
  const payload = cellOf([
    uint(0x0f8a7ea5, 32),
    uint(0, 64),
    coins(amount),
    address(newOwner),
    address(newOwner),
    bit(false),
    coins(),
    bit(false),
  ]);
  const sized = (bytes: Uint8Array) => concat(Uint8Array.of(bytes.length), bytes);
  const account = ({ chain, hash }: TonAddress) => concat(Uint8Array.of(chain), hash);
  const hints = concat(
    Uint8Array.of(2, 0, 0, 0),
    sized(amount),
    account(newOwner),
    account(newOwner),
    Uint8Array.of(0, 0, 0),
  );
  const head = subwallet === undefined ? [0] : [1, 0, 0, 0, subwallet, 1];
  return concat(
    Uint8Array.from([...head, 0, 0, 0, 5, 0x64, 0x81, 0x01, 0x00]),
    sized(fees),
    account(to),
    Uint8Array.of(1, sendMode, 0, 1, 0, 0),
    payload.hash,
    Uint8Array.of(1, 0, 0, 0, 1, 0, hints.length),
    hints,
  );
}

it('a cell’s hash is that of the TON documents: no bits, no references', () => {
  const empty = createHash('sha256').update(Uint8Array.of(0, 0)).digest('hex');
  expect(empty).toBe('96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7');
  expect(toHex(cellOf([uint(0, 0)]).hash)).toBe(empty);
});
