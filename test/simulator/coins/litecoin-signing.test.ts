/**
 * The Litecoin app between START_SIGNING_TRANSACTION and its return, by rules of lib-app-bitcoin.
 * The recordings end with the approval of the outputs; signatures are checked against BIP 143 and
 * the older rule as written here.
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { concat, fromBigInt, fromHex, toHex } from '../../../src/bytes.js';
import { rsFromStrictDer } from '../../../src/payload/signature.js';
import { hash160 } from '../../../src/simulator/coins/hashes.js';
import { played, recordedSigning, recordedSignings, wallet } from './recorded-signing.js';

const RUNS = Number(process.env.FUZZ_RUNS ?? 400);
const twice = (data: Uint8Array) => sha256(sha256(data));
const le = (value: bigint | number, size: number) => fromBigInt(BigInt(value), size).reverse();
const send = (ins: number, data: string | Uint8Array, p1 = 0, p2 = 0) =>
  encodeCommand({
    cla: 0xe0,
    ins,
    p1,
    p2,
    data: typeof data === 'string' ? fromHex(data) : data,
  });

const path = (purpose: string, chain: string, index: string) =>
  fromHex(`05800000${purpose}8000000280000000${chain.padStart(8, '0')}${index.padStart(8, '0')}`);
const indices = (purpose: number, chain: number, index: number) => [
  0x80000000 + purpose,
  0x80000002,
  0x80000000,
  chain,
  index,
];
const PREVIOUS = '5afe770dd416a3e3a7852ffc7c2cb03ec2e4f1709f07d2a61776f27461e45529';
const previous = (value: bigint) => [
  send(0x42, '00000000' + '02000000' + '01'),
  send(0x42, `${PREVIOUS}0000000000`, 0x80),
  send(0x42, 'ffffffff', 0x80),
  send(0x42, '01', 0x80),
  send(0x42, concat(le(value, 8), fromHex(`160014${'6e'.repeat(20)}`)), 0x80),
  send(0x42, '00000000', 0x80),
];

/** A session over the approval of a recording, with what a host sends. */
async function session(changes = {}) {
  const { signer, approval } = (await recordedSigning('ltc-5'))!;
  const own = { ...approval, ...changes };
  const tell = (...commands: Uint8Array[]) => played(signer, own, commands);
  const told = (...commands: Uint8Array[]) => {
    const { answers, ends } = tell(...commands);
    return [toHex(answers.at(-1)!), ends];
  };
  const amount = BigInt(`0x${toHex(own.amount)}`);
  const fees = BigInt(`0x${toHex(own.fees)}`);
  const trusted = (value: bigint) =>
    tell(...previous(value))
      .answers.at(-1)!
      .subarray(0, -2);
  return { tell, told, amount, fees, trusted, destination: own.destination };
}

/** The output of the recordings. */
const SCRIPT = '1976a914036cdde130e7b93b86d27425145082bc2b6c724488ac';

