/** The Cardano app between START_SIGNING_TRANSACTION and its return, by rules of app-cardano. */
import { blake2b } from '@noble/hashes/blake2.js';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { bytesOf, concat, fromBigInt, fromHex, toHex } from '../../../src/bytes.js';
import { addressText } from '../../../src/simulator/coins/cardano/address.js';
import {
  array,
  byteString,
  map,
  tagged,
  unsigned,
} from '../../../src/simulator/coins/cardano/cbor.js';
import { context, played, recordedSigning } from './recorded-signing.js';
import { itSignsOnlyWhatWasApproved } from './signing-properties.js';

const send = (p1: number, data: string | Uint8Array = '', p2 = 0, ins = 0x21) =>
  encodeCommand({
    cla: 0xd7,
    ins,
    p1,
    p2,
    data: typeof data === 'string' ? fromHex(data) : data,
  });

/** Header of a transaction: counts in the order of the app. */
const opening = ({
  options = '0000000000000000',
  network = '01',
  parts = '01010101010101010101',
  mode = '03',
  inputs = 1,
  outputs = 1,
  certificates = 0,
  withdrawals = 0,
  witnesses = 1,
} = {}) => {
  const counts = [inputs, outputs, certificates, withdrawals, 0, 0, 0, 0, witnesses];
  const all = counts.map((count) => fromBigInt(BigInt(count), 4));
  return concat(fromHex(`${options}${network}2d964a09${parts}${mode}`), ...all);
};

const INPUT = `${'ab'.repeat(32)}00000007`;
const PATH = '058000073c80000717800000020000000100000000';
const STAKING = '058000073c80000717800000020000000200000000';
const MAINNET_ADDRESS = `01${'11'.repeat(28)}${'22'.repeat(28)}`;
const toAddress = (address: string, amount = '0000000000001000', tail = '000000000101') =>
  `0001${(address.length / 2).toString(16).padStart(8, '0')}${address}${amount}${tail}`;
const toOwn = (path = PATH, staking = STAKING, network = '01') =>
  `000200${network}${path}22${staking}0000000000002000000000000101`;

async function session() {
  const { signer, approval } = (await recordedSigning('cardano_shelley-fund_valid_1'))!;
  const own = {
    ...approval,
    destination: addressText(fromHex(MAINNET_ADDRESS)),
    amount: Uint8Array.of(0x10, 0),
    fees: Uint8Array.of(9),
  };
  const told = (...commands: Uint8Array[]) => {
    const { answers, ends, reason } = played(signer, own, commands);
    return [toHex(answers.at(-1)!), ends, reason?.what];
  };
  return { signer, approval: own, told };
}

