/** The Sui app between START_SIGNING_TRANSACTION and its return, by rules of app-sui 1.5.0. */
import { createPublicKey, verify } from 'node:crypto';
import { blake2b } from '@noble/hashes/blake2.js';
import { describe, expect, it } from 'vitest';
import { bytesOf, concat, EMPTY, fromBigInt, fromHex, toHex } from '../../../src/bytes.js';
import type { Approval } from '../../../src/simulator/coins/signing.js';
import { suiSigner } from '../../../src/simulator/coins/sui/sign.js';
import { context, played, wallet } from './recorded-signing.js';
import { signsOnlyWhatWasApproved } from './signing-properties.js';
import {
  addressInput,
  amountInput,
  blocksOf,
  converse,
  digestOf,
  GAS,
  input,
  nested,
  objectInput,
  objectList,
  result,
  SHARED,
  sized,
  sui,
  suiCoin,
  suiPath,
  suiTransaction,
  type Transaction,
} from './sui-host.js';

const PATH = [44, 784, 0, 0, 0].map((index) => index + 0x80000000);
const PATH_BYTES = suiPath(...PATH);
const KEY = wallet.ed25519Slip10(PATH)!;
const TO = fromHex('a1b2c3d4e5f60718'.repeat(4));
const AMOUNT = 1_500_000_000n;
const BUDGET = 4_200_000n;
const USDC = { address: new Uint8Array(32).fill(0xdb), module: 'usdc' };

const approval: Approval = {
  destination: `0x${toHex(TO)}`,
  amount: fromBigInt(AMOUNT, 4),
  fees: fromBigInt(BUDGET, 3),
  extraId: '',
  extraData: EMPTY,
  configuration: EMPTY,
};

const INPUTS = [amountInput(AMOUNT), addressInput(TO)];

/** A payment from the coins of the gas. */
const payment = (changes: Partial<Transaction> = {}) =>
  suiTransaction({
    inputs: INPUTS,
    commands: [{ SplitCoins: [GAS, [input(0)]] }, { TransferObjects: [[result(0)], input(1)] }],
    budget: BUDGET,
    ...changes,
  });

function told(raw: Uint8Array, objects: readonly Uint8Array[] = []) {
  const more = objects.length > 0 ? [objectList(objects)] : [];
  const { answers, ends, reason } = converse(approval, [sized(raw), PATH_BYTES, ...more]);
  return [toHex(answers.at(-1)!.subarray(-2)), ends, reason?.what];
}

const SIGNED = ['9000', 'signed', undefined];
const unknown = (what: string) => [
  '0008',
  'refused',
  `it is no payment the Sui app understands: ${what}`,
];

/** Another state of the signer, at its start. */
function commands(...sent: Uint8Array[]) {
  const { answers, ends, reason } = played(suiSigner, approval, sent);
  return [toHex(answers.at(-1)!), ends, reason?.what];
}

const coin = suiCoin(5_000_000_000n);
const tokens = suiCoin(9_000_000n, USDC);
const paysTokens = () =>
  payment({
    inputs: [objectInput(digestOf(tokens)), ...INPUTS],
    commands: [
      { SplitCoins: [input(0), [input(1)]] },
      { TransferObjects: [[result(0)], input(2)] },
    ],
  });

const sessions = [
  converse(approval, [sized(payment()), PATH_BYTES]),
  converse(approval, [sized(paysTokens()), PATH_BYTES, objectList([coin, tokens])]),
].map((session) => ({ signer: suiSigner, approval, commands: session.commands }));