describe('Litecoin', () => {
  it('answers as recorded, apart from what is drawn', async () => {
    for (const { signer, approval, commands, answers } of await recordedSignings(/^ltc-/)) {
      const upTo = commands.findIndex((command) => command[1] === 0x44);
      const fixed = (answer: Uint8Array) =>
        answer[0] === 0x32 && answer.length === 58 ? toHex(answer.subarray(4, 48)) : toHex(answer);
      const { answers: given } = played(signer, approval, commands.slice(0, upTo));
      expect(given.map((answer) => fixed(answer!))).toEqual(answers.slice(0, upTo).map(fixed));
    }
  });

  it('signs a segwit input, change and all, as BIP 143 has it', async () => {
    const { tell, amount, fees, trusted } = await session();
    const change = 1_000n;
    const value = amount + fees + change;
    const input = trusted(value);
    const changeHash = hash160(wallet.secp256k1(indices(84, 1, 3)).publicKey);
    const outputs = concat(
      le(amount, 8),
      fromHex(SCRIPT),
      le(change, 8),
      fromHex('160014'),
      changeHash,
    );
    const script = concat(
      fromHex('1976a914'),
      hash160(wallet.secp256k1(indices(84, 0, 0)).publicKey),
      fromHex('88ac'),
    );
    const one = concat(fromHex('0138'), input);
    const { answers, ends } = tell(
      ...previous(value),
      send(0x44, '0100000001', 0, 2),
      send(0x44, concat(one, fromHex('00')), 0x80, 2),
      send(0x44, '00000000', 0x80, 2),
      send(0x4a, path('54', '1', '3'), 0xff),
      send(0x4a, concat(fromHex('02'), outputs), 0x80),
      send(0x44, '0100000001', 0, 0x80),
      send(0x44, concat(one, script.subarray(0, 1)), 0x80, 0x80),
      send(0x44, concat(script.subarray(1), fromHex('00000000')), 0x80, 0x80),
      send(0x48, concat(path('54', '0', '0'), fromHex('000000000001'))),
    );
    expect(ends).toBe('signed');
    const outpoint = input.subarray(4, 40);
    const preimage = concat(
      fromHex('01000000'),
      twice(outpoint),
      twice(fromHex('00000000')),
      outpoint,
      script,
      le(value, 8),
      fromHex('00000000'),
      twice(outputs),
      fromHex('0000000001000000'),
    );
    checkSignature(answers.at(-1)!, indices(84, 0, 0), twice(preimage));
  });

  it('signs an older input with its own script', async () => {
    const { tell, amount, fees, trusted } = await session();
    const input = trusted(amount + fees);
    const script = concat(
      fromHex('1976a914'),
      hash160(wallet.secp256k1(indices(44, 0, 0)).publicKey),
      fromHex('88ac'),
    );
    const outputs = concat(fromHex('01'), le(amount, 8), fromHex(SCRIPT));
    const { answers, ends } = tell(
      ...previous(amount + fees),
      send(0x44, '0100000001'),
      send(0x44, concat(fromHex('0138'), input, script.subarray(0, 1)), 0x80),
      send(0x44, concat(script.subarray(1), fromHex('ffffffff')), 0x80),
      send(0x4a, outputs.subarray(0, 20)),
      send(0x4a, outputs.subarray(20), 0x80),
      send(0x48, concat(path('2c', '0', '0'), fromHex('000000000001'))),
    );
    expect(answers.slice(-3, -1).map((answer) => toHex(answer!))).toEqual(['009000', '00009000']);
    expect(ends).toBe('signed');
    const whole = concat(
      fromHex('0100000001'),
      input.subarray(4, 40),
      script,
      fromHex('ffffffff'),
      outputs,
      fromHex('0000000001000000'),
    );
    checkSignature(answers.at(-1)!, indices(44, 0, 0), twice(whole));
  });

  /** Up to the outputs of one segwit input. */
  const begun = (input: Uint8Array, value: bigint) => [
    ...previous(value),
    send(0x44, '0100000001', 0, 2),
    send(0x44, concat(fromHex('0138'), input, fromHex('00')), 0x80, 2),
    send(0x44, '00000000', 0x80, 2),
  ];
  const SIGN = send(0x48, concat(path('54', '0', '0'), fromHex('000000000001')));

  it('refuses another amount, destination or fee, and no input is signed then', async () => {
    const { told, amount, fees, trusted } = await session();
    const other = SCRIPT.replace('036c', '036d');
    const cases: [bigint, bigint, string][] = [
      [amount + fees, amount + 1n, SCRIPT],
      [amount + fees, amount, other],
      [amount + fees + 1n, amount, SCRIPT],
      [amount + fees - 1n, amount, SCRIPT],
    ];
    for (const [value, sent, script] of cases) {
      const outputs = send(0x4a, concat(fromHex('01'), le(sent, 8), fromHex(script)), 0x80);
      const all = [...begun(trusted(value), value), outputs];
      expect(told(...all)).toEqual(['6a80', undefined]);
      expect(told(...all, SIGN)).toEqual(['6985', undefined]);
    }
  });

  it('takes one output besides the change', async () => {
    const { told, amount, fees, trusted } = await session();
    const one = concat(le(amount, 8), fromHex(SCRIPT));
    const value = 2n * amount + fees;
    const outputs = send(0x4a, concat(fromHex('02'), one, one), 0x80);
    expect(told(...begun(trusted(value), value), outputs)).toEqual(['6a80', undefined]);
  });

  it('knows its own trusted inputs, and wants no others', async () => {
    const { told, amount, fees, trusted } = await session();
    const value = amount + fees;
    const forged = trusted(value).slice();
    forged[55] = forged[55]! ^ 1;
    expect(told(...begun(forged, value))[0]).toBe('6f42');
    const untrusted = concat(fromHex('02'), trusted(value).subarray(4, 48), fromHex('00'));
    const start = send(0x44, '0100000001', 0, 2);
    expect(told(start, send(0x44, untrusted, 0x80, 2))[0]).toBe('6a8a');
  });

  it('says of commands what is wrong with them', async () => {
    const { told } = await session();
    const cases: [Uint8Array, string][] = [
      [fromHex('e042'), '6700'],
      [send(0x42, ''), '6700'],
      [send(0x42, '00', 1), '6b00'],
      [send(0x44, '00', 0, 7), '6b00'],
      [send(0x4a, '01', 1), '6b00'],
      [send(0x4a, '01', 0x80), '6985'],
      [send(0x48, '0102'), '6700'],
      [send(0x40, path('54', '0', '0'), 1), '6d00'],
      [send(0x40, path('54', '0', '0'), 0, 3), '6b00'],
      [send(0x99, '00'), '6d00'],
      [fromHex('e100000000'), '6e00'],
      [send(0x4e, '00'), '6f42'],
    ];
    for (const [command, status] of cases) expect(told(command)).toEqual([status, undefined]);
  });

  it('signs nothing but what was approved, whatever comes', async () => {
    const { amount, fees } = await session();
    const value = amount + fees;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(255)), { maxLength: 3 }),
        fc.bigInt({ min: 1n, max: 1n << 40n }),
        fc.constantFrom('amount', 'fees'),
        async (mutations, delta, part) => {
          const changes = { [part]: fromBigInt((part === 'amount' ? amount : fees) + delta, 8) };
          const { tell, trusted } = await session(changes);
          const input = trusted(value);
          const outputs = concat(fromHex('01'), le(amount, 8), fromHex(SCRIPT));
          const all = [
            ...begun(input, value),
            send(0x4a, outputs, 0x80),
            send(0x44, '0100000001', 0, 0x80),
            send(0x44, concat(fromHex('0138'), input, fromHex('00')), 0x80, 0x80),
            send(0x44, '00000000', 0x80, 0x80),
            SIGN.slice(),
          ];
          expect(tell(...all).ends).toBeUndefined();
          for (const [which, where, byte] of mutations) {
            const command = all[which % all.length]!;
            command[where % command.length] = byte;
          }
          for (const answer of tell(...all).answers) expect(answer!.length).toBeGreaterThan(1);
        },
      ),
      { numRuns: RUNS / 4 },
    );
  });
});

function checkSignature(answer: Uint8Array, key: number[], digest: Uint8Array): void {
  expect(toHex(answer.subarray(-3))).toBe('019000');
  const der = answer.slice(0, -3);
  der[0] = 0x30;
  const strict = rsFromStrictDer(der);
  if ('problem' in strict) throw new Error(strict.problem);
  const { publicKey } = wallet.secp256k1(key);
  expect(secp256k1.verify(strict.rs, digest, publicKey, { prehash: false })).toBe(true);
}
