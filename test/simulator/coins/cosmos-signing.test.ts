/** The Cosmos app between START_SIGNING_TRANSACTION and its return, by rules of app-cosmos 2.38.9. */
import { createHash } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { bytesOf, fromBigInt, fromHex, textOf, toHex } from '../../../src/bytes.js';
import { itemsOf } from '../../../src/simulator/coins/cosmos/items.js';
import type { Approval } from '../../../src/simulator/coins/signing.js';
import { context, played, recordedSigning, wallet } from './recorded-signing.js';
import { itSignsOnlyWhatWasApproved } from './signing-properties.js';

const HERE = 'cosmos1wkd9tfm5pqvhhaxq77wv9tvjcsazuaykwsld65';
const ELSEWHERE = 'cosmos14lultfckehtszvzw4ehu0apvsr77afvyhgqhwh';
const BEGIN = fromHex('55020000142c00008076000080050000800000000003000000');

const APPROVAL: Approval = {
  destination: HERE,
  amount: fromBigInt(1_000_001n, 4),
  fees: fromBigInt(25n, 1),
  extraId: '',
  extraData: new Uint8Array(0),
  configuration: bytesOf('\x06cosmos'),
};

interface Changes {
  amount?: string;
  denom?: string;
  fee?: string;
  to?: string;
  memo?: string;
  chain?: string;
}

const coinList = (amount: string, denom: string) => [{ amount, denom }];

function multiSend({
  amount = '1000001',
  denom = 'uatom',
  fee = '25',
  to = HERE,
  memo = '',
  chain = 'cosmoshub-4',
}: Changes = {}) {
  const coins = coinList(amount, denom);
  return JSON.stringify({
    account_number: '0',
    chain_id: chain,
    fee: { amount: coinList(fee, denom), gas: '10000' },
    memo,
    msgs: [{ inputs: [{ address: ELSEWHERE, coins }], outputs: [{ address: to, coins }] }],
    sequence: '1',
  });
}

function send({
  amount = '1000001',
  denom = 'uatom',
  fee = '25',
  to = HERE,
  memo = '',
  chain = 'cosmoshub-4',
}: Changes = {}) {
  const value = { amount: coinList(amount, denom), from_address: ELSEWHERE, to_address: to };
  return JSON.stringify({
    account_number: '0',
    chain_id: chain,
    fee: { amount: coinList(fee, denom), gas: '10000' },
    memo,
    msgs: [{ type: 'cosmos-sdk/MsgSend', value }],
    sequence: '1',
  });
}

async function result(json: string, approval: Approval = APPROVAL) {
  const { signer } = (await recordedSigning('cosmos-swap_valid_1'))!;
  const parts: Uint8Array[] = [];
  for (let at = 0; at < json.length; at += 250) {
    const p1 = at + 250 < json.length ? 1 : 2;
    const data = bytesOf(json.slice(at, at + 250));
    parts.push(encodeCommand({ cla: 0x55, ins: 0x02, p1, data }));
  }
  const { answers, ends, reason } = played(signer, approval, [BEGIN, ...parts]);
  const last = answers.at(-1)!;
  const status = toHex(last.subarray(-2));
  return { status, data: last.subarray(0, -2), ends, why: reason?.what };
}

/** Status, what the app says, how it ends. */
async function told(json: string, approval?: Approval) {
  const { status, data, ends } = await result(json, approval);
  return [status, status === '9000' ? '' : textOf(data), ends];
}

const SIGNED = ['9000', '', 'signed'];
const refused = (text: string) => ['6984', text, 'refused'];
const unseen = (text: string) => ['6984', text, undefined];