describe('Sui', () => {
  signsOnlyWhatWasApproved(() => sessions, ['amount', 'fees', 'destination'], [2, 66]);

  it.each([180, 77, 9])('signs the BLAKE2b hash, in blocks of %i bytes', (size) => {
    const raw = payment();
    const { answers, ends } = converse(approval, [sized(raw), PATH_BYTES], { size });
    expect(ends).toBe('signed');
    const answer = answers.at(-1)!;
    expect([answer.length, answer[0], toHex(answer.subarray(65))]).toEqual([67, 1, '9000']);
    const key = createPublicKey({
      key: concat(fromHex('302a300506032b6570032100'), KEY) as Buffer,
      format: 'der',
      type: 'spki',
    });
    const hash = blake2b(raw, { dkLen: 32 });
    expect(verify(null, hash, key, answer.subarray(1, 65))).toBe(true);
  });

  it('asks for the blocks in the order it reads: transaction, path, transaction, path', () => {
    const raw = payment();
    const { blocks } = blocksOf([sized(raw), PATH_BYTES]);
    const names = [...blocks.keys()].reverse();
    // The last parameter's block was put in last.
    const [path, ...transaction] = [names[0]!, ...names.slice(1)];
    const { answers } = converse(approval, [sized(raw), PATH_BYTES]);
    expect(answers.slice(0, -1).map((answer) => toHex(answer.subarray(1, 33)))).toEqual([
      ...transaction,
      path,
      ...transaction,
      path,
    ]);
  });

  it('tells what differs', () => {
    const why = (changes: Partial<Transaction>) => told(payment(changes));
    expect(why({ inputs: [amountInput(AMOUNT + 1n), addressInput(TO)] })).toEqual([
      '6e05',
      'refused',
      'amount SUI 1.500000001, approved SUI 1.5',
    ]);
    expect(why({ budget: 1n })).toEqual([
      '6e05',
      'refused',
      'fees SUI 0.000000001, approved SUI 0.0042',
    ]);
    const other = TO.slice().reverse();
    expect(why({ inputs: [amountInput(AMOUNT), addressInput(other)] })).toEqual([
      '6e05',
      'refused',
      `destination 0x${toHex(other)}, approved 0x${toHex(TO)}`,
    ]);
    const configuration = concat(Uint8Array.of(4), bytesOf('USDC'), Uint8Array.of(6));
    const session = converse({ ...approval, configuration, amount: Uint8Array.of(9) }, [
      sized(paysTokens()),
      PATH_BYTES,
      objectList([tokens]),
    ]);
    expect(session.reason).toMatchObject({
      field: 'amount',
      actual: 'USDC 1500.0',
      expected: 'USDC 0.000009',
    });
  });

  it('signs tokens whose object it is told, and does not look which', () => {
    expect(told(paysTokens(), [coin, tokens])).toEqual(SIGNED);
    const named = 'a command names a coin the host tells nothing of';
    expect(told(paysTokens())).toEqual(unknown(named));
    expect(told(paysTokens(), [coin])).toEqual(unknown(named));
    expect(told(paysTokens(), [tokens.map((byte, i) => (i === 90 ? byte ^ 1 : byte))])).toEqual(
      unknown(named),
    );
  });

  it('adds up coins that are split and merged', () => {
    const inputs = [
      ...INPUTS,
      amountInput(AMOUNT - 1n),
      amountInput(1n),
      objectInput(digestOf(coin)),
    ];
    const pays = (commands: Transaction['commands'], objects: readonly Uint8Array[] = []) =>
      told(payment({ inputs, commands }), objects);
    const two = { SplitCoins: [GAS, [input(2), input(3)]] } as Transaction['commands'][number];
    expect(pays([two, { TransferObjects: [[nested(0, 0), nested(0, 1)], input(1)] }])).toEqual(
      SIGNED,
    );
    expect(
      pays([
        two,
        { TransferObjects: [[nested(0, 0)], input(1)] },
        { TransferObjects: [[nested(0, 1)], input(1)] },
      ]),
    ).toEqual(SIGNED);
    expect(
      pays([
        two,
        { MergeCoins: [nested(0, 0), [nested(0, 1)]] },
        { TransferObjects: [[nested(0, 0)], input(1)] },
      ]),
    ).toEqual(SIGNED);
    // Merged into an object of 5 SUI, of which the approved amount is split off.
    expect(
      pays(
        [
          two,
          { MergeCoins: [input(4), [result(0)]] },
          { SplitCoins: [input(4), [input(0)]] },
          { TransferObjects: [[result(2)], input(1)] },
        ],
        [coin],
      ),
    ).toEqual(SIGNED);
    expect(pays([{ TransferObjects: [[input(4)], input(1)] }], [coin])[2]).toBe(
      'amount SUI 5.0, approved SUI 1.5',
    );
    expect(pays([two, { TransferObjects: [[result(0)], input(1)] }])).toEqual(
      unknown('a command names several coins as one'),
    );
  });

  it('pays all that is left of the gas only when it knows how much that is', () => {
    const left = suiCoin(AMOUNT);
    const all: Partial<Transaction> = {
      inputs: [addressInput(TO)],
      commands: [{ TransferObjects: [[GAS], input(0)] }],
    };
    const pays = (gas: readonly Uint8Array[], objects: readonly Uint8Array[]) =>
      told(payment({ ...all, gas: gas.map(digestOf) }), objects);
    expect(pays([left], [left])).toEqual(SIGNED);
    expect(pays([left, left], [left])[2]).toBe('amount SUI 3.0, approved SUI 1.5');
    expect(pays([left], [])).toEqual(unknown('it pays coins of unknown amount'));
    expect(pays([left, coin], [left])).toEqual(unknown('it pays coins of unknown amount'));
    // An object that is no coin is found out one block later.
    const noCoin = concat(Uint8Array.of(1), left.subarray(1));
    expect(pays([noCoin], [noCoin])).toEqual(unknown('an object of its coins cannot be read'));
  });

  it.each<[changes: Partial<Transaction>, what: string]>([
    [{ inputs: [] }, 'it has no inputs'],
    [{ commands: [] }, 'it transfers nothing'],
    [{ commands: [{ SplitCoins: [GAS, [input(0)]] }] }, 'it transfers nothing'],
    [{ commands: [{ SplitCoins: [GAS, [input(1)]] }] }, 'a coin is split into what is no amount'],
    [{ commands: [{ TransferObjects: [[], input(1)] }] }, 'a command names no coins'],
    [{ commands: [{ TransferObjects: [[GAS], input(0)] }] }, 'a transfer names no address'],
    [
      { commands: [{ TransferObjects: [[GAS, GAS], input(1)] }] },
      'it pays the coins of the gas twice',
    ],
    [
      { commands: [{ TransferObjects: [[input(1)], input(1)] }] },
      'a command names a coin the host tells nothing of',
    ],
    [{ commands: [{ TransferObjects: [[result(7)], input(1)] }] }, 'a command names no coin'],
    [
      { commands: [{ MergeCoins: [result(0), [GAS]] }] },
      'coins are merged into the result of a command',
    ],
    [{ commands: [{ MergeCoins: [GAS, [GAS]] }] }, 'a command uses the coins of the gas'],
    [{ commands: [{ Publish: null }] }, 'it has a command of an unknown kind'],
    [{ commands: [{ MakeMoveVec: { type: 1, elements: [GAS] } }] }, 'a command names types'],
    [
      {
        inputs: [SHARED],
        commands: [
          {
            MoveCall: {
              package: new Uint8Array(32).fill(3),
              module: 'sui_system',
              function: 'request_add_stake',
              types: [],
              arguments: [input(0)],
            },
          },
        ],
      },
      'it calls a contract',
    ],
    [
      { inputs: Array.from({ length: 46 }, () => INPUTS[0]!) },
      'it has more inputs and commands than the app keeps',
    ],
    [
      { commands: [{ SplitCoins: [GAS, Array.from({ length: 9 }, () => input(0))] }] },
      'more than 8 elements',
    ],
  ])('%#: takes no other transaction: %s', (changes, what) => {
    expect(told(payment(changes))).toEqual(unknown(what));
  });

  it('keeps several recipients and kinds of coins apart', () => {
    const inputs = [...INPUTS, addressInput(TO.slice().reverse()), objectInput(digestOf(tokens))];
    const split = { SplitCoins: [GAS, [input(0)]] } as const;
    const pays = (...more: Transaction['commands']) =>
      told(payment({ inputs, commands: [split as never, ...more] }), [tokens]);
    expect(
      pays(
        { TransferObjects: [[result(0)], input(1)] },
        { TransferObjects: [[result(0)], input(2)] },
      ),
    ).toEqual(unknown('it has several recipients'));
    expect(pays({ TransferObjects: [[result(0), input(3)], input(1)] })).toEqual(
      unknown('it pays coins of two kinds'),
    );
    expect(pays({ MergeCoins: [GAS, [input(3)]] })).toEqual(
      unknown('coins of two kinds are merged'),
    );
  });

  it('reads what it does not use, and expirations', () => {
    const inputs = [
      ...INPUTS,
      SHARED,
      { Pure: bytesOf('memo') },
      { Pure: [0] },
      { Pure: concat(Uint8Array.of(1), fromBigInt(7n, 8)) },
    ];
    expect(told(payment({ inputs, epoch: 9n }))).toEqual(SIGNED);
    expect(told(payment({ inputs: [...INPUTS, { Pure: [2] }] }))[0]).toBe('0008');
    const raw = payment();
    expect(told(concat(raw.subarray(0, -1), Uint8Array.of(2)))[0]).toBe('0008');
    expect(told(concat(Uint8Array.of(1), raw.subarray(1)))).toEqual(
      unknown('it is no transaction'),
    );
    expect(told(concat(raw.subarray(0, 3), Uint8Array.of(1), raw.subarray(4)))[0]).toBe('0008');
    // Not the shortest form of a number.
    expect(told(concat(fromHex('80'), raw))[0]).toBe('0008');
    expect(told(raw.subarray(0, -1))).toEqual(unknown('it ends too early'));
    // A list beyond 16 bits ends the app.
    expect(told(concat(raw.subarray(0, 5), fromHex('808004')))).toEqual([
      'e000',
      'refused',
      'the Sui app ends: a list of more than 65535 elements',
    ]);
  });

  it('signs as many bytes as it is told, whatever it read', () => {
    const raw = payment();
    const short = concat(fromHex('05000000'), raw);
    const { answers, ends } = converse(approval, [short, PATH_BYTES]);
    expect(ends).toBe('signed');
    const signature = wallet.signEd25519Slip10(PATH, blake2b(raw.subarray(0, 5), { dkLen: 32 }))!;
    expect(answers.at(-1)).toEqual(concat(Uint8Array.of(1), signature, fromHex('9000')));
  });

  it('wants a path of its own, and two parameters', () => {
    const raw = sized(payment());
    const status = (...parameters: Uint8Array[]) => {
      const { answers, ends } = converse(approval, parameters);
      return [toHex(answers.at(-1)!), ends];
    };
    expect(status(raw, suiPath(PATH[0]!, 0x80000000 + 60))).toEqual(['0002', 'refused']);
    expect(status(raw, suiPath(...Array(11).fill(PATH[0])))).toEqual(['6850', 'refused']);
    expect(status(raw, suiPath(PATH[0]!, PATH[1]!, 0))).toEqual(['6f42', undefined]);
    expect(status(raw)).toEqual(['e000', 'refused']);
    expect(status()).toEqual(['e000', 'refused']);
    expect(status(raw, PATH_BYTES, PATH_BYTES, PATH_BYTES)).toEqual(['0002', 'refused']);
    expect(status(EMPTY, PATH_BYTES)).toEqual(['0002', 'refused']);
  });

  it('believes no block that is not the one it asked for', () => {
    const { commands: sent } = converse(approval, [sized(payment()), PATH_BYTES]);
    const [start, block] = sent as [Uint8Array, Uint8Array];
    const spoilt = block.slice();
    spoilt[60]! ^= 1;
    expect(commands(start, spoilt)).toEqual([
      '6802',
      'refused',
      'it is not the block the Sui app asked for',
    ]);
    expect(commands(start, sui(3, Uint8Array.of(1)))[0]).toBe('6802');
    expect(commands(start, sui(3, Uint8Array.of(3)))[0]).toBe('6802');
    expect(commands(start, sui(3, Uint8Array.of(9)))[0]).toBe('6802');
    expect(commands(start, sui(3, Uint8Array.of(2))).slice(0, 2)).toEqual(['0002', 'refused']);
    expect(commands(block)).toEqual(['6802', undefined, undefined]);
    // What is no command of the app leaves it waiting for the block.
    for (const [stray, status] of [
      ['00040000', '6e01'],
      ['00030100', '6e01'],
      ['e0030000', '6e01'],
      ['000300', '6e03'],
    ] as const) {
      expect(commands(start, fromHex(stray))).toEqual([status, undefined, undefined]);
      expect(commands(start, fromHex(stray), ...sent.slice(1))[1]).toBe('signed');
    }
  });

  it('is refused when another command comes before the signature', () => {
    const { commands: sent } = converse(approval, [sized(payment()), PATH_BYTES]);
    const version = fromHex('00000000');
    expect(commands(sent[0]!, version)).toEqual([
      '010105007375699000',
      'refused',
      'another command came before the transaction was signed',
    ]);
    // The same once more: the block it has asked for is not asked for again.
    expect(commands(sent[0]!, sent[0]!)).toEqual(['0002', 'refused', 'a block of it is missing']);
    expect(commands(version)).toEqual(['010105007375699000', undefined, undefined]);
  });

  it('gives public keys and addresses that nobody is shown', () => {
    const ask = (path: Uint8Array, ins = 2) =>
      toHex(converse(approval, [path], { ins }).answers.at(-1)!);
    const account = blake2b(concat(Uint8Array.of(0), KEY), { dkLen: 32 });
    expect(ask(PATH_BYTES)).toBe(`0120${toHex(KEY)}20${toHex(account)}9000`);
    expect(ask(suiPath(PATH[0]!))).toBe('0002');
    expect(ask(suiPath(PATH[0]!, PATH[1]!, 0))).toBe('6f42');
    expect(ask(PATH_BYTES, 1)).toBe('6f42');
    expect(commands(sui(2, EMPTY))).toEqual(['0002', undefined, undefined]);
    expect(commands(sui(2, Uint8Array.of(0))).slice(0, 2)).toEqual(['e000', 'refused']);
    expect(commands(fromHex('00fe0000'))).toEqual(['6809', undefined, undefined]);
    for (const ins of [0x22, 0xff]) expect(commands(sui(ins, EMPTY))[0]).toBe('6f42');
    // A block it has asked for and not got is not asked for again.
    const { start } = blocksOf([suiPath(PATH[0]!)]);
    const refused = converse(approval, [suiPath(PATH[0]!)], { ins: 2 }).commands;
    expect(commands(...refused, sui(2, start))).toEqual(['0002', undefined, undefined]);
  });

  it('does not start for what is no address', () => {
    const start = (destination: string) => suiSigner.start({ ...approval, destination }, context);
    const { destination } = approval;
    expect(start(destination.slice(0, -1))).toHaveProperty('refused');
    expect(start(destination.replace('a1', 'g1'))).toHaveProperty('refused');
    expect(start(`${destination.toUpperCase()}00`)).toMatchObject({
      screen: { kind: 'spinner', text: 'Signing' },
    });
  });
});