describe('Cardano', () => {
  itSignsOnlyWhatWasApproved(/^cardano/, ['amount', 'fees', 'destination', 'extraId']);

  it('hashes the body with what the host told, in its order', async () => {
    const { told } = await session();
    const [answer] = told(
      send(
        0x01,
        opening({ options: '0000000000000001', parts: '02020201010201010101', withdrawals: 2 }),
      ),
      send(0x08, `00${'0d'.repeat(32)}`),
      send(0x02, INPUT),
      send(0x03, `01${toAddress(MAINNET_ADDRESS).slice(2)}`, 0x30),
      send(0x03, '', 0x33),
      send(0x04, '0000000000000009'),
      send(0x05, '0000000100000000'),
      send(0x07, `000000000000000002${'33'.repeat(28)}`),
      send(0x07, `000000000000010001${'01'.repeat(28)}`),
      send(0x09, '00000000000000ff'),
      send(0x0a),
    );
    const u = unsigned;
    const body = map([
      [u(0), tagged(258, array([array([byteString(fromHex('ab'.repeat(32))), u(7)])]))],
      [
        u(1),
        array([
          map([
            [u(0), byteString(fromHex(MAINNET_ADDRESS))],
            [u(1), u(0x1000)],
          ]),
        ]),
      ],
      [u(2), u(9)],
      [u(3), u(0x100000000n)],
      [
        u(5),
        map([
          [byteString(fromHex(`e1${'33'.repeat(28)}`)), u(0)],
          [byteString(fromHex(`f1${'01'.repeat(28)}`)), u(0x100)],
        ]),
      ],
      [u(7), byteString(fromHex('0d'.repeat(32)))],
      [u(8), u(0xff)],
      [u(15), u(1)],
    ]);
    expect(answer).toBe(`${toHex(blake2b(body, { dkLen: 32 }))}9000`);
  });

  it('writes heads of CBOR in as few bytes as they need', () => {
    expect(
      [23, 24, 255, 256, 65535, 65536, 0xffffffff, 0x100000000].map((n) => toHex(unsigned(n))),
    ).toEqual([
      '17',
      '1818',
      '18ff',
      '190100',
      '19ffff',
      '1a00010000',
      '1affffffff',
      '1b0000000100000000',
    ]);
  });

  it('holds each output given by its address against destination, then amount', async () => {
    const { told } = await session();
    const before = [send(0x01, opening({ outputs: 2 })), send(0x02, INPUT)];
    const other = toAddress(MAINNET_ADDRESS.replace('22', '23'), '0000000000001001');
    expect(told(...before, send(0x03, other, 0x30)).slice(0, 2)).toEqual(['02006001', 'refused']);
    expect(
      told(...before, send(0x03, toAddress(MAINNET_ADDRESS, '0000000000001001'), 0x30)),
    ).toEqual(['01006001', 'refused', 'amount 0.004097 ADA, approved 0.004096 ADA']);
    const twice = [send(0x03, toAddress(MAINNET_ADDRESS), 0x30), send(0x03, '', 0x33)];
    expect(told(...before, ...twice, ...twice)).toEqual(['9000', undefined, undefined]);
  });

  it('takes change to keys of one account without comparing it', async () => {
    const { told } = await session();
    const before = [send(0x01, opening({ outputs: 2 })), send(0x02, INPUT)];
    const change = [send(0x03, toOwn(), 0x30), send(0x03, '', 0x33)];
    expect(told(...before, ...change, ...change)[0]).toBe('9000');
    const account = (n: string) => (path: string) => path.replace('80000002', n);
    const third = account('80000003');
    const cases: [string, string][] = [
      [toOwn(third(PATH), third(STAKING)), 'the change goes to two accounts'],
      [toOwn(PATH, STAKING, '00'), 'the change is on another network'],
      [toOwn(STAKING), 'the paths are none of an address'],
    ];
    for (const [output, what] of cases) {
      expect(told(...before, ...change, send(0x03, output, 0x30))).toEqual([
        'ff006001',
        'refused',
        what,
      ]);
    }
    const unusual = toOwn(account('80000065')(PATH), account('80000065')(STAKING));
    expect(told(...before, send(0x03, unusual, 0x30)).slice(0, 2)).toEqual(['6f42', undefined]);
  });

  it('ends at the first thing it does not like, with its error in front of 6001', async () => {
    const { told } = await session();
    const begun = send(0x01, opening());
    const cases: [Uint8Array[], string][] = [
      [[send(0x01, '', 0, 0x22)], 'ff016001'],
      [[send(0x02, '', 0, 0x11)], 'ff016001'],
      [[send(0x00, '00', 0, 0x00)], 'ff006001'],
      [[fromHex('e000000000')], 'ff006001'],
      [[fromHex('d700')], 'ff006001'],
      [[send(0x02, INPUT)], 'ff006001'],
      [[begun, send(0, '', 0, 0)], 'ff006001'],
      [[begun, send(0x04, '0000000000000009')], 'ff006001'],
      [[begun, send(0x02, INPUT.slice(2))], 'ff006001'],
      [[begun, send(0x02, INPUT, 1)], 'ff006001'],
      [[begun, send(0x02, INPUT), send(0x03, '', 0x33)], 'ff006001'],
      [[send(0x01, opening({ inputs: 0 }))], 'ff006001'],
      [[send(0x01, opening({ network: '10' }))], 'ff006001'],
      [[send(0x01, opening({ mode: '08' }))], 'ff006001'],
      [[send(0x01, opening({ options: '0000000000000002' }))], 'ff006001'],
      [[send(0x01, opening({ parts: '00010101010101010101' }))], 'ff006001'],
    ];
    for (const [commands, answer] of cases) {
      expect(told(...commands).slice(0, 2)).toEqual([answer, 'refused']);
    }
  });

  it('says what is not simulated, and waits', async () => {
    const { told, signer, approval } = await session();
    const start = signer.start(approval, context);
    if ('refused' in start) throw new Error(start.refused.what);
    for (const changes of [{ certificates: 1 }, { parts: '01010102010101010101' }]) {
      const step = signer.receive(start.state, send(0x01, opening(changes)), context);
      expect([toHex(step.answer!), step.ends]).toEqual(['6f42', undefined]);
      expect(step.reason?.what).toMatch(/^not simulated: a transaction with /);
    }
    const tokens = toAddress(MAINNET_ADDRESS, undefined, '000000010101');
    const output = [send(0x01, opening()), send(0x02, INPUT), send(0x03, tokens, 0x30)];
    expect(told(...output)).toEqual(['6f42', undefined, undefined]);
  });

  it('signs with its own keys only, and ends with the last witness', async () => {
    const { told } = await session();
    const before = [
      send(0x01, opening({ outputs: 0, witnesses: 2 })),
      send(0x02, INPUT),
      send(0x04, '0000000000000009'),
      send(0x0a),
    ];
    expect(told(...before, send(0x0f, PATH))[1]).toBeUndefined();
    expect(told(...before, send(0x0f, PATH), send(0x0f, STAKING))[1]).toBe('signed');
    const bitcoin = '058000005480000000800000000000000000000000';
    expect(told(...before, send(0x0f, bitcoin)).slice(0, 2)).toEqual(['ff006001', 'refused']);
    const pool = `04${'8000073d'}80000717${'80000000'}80000000`;
    expect(told(...before, send(0x0f, pool))[0]).toBe('6f42');
  });

  it('does not start with an extra id, or with numbers of more than 8 bytes', async () => {
    const { signer, approval } = await session();
    const changes = [
      { extraId: '1' },
      { amount: new Uint8Array(9).fill(1) },
      { destination: 'a'.repeat(128) },
    ];
    for (const change of changes) {
      expect(signer.start({ ...approval, ...change }, context)).toHaveProperty('refused');
    }
    expect(bytesOf(approval.destination).length).toBeLessThan(128);
  });
});