describe('Cosmos', () => {
  itSignsOnlyWhatWasApproved(/^cosmos-/, ['amount', 'fees', 'destination', 'extraId']);

  it('signs the SHA-256 of the JSON, in DER', async () => {
    const json = send();
    const { data } = await result(json);
    const path = [0x8000002c, 0x80000076, 0x80000005, 0, 3];
    const digest = createHash('sha256').update(json).digest();
    const { publicKey } = wallet.secp256k1(path);
    expect(secp256k1.verify(data, digest, publicKey, { prehash: false, format: 'der' })).toBe(true);
  });

  it('takes both forms of a transfer', async () => {
    expect(await told(multiSend())).toEqual(SIGNED);
    expect(await told(send())).toEqual(SIGNED);
  });

  it('tells the first part that differs, by the form', async () => {
    expect(await told(multiSend({ amount: '1000002', to: ELSEWHERE }))).toEqual(
      refused('Swap wrong source coins'),
    );
    expect(await told(send({ amount: '1000002', to: ELSEWHERE }))).toEqual(
      refused('Swap wrong amount'),
    );
    expect(await told(send({ to: ELSEWHERE, fee: '1' }))).toEqual(
      refused('Swap wrong destination address'),
    );
    expect(await told(send({ fee: '24' }))).toEqual(refused('Swap wrong fee'));
    expect(await told(send({ memo: 'hello' }))).toEqual(refused('Swap wrong fee'));
    expect(await told(send({ denom: 'uosmo' }))).toEqual(refused('Swap wrong amount'));
    const { why } = await result(send({ amount: '1000002' }));
    expect(why).toBe('amount 1.000002 ATOM, approved 1.000001 ATOM');
    expect((await result(send({ memo: 'hello' }))).why).toBe('memo "hello", approved none');
  });

  it('wants an approved memo', async () => {
    const withMemo = { ...APPROVAL, extraId: 'hello' };
    expect(await told(send({ memo: 'hello' }), withMemo)).toEqual(SIGNED);
    expect(await told(send(), withMemo)).toEqual(refused('Swap memo not present'));
    expect(await told(multiSend({ memo: 'hallo' }), withMemo)).toEqual(refused('Swap wrong memo'));
  });

  it('shows more for other chains and signs there, too, in base units', async () => {
    const osmosis = { chain: 'osmosis-1', denom: 'uosmo' };
    expect(await told(send(osmosis))).toEqual(SIGNED);
    expect(await told(send({ ...osmosis, denom: 'uatom' }))).toEqual(refused('Swap wrong amount'));
    expect(await told(send({ chain: 'juno-1', denom: 'ujuno' }))).toEqual(
      refused('Swap wrong chain id'),
    );
    expect(itemsOf(send(osmosis)).map(({ key }) => key)).toEqual([
      'Chain ID',
      'Account',
      'Sequence',
      'Type',
      'Amount',
      'From',
      'To',
      'Fee',
      'Gas',
    ]);
    expect(await told(send({ chain: '1' }))).toEqual(unseen('Unexpected chain'));
  });

  it('signs nothing but one transfer', async () => {
    const vote = send().replace('cosmos-sdk/MsgSend', 'cosmos-sdk/MsgVote');
    expect(await told(vote)).toEqual(refused('Swap unexpected field'));
    const twice = JSON.parse(send());
    twice.msgs.push(twice.msgs[0]);
    expect(await told(JSON.stringify(twice))).toEqual(refused('Swap wrong fee'));
    const tipped = { ...JSON.parse(send()), tip: { amount: [], tipper: ELSEWHERE } };
    expect(await told(JSON.stringify(tipped))).toEqual(refused('Swap unexpected number of items'));
  });

  it('waits on when it cannot show the JSON', async () => {
    expect(await told('{"a":1} ')).toEqual(unseen('JSON Missing chain_id'));
    expect(await told('{"a" :1}')).toEqual(unseen('JSON Contains whitespace in the corpus'));
    expect(await told('{"b":1,"a":1}')).toEqual(unseen('JSON Dictionaries are not sorted'));
    expect(await told('{"a":')).toEqual(unseen('JSON string is not complete'));
    expect(await told('{"a":"\\x"}')).toEqual(unseen('Unexpected characters'));
    expect(await told(send().replace('"gas":"10000"', '"gas":"1","payer":"x","z":[1,2]'))).toEqual(
      SIGNED,
    );
    expect(await told(send().replace('"amount":"25",', ''))).toEqual(unseen('Unexpected field'));
  });

  // As the emulator was seen to do.
  it('signs with the last path that came, and be it one that it refused', async () => {
    const { signer } = (await recordedSigning('cosmos-swap_valid_1'))!;
    const change = fromHex('55020000142c00008076000080050000800100000003000000');
    const other = fromHex('550400001b06636f736d6f732c00008076000080050000800000000007000000');
    const json = bytesOf(send());
    const parts = [json.subarray(0, 200), json.subarray(200)].map((data, i) =>
      encodeCommand({ cla: 0x55, ins: 0x02, p1: i + 1, data }),
    );
    const at = (...tail: number[]) => [0x8000002c, 0x80000076, 0x80000005, ...tail];
    for (const [before, status, path] of [
      [[change], '698b', at(1, 3)],
      [[BEGIN, other], '9000', at(0, 7)],
      [[], undefined, [0, 0, 0, 0, 0]],
    ] as const) {
      const { answers, ends } = played(signer, APPROVAL, [...before, ...parts]);
      expect([answers[before.length - 1]?.slice(-2), ends]).toEqual([
        status && fromHex(status),
        'signed',
      ]);
      const key = wallet.secp256k1(path).publicKey;
      const der = answers.at(-1)!.subarray(0, -2);
      expect(secp256k1.verify(der, json, key, { format: 'der', lowS: false })).toBe(true);
    }
  });

  it('answers what is no transaction', async () => {
    const { signer } = (await recordedSigning('cosmos-swap_valid_1'))!;
    const answer = (...apdus: string[]) => {
      const { answers, ends } = played(signer, APPROVAL, apdus.map(fromHex));
      return [toHex(answers.at(-1)!), ends];
    };
    expect(answer('54')).toEqual(['6e00', undefined]);
    expect(answer('550200')).toEqual(['6700', undefined]);
    expect(answer('5500000000')).toEqual(['000226090033100004' + '9000', undefined]);
    expect(answer('5503000000')).toEqual(['6d00', undefined]);
    expect(answer('5502020000')).toEqual([
      `${toHex(bytesOf('Initialized empty context'))}6984`,
      undefined,
    ]);
    expect(answer('5502030001aa')).toEqual(['6b00', undefined]);
    expect(answer('550200000c2c0000807600008000000080')).toEqual(['6700', undefined]);
    expect(answer('55020000142c0000803c000080050000800000000003000000')).toEqual([
      '698b',
      undefined,
    ]);
    expect(answer('55020000142c00008076000080050000800000000065000000')).toEqual([
      '6989',
      undefined,
    ]);
    expect(answer(toHex(BEGIN), '5502020200')).toEqual([
      `${toHex(bytesOf('Value out of range'))}6984`,
      undefined,
    ]);
    expect(context.model).toBe('nanosp');
  });
});
