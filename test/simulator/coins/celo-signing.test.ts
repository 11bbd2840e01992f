/** The Celo app between START_SIGNING_TRANSACTION and its return, by rules of app-celo-spender 1.7.0. */
import { serialize, type UnsignedTransaction } from '@ethersproject/transactions';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { bytesOf, concat, EMPTY, fromBigInt, fromHex, toHex } from '../../../src/bytes.js';
import { celoSigner } from '../../../src/simulator/coins/celo/sign.js';
import { TOKEN_KEY } from '../../../src/simulator/coins/ethereum/descriptors.js';
import type { Approval } from '../../../src/simulator/coins/signing.js';
import { EMPTY_RECEIVE_BUFFER, received } from '../../../src/simulator/receive-buffer.js';
import { context, played, wallet } from './recorded-signing.js';
import { signsOnlyWhatWasApproved } from './signing-properties.js';

const PATH = [0x8000002c, 0x8000ce10, 0x80000000, 0, 0];
const PATH_BYTES = concat(
  Uint8Array.of(PATH.length),
  ...PATH.map((index) => fromBigInt(BigInt(index), 4)),
);
const TO = '0x52908400098527886E0F7030069857D2E4169EE7';
const AMOUNT = 1_250_000_000_000_000_000n;
const GAS = 21_000n;
const PRICE = 5_000_000_001n;

const minimal = (value: bigint) => fromBigInt(value, Math.ceil(value.toString(16).length / 2));

const approval: Approval = {
  destination: TO,
  amount: minimal(AMOUNT),
  fees: minimal(GAS * PRICE),
  extraId: '',
  extraData: EMPTY,
  configuration: concat(Uint8Array.of(4), bytesOf('CELO'), Uint8Array.of(18)),
};

type Changes = Omit<UnsignedTransaction, 'to'> & { to?: string | undefined };

/** EIP-1559, by ethers. */
function transaction(changes: Changes = {}): Uint8Array {
  const fields = {
    type: 2,
    chainId: 42220,
    nonce: 7,
    to: TO,
    value: AMOUNT,
    gasLimit: GAS,
    maxFeePerGas: PRICE,
    maxPriorityFeePerGas: 3n,
    accessList: [],
    ...changes,
  };
  return fromHex(serialize(fields as UnsignedTransaction).slice(2));
}

/** CIP-64: the same fields, and the currency of the fees. */
function cip64(feeCurrency: string): Uint8Array {
  // Type, header and length of it stand in front.
  const fields = concat(
    transaction().subarray(2),
    Uint8Array.of(0x80 + feeCurrency.length / 2),
    fromHex(feeCurrency),
  );
  return concat(Uint8Array.of(0x7b, 0xf8, fields.length), fields);
}

const send = (data: Uint8Array, p1 = 0, p2 = 0, ins = 0x04) =>
  encodeCommand({ cla: 0xe0, ins, p1, p2, data });
const whole = (raw: Uint8Array) => send(concat(PATH_BYTES, raw));

function told(...commands: Uint8Array[]) {
  const { answers, ends, reason } = played(celoSigner, approval, commands);
  return [toHex(answers.at(-1)!.subarray(-2)), ends, reason?.what];
}

/** What one command is told, and why; `played` tells the reason of the last only. */
function why(command: Uint8Array): string | undefined {
  const started = celoSigner.start(approval, context);
  if ('refused' in started) return started.refused.what;
  const buffer = received(EMPTY_RECEIVE_BUFFER, command);
  return celoSigner.receive(started.state, command, { ...context, received: buffer }).reason?.what;
}

const sessions = () => [
  { signer: celoSigner, approval, commands: [whole(transaction())] },
  {
    signer: celoSigner,
    approval,
    commands: [
      send(concat(PATH_BYTES, transaction().subarray(0, 20))),
      send(transaction().subarray(20), 0x80),
    ],
  },
];

describe('Celo', () => {
  signsOnlyWhatWasApproved(sessions, ['amount', 'fees at most', 'destination'], [2, 42]);

  it('signs the Keccak-256, parity first, in one part or several', () => {
    const raw = transaction();
    const one = played(celoSigner, approval, [whole(raw)]);
    expect(one.ends).toBe('signed');
    const answer = one.answers[0]!;
    expect([answer.length, toHex(answer.subarray(65))]).toEqual([67, '9000']);
    const key = secp256k1.Signature.fromBytes(answer.slice(1, 65), 'compact')
      .addRecoveryBit(answer[0]!)
      .recoverPublicKey(keccak_256(raw));
    expect(key.toBytes()).toEqual(wallet.secp256k1(PATH).publicKey);
    const each = Array.from(raw, (_, i) =>
      i === 0 ? whole(raw.subarray(0, 5)) : send(raw.subarray(i + 4, i + 5), 0x80),
    ).slice(0, raw.length - 4);
    expect(played(celoSigner, approval, each).answers.at(-1)).toEqual(answer);
  });

  it.each<[changes: Changes, what: string]>([
    [{ value: AMOUNT + 1n }, 'amount CELO 1.250000000000000001, approved CELO 1.25'],
    [
      { to: '0x27b1fdb04752bbc536007a920d24acb045561c26' },
      `destination 0x27b1fdb04752bbc536007a920d24acb045561c26, approved ${TO}`,
    ],
    [
      { gasLimit: GAS + 1n },
      'fees CELO 0.000105005000021001, approved at most CELO 0.000105000000021',
    ],
    [{ to: undefined }, `destination 0x${'0'.repeat(40)}, approved ${TO}`],
  ])('%#: refuses with %s', (changes, what) => {
    expect(told(whole(transaction(changes)))).toEqual(['b00a', 'refused', what]);
  });

  it('lets fees be less than approved, and the priority fee be anything', () => {
    expect(told(whole(transaction({ gasLimit: GAS - 1n })))[1]).toBe('signed');
    expect(told(whole(transaction({ maxPriorityFeePerGas: 1n })))[1]).toBe('signed');
  });

  it('takes the destination in any case, with 0x', () => {
    const to = (destination: string) =>
      played(celoSigner, { ...approval, destination }, [whole(transaction())]).ends;
    expect(to(TO.toLowerCase())).toBe('signed');
    expect(to(TO.toUpperCase())).toBe('signed');
    expect(to(`${TO}00`)).toBe('signed');
    expect(to(TO.slice(2))).toBe('refused');
  });

  it('compares the bytes of the amount', () => {
    const amount = fromBigInt(AMOUNT, 16);
    const session = played(celoSigner, { ...approval, amount }, [whole(transaction())]);
    expect(session.reason?.what).toBe(
      'amount CELO 1.25, approved the same on 16 bytes, here on 8: the Celo app compares the bytes',
    );
  });

  it('does not start with an extra id or a sub-configuration it cannot read', () => {
    const start = (changes: Partial<Approval>) =>
      celoSigner.start({ ...approval, ...changes }, context);
    expect(start({ extraId: '7' })).toMatchObject({
      refused: { what: 'the Celo app takes no extra id' },
    });
    expect(start({ extraData: new Uint8Array(33).fill(1) })).toHaveProperty('refused');
    expect(start({ extraData: new Uint8Array(33) })).toHaveProperty('state');
    expect(start({ configuration: Uint8Array.of(9, 1) })).toHaveProperty('refused');
    expect(start({ configuration: EMPTY })).toHaveProperty('state');
  });

  it('waits on after an error, and forgets what it had', () => {
    const raw = transaction();
    const rest = send(raw.subarray(20), 0x80);
    const begun = whole(raw.subarray(0, 20));
    expect(told(begun, rest)[1]).toBe('signed');
    for (const [stray, status] of [
      ['e105000000', '6e00'],
      ['e005000000', '6d00'],
      ['e002020000', '6b00'],
      ['e00200000101', '6a80'],
      ['e004010000', '6b00'],
      ['e004800100', '6b00'],
      ['e00a000000', '6a80'],
    ] as const) {
      expect(told(begun, fromHex(stray)), stray).toEqual([status, undefined, undefined]);
      expect(told(begun, fromHex(stray), rest), stray).toEqual(['6985', undefined, undefined]);
      expect(told(fromHex(stray), whole(raw))[1], stray).toBe('signed');
    }
    // The version and the kind of the app are told in between.
    expect(told(begun, fromHex('e006000000'), fromHex('e00c000000'), rest)[1]).toBe('signed');
  });

  it('takes transactions of two types, for three chains', () => {
    expect(told(whole(concat(Uint8Array.of(1), transaction().subarray(1))))[0]).toBe('6501');
    expect(told(whole(transaction().subarray(1)))[0]).toBe('6501');
    for (const chainId of [42220, 44787, 17323]) {
      expect(told(whole(transaction({ chainId })))[1]).toBe('signed');
    }
    expect(told(whole(transaction({ chainId: 1 })))[0]).toBe('6a80');
    expect(why(whole(transaction({ chainId: 42221 })))).toBe(
      'the transaction is not taken: it is for a chain the Celo app does not know',
    );
    // Of a longer one the first two bytes count.
    expect(told(whole(transaction({ chainId: 42220 * 256 + 9 })))[1]).toBe('signed');
  });

  it('reads as strictly as RLP is written', () => {
    const field = (name: string, hex: string) => {
      const head = ['82a4ec', '07', '03', '85012a05f201', '825208', `94${TO.slice(2)}`];
      const fields = [
        ...head,
        '8811589a6a0f2d0000'.replace('11589a6a0f2d0000', toHex(minimal(AMOUNT))),
        '80',
        'c0',
      ];
      const at = ['chain', 'nonce', 'priority', 'price', 'gas', 'to', 'value', 'data', 'list'];
      fields[at.indexOf(name)] = hex;
      const body = fromHex(fields.join(''));
      return why(whole(concat(Uint8Array.of(2, 0xf8, body.length), body)));
    };
    expect(field('list', 'c0')).toBeUndefined();
    const taken = 'the transaction is not taken: ';
    expect(field('nonce', 'c107')).toBe(`${taken}the field nonce is a list`);
    expect(field('list', '80')).toBe(`${taken}the field accessList is no list`);
    expect(field('to', '8101')).toBe(`${taken}the field to has 1 bytes, an address has 20`);
    expect(field('chain', '85a4ec000000')).toMatch(/chainId has 5 bytes, 4 at most/);
    expect(field('gas', `a1${'00'.repeat(33)}`)).toMatch(/gasLimit has 33 bytes, 32 at most/);
    expect(field('nonce', 'bc0000000001')).toBe(`${taken}a length of more than 32 bits`);
    expect(why(whole(fromHex('0280')))).toBe(`${taken}the field content is no list`);
  });

  it('signs no call data it does not know', () => {
    const data = (hex: string) => why(whole(transaction({ data: hex })));
    const blind =
      'the transaction is not taken: it has call data that the app may not sign blindly';
    expect(data('0x12345678')).toBe(blind);
    expect(data(`0xa9059cbb${'00'.repeat(64)}`)).toBe(blind);
    // Locking goes with the value; withdrawing is data the settings forbid.
    expect(told(whole(transaction({ data: '0xf83d08ba' })))[1]).toBe('signed');
    expect(told(whole(transaction({ data: `0x2e1a7d4d${'00'.repeat(32)}` })))[0]).toBe('6a80');
    const activate = `0x1c5a9d9c${TO.slice(2).padStart(64, '0')}`;
    expect(
      told(
        whole(transaction({ to: '0x27b1fdb04752bbc536007a920d24acb045561c26', data: activate })),
      )[1],
    ).toBe('signed');
    expect(told(whole(transaction({ to: undefined, data: '0xf83d08ba' })))[0]).toBe('6a80');
    const raw = transaction({ data: '0xf83d08ba' });
    const cut = concat(PATH_BYTES, raw.subarray(0, -3));
    expect(why(send(cut))).toBe(
      'the transaction is not taken: the chunk ends within the selector of the call data',
    );
  });

  it('mistakes a header cut by the end of a chunk for the field before', () => {
    const word = (hex: string) => hex.padStart(64, '0');
    const vote = `0x580d747a${[TO.slice(2), AMOUNT.toString(16), '', ''].map(word).join('')}`;
    const raw = transaction({ data: vote });
    const header = raw.length - 1 - 132 - 2;
    expect(toHex(raw.subarray(header, header + 2))).toBe('b884');
    const cutAt = (at: number) => told(whole(raw.subarray(0, at)), send(raw.subarray(at), 0x80));
    expect(cutAt(header)[0]).toBe('b00a');
    expect(cutAt(header + 1)[0]).toBe('6a80');
    // Behind it, the selector is missing at once: the second part finds nothing begun.
    expect(cutAt(header + 2)[0]).toBe('6985');
    expect(cutAt(header + 6)[0]).toBe('b00a');
  });

  it('knows tokens that are signed for, and no payment of them fits', () => {
    const contract = '765de816845861e75a25fca122bb6898b8b1282a';
    const fields = concat(bytesOf('cUSD'), fromHex(contract), fromHex('000000120000a4ec'));
    const token = concat(Uint8Array.of(4), fields, fromHex('30060201010201 01'.replace(' ', '')));
    const seen: string[] = [];
    const verifier = {
      name: 'asked',
      verify: ({ publicKey }: { publicKey: Uint8Array }) => {
        seen.push(toHex(publicKey));
        return toHex(publicKey) === toHex(TOKEN_KEY);
      },
    };
    const play = (...commands: Uint8Array[]) => {
      const started = celoSigner.start(approval, context);
      if ('refused' in started) throw new Error('not started');
      let step = { state: started.state } as ReturnType<typeof celoSigner.receive>;
      for (const command of commands) {
        const buffer = received(EMPTY_RECEIVE_BUFFER, command);
        step = celoSigner.receive(step.state, command, { ...context, verifier, received: buffer });
      }
      return [toHex(step.answer!.subarray(-2)), step.reason?.what];
    };
    const provide = send(token, 0, 0, 0x0a);
    expect(play(provide)).toEqual(['9000', undefined]);
    expect(seen).toHaveLength(2);
    // Fees in a currency it was told of, and in one it was not.
    expect(play(provide, whole(cip64(contract)))).toEqual(['9000', undefined]);
    expect(play(whole(cip64(contract)))[1]).toMatch(/^the fees are in a currency/);
    expect(play(whole(cip64('')))).toEqual(['9000', undefined]);
    const call = `0xa9059cbb${TO.slice(2).padStart(64, '0')}${AMOUNT.toString(16).padStart(64, '0')}`;
    const pays = transaction({ to: `0x${contract}`, value: 0n, data: call });
    expect(play(provide, whole(pays))[1]).toMatch(/on 8 bytes, here on 32/);
    // Another command makes it forget.
    expect(play(provide, send(PATH_BYTES, 0, 0, 0x02), whole(cip64(contract)))[0]).toBe('6a80');
  });

  it('gives public keys that nobody is shown', () => {
    const { uncompressed, chainCode } = wallet.secp256k1(PATH);
    const [answer] = played(celoSigner, approval, [send(PATH_BYTES, 0, 1, 0x02)]).answers;
    const address = bytesOf('197657b428707c304a5Ee9BA09aF7d13D17BF0D9');
    expect(answer).toEqual(
      concat(
        Uint8Array.of(65),
        uncompressed,
        Uint8Array.of(40),
        address,
        chainCode,
        fromHex('9000'),
      ),
    );
    expect(told(send(PATH_BYTES, 1, 0, 0x02))[0]).toBe('6f42');
    expect(told(fromHex('e008000000'))[0]).toBe('6f42');
    expect(toHex(played(celoSigner, approval, [fromHex('e006000000')]).answers[0]!)).toBe(
      '020107009000',
    );
    expect(toHex(played(celoSigner, approval, [fromHex('e00c000000')]).answers[0]!)).toBe('029000');
  });

  it('reads a cut command into what an earlier one left', () => {
    const full = whole(transaction());
    const spoilt = full.slice();
    spoilt[3] = 1;
    expect(told(spoilt, full.subarray(0, 40))[1]).toBe('signed');
  });
});
