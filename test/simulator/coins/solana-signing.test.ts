/**
 * The Solana app between START_SIGNING_TRANSACTION and its return. Nothing is recorded: rules are
 * those of app-solana 1.9.0, addresses and statuses of payments those of Ledger's own tests.
 */
import { createPublicKey, verify } from 'node:crypto';
import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { concat, EMPTY, fromHex, toHex, utf8 } from '../../../src/bytes.js';
import type {
  Approval,
  SigningContext,
  SigningStep,
} from '../../../src/simulator/coins/signing.js';
import { isNotMore } from '../../../src/simulator/coins/solana/checks.js';
import { solanaSigner } from '../../../src/simulator/coins/solana/sign.js';
import { ownsTokenAccount } from '../../../src/simulator/coins/solana/token-owner.js';
import { amountBytes, tokenConfiguration, wallet } from './questions.js';
import { played } from './recorded-signing.js';
import { signsOnlyWhatWasApproved } from './signing-properties.js';
import {
  contextWithCertificate,
  descriptor,
  type Instruction,
  le,
  message,
  PROGRAM,
  tokenAccountOf,
  transfer,
  unitLimit,
  unitPrice,
} from './solana-message.js';

const PATH = [44, 501, 0, 0].map((index) => index + 0x80000000);
const PATH_BYTES = fromHex('01048000002c800001f58000000080000000');
const OWN = base58.encode(wallet.ed25519Slip10(PATH)!);
const RECIPIENT = 'JA2zDGUjCJePxBWbW895rMPUSBPPU15Q5UbqspezSzwF';
const OTHER = 'EQ96zptNAWwM23m5v2ByChCMTFu6zUmJgRtUrQV1uYNM';

const APPROVAL: Approval = {
  destination: RECIPIENT,
  amount: amountBytes(2_500_000_000n),
  fees: amountBytes(5640n),
  extraId: '',
  extraData: EMPTY,
  configuration: EMPTY,
};
/** In parts, where one does not do. */
function send(raw: Uint8Array, p1 = 1): Uint8Array[] {
  const data = concat(PATH_BYTES, raw);
  const starts = Array.from({ length: Math.ceil(data.length / 255) }, (_, part) => 255 * part);
  return starts.map((start) => {
    const p2 = (start > 0 ? 1 : 0) | (start + 255 < data.length ? 2 : 0);
    return encodeCommand({ cla: 0xe0, ins: 0x06, p1, p2, data: data.subarray(start, start + 255) });
  });
}
const own = (...instructions: Instruction[]) => message(OWN, instructions);
const SOL = transfer(OWN, RECIPIENT, 2_500_000_000n);

const told = (raw: Uint8Array, approval = APPROVAL) => {
  const { answers, ends, reason } = played(solanaSigner, approval, send(raw));
  return [toHex(answers.at(-1)!.subarray(-2)), ends, reason?.what];
};
const why = (raw: Uint8Array, approval = APPROVAL) => {
  const [status, ends, what] = told(raw, approval);
  return status === '6f00' && ends === 'refused' ? what : [status, ends, what];
};

describe('SOL', () => {
  signsOnlyWhatWasApproved(
    () => [
      { signer: solanaSigner, approval: APPROVAL, commands: send(own(SOL)) },
      {
        signer: solanaSigner,
        approval: APPROVAL,
        commands: send(own(unitLimit(300), unitPrice(20_000n), SOL)),
      },
    ],
    ['amount', 'destination', 'extraId'],
  );

  it('signs the message, in one part or several, of either version', () => {
    const raw = message(OWN, [SOL], { versioned: true });
    const whole = played(solanaSigner, APPROVAL, send(raw));
    expect([whole.ends, toHex(whole.answers[0]!.subarray(64))]).toEqual(['signed', '9000']);
    const parts = [
      encodeCommand({
        cla: 0xe0,
        ins: 6,
        p1: 1,
        p2: 2,
        data: concat(PATH_BYTES, raw.subarray(0, 50)),
      }),
      encodeCommand({ cla: 0xe0, ins: 6, p1: 1, p2: 3, data: raw.subarray(50, 90) }),
      encodeCommand({ cla: 0xe0, ins: 6, p1: 1, p2: 1, data: raw.subarray(90) }),
    ];
    const { answers } = played(solanaSigner, APPROVAL, parts);
    expect(answers.slice(0, 2).map((answer) => toHex(answer!))).toEqual(['9000', '9000']);
    expect(answers[2]).toEqual(whole.answers[0]);
    const spki = concat(fromHex('302a300506032b6570032100'), base58.decode(OWN)) as Buffer;
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, raw, key, answers[2]!.subarray(0, 64))).toBe(true);
  });

  it('signs with the old instruction, which says its length twice', () => {
    const raw = own(SOL);
    const data = concat(PATH_BYTES.subarray(1), Uint8Array.of(0, raw.length), raw);
    const command = concat(Uint8Array.of(0xe0, 3, 1, 0, 0, data.length), data);
    expect(played(solanaSigner, APPROVAL, [command]).ends).toBe('signed');
    expect(played(solanaSigner, APPROVAL, [command.subarray(0, -1)]).ends).toBeUndefined();
  });

  it('tells what differs', () => {
    expect(why(own(transfer(OWN, RECIPIENT, 1n)))).toBe('amount 0.000000001 SOL, approved 2.5 SOL');
    expect(why(own(transfer(OWN, OTHER, 2_500_000_000n)))).toBe(
      `destination ${OTHER}, approved ${RECIPIENT}`,
    );
    // 5000 lamports for the signature and 300 units of 20 lamports.
    expect(why(own(unitLimit(300), unitPrice(20_000_000n), SOL))).toBe(
      'fees 0.000011 SOL, approved 0.00000564 SOL',
    );
    expect(why(own(transfer(OWN, OTHER, 1n)))).toMatch(/^amount /);
  });

  it('looks at fees only where the transaction sets them', () => {
    const signs = (...budget: Instruction[]) => told(own(...budget, SOL))[1] === 'signed';
    const cheap = { ...APPROVAL, fees: amountBytes(1n) };
    expect(told(own(SOL), cheap)[1]).toBe('signed');
    expect(told(own(unitLimit(300), SOL), cheap)[1]).toBe('refused');
    expect(signs(unitLimit(300), unitPrice(20_000n))).toBe(true);
    // 0.000005 SOL and 0.00000564 SOL: the text ends before it differs.
    expect(signs(unitLimit(300))).toBe(false);
    // Two instructions of 200,000 units each where no limit is set.
    expect(signs(unitPrice(1600n))).toBe(true);
    expect(signs(unitPrice(1601n))).toBe(true);
    expect(signs(unitPrice(1750n))).toBe(false);
    // Heap size and the like set none.
    expect(told(own({ program: PROGRAM.budget, data: fromHex('0100000100') }, SOL), cheap)[1]).toBe(
      'signed',
    );
    // Behind the transfer they do not go together with it.
    expect(told(own(SOL, unitLimit(300)))[0]).toBe('6808');
  });

  it('compares fees by their digits from the left', () => {
    expect(isNotMore('0.000005 SOL', '0.000005 SOL')).toBe(true);
    expect(isNotMore('0.000005 SOL', '0.000006 SOL')).toBe(true);
    expect(isNotMore('0.000006 SOL', '0.000005 SOL')).toBe(false);
    expect(isNotMore('10 SOL', '9 SOL')).toBe(true);
    expect(isNotMore('0.00001 SOL', '0.000015 SOL')).toBe(false);
    expect(isNotMore('0.000015 SOL', '0.00001 SOL')).toBe(false);
  });

  it('passes over memos and a nonce, and shows nobody else', () => {
    const memo = { program: PROGRAM.memo, data: utf8('for you') };
    const nonce = { program: PROGRAM.system, accounts: [OTHER, OTHER, OWN], data: le(4, 4) };
    expect(told(own(memo, SOL))[1]).toBe('signed');
    expect(told(own(nonce, SOL))[1]).toBe('signed');
    expect(why(own(nonce))).toBe('the transaction has a nonce alone');
    expect(why(own(transfer(OTHER, RECIPIENT, 2_500_000_000n)))).toBe(
      'the transaction has another sender',
    );
    expect(why(message(OTHER, [SOL], { signers: [OWN] }))).toBe(
      'the transaction has another fee payer',
    );
  });

  it('waits where it cannot read or show the message', () => {
    const waits = (raw: Uint8Array) => told(raw).slice(0, 2);
    expect(waits(own(SOL).subarray(0, 60))).toEqual(['6a80', undefined]);
    expect(waits(message(OTHER, [SOL]))).toEqual(['6a81', undefined]);
    expect(waits(own(SOL).subarray(0, -1))).toEqual(['6808', undefined]);
    expect(waits(concat(own(SOL), Uint8Array.of(0)))).toEqual(['6808', undefined]);
    expect(waits(own())).toEqual(['6808', undefined]);
    expect(waits(own(SOL, SOL))).toEqual(['6808', undefined]);
    expect(waits(own(SOL, SOL, SOL, SOL, SOL))).toEqual(['6808', undefined]);
    expect(waits(own({ program: OTHER }))).toEqual(['6808', undefined]);
    expect(waits(own({ ...SOL, accounts: [OWN] }))).toEqual(['6808', undefined]);
    expect(waits(own({ ...SOL, data: SOL.data!.subarray(0, 8) }))).toEqual(['6808', undefined]);
    const tables = message(OWN, [SOL], { versioned: true });
    tables[tables.length - 1] = 1;
    expect(waits(tables)).toEqual(['6808', undefined]);
    expect(waits(own({ program: PROGRAM.stake }))).toEqual(['6f42', undefined]);
    // Nothing is signed without asking, in a swap or out of it.
    const { answers } = played(solanaSigner, APPROVAL, send(own(SOL), 0));
    expect(toHex(answers[0]!)).toBe('6808');
  });

  it('takes commands in as strictly as the app', () => {
    const answer = (...commands: string[]) =>
      toHex(played(solanaSigner, APPROVAL, commands.map(fromHex)).answers.at(-1)!);
    expect(answer('e004000000')).toBe('00000109009000');
    expect(answer('e00100000000')).toBe('00000109009000');
    expect(answer('e00500000d038000002c800001f580000000')).toHaveLength(68);
    expect(answer('e00501000d038000002c800001f580000000')).toBe('6f42');
    expect(answer('e005000001ff')).toBe('6a80');
    expect(answer('e00500000101')).toBe('6a83');
    expect(answer('e0060100020205')).toBe('6a80');
    expect(answer('e006010000')).toBe('6a83');
    expect(answer('e00601010100')).toBe('6a80');
    expect(answer('e0060100')).toBe('6a83');
    expect(answer('e00601000100ff')).toBe('6a83');
    expect(answer('e0')).toBe('6a83');
    expect(answer('')).toBe('6982');
    expect(answer('b004000000')).toBe('6a81');
    expect(answer('e008000000')).toBe('6d00');
    // Another command in between, and the parts are forgotten.
    const data = concat(PATH_BYTES, own(SOL).subarray(0, 50));
    const first = toHex(encodeCommand({ cla: 0xe0, ins: 6, p1: 1, p2: 2, data }));
    expect(answer(first, 'e004000000', 'e006010101aa')).toBe('6a80');
  });

  it('does not begin with a memo or a broken sub-configuration', () => {
    const ends = (changes: Partial<Approval>) =>
      played(solanaSigner, { ...APPROVAL, ...changes }, []).ends;
    expect(ends({})).toBeUndefined();
    expect(ends({ extraId: 'memo' })).toBe('refused');
    expect(ends({ configuration: Uint8Array.of(4) })).toBe('refused');
    expect(ends({ amount: new Uint8Array(9) })).toBe('refused');
  });
});

const USDC = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';
/** Of the recipient, as Ledger's own tests and every wallet derive it. */
const RECIPIENT_ACCOUNT = 'E46USbER4g7MKHmvvEzFgRPCdkk4aw153SCZKVjLXqgz';
const TOKEN_2022_ACCOUNT = base58.encode(
  tokenAccountOf(base58.decode(RECIPIENT), base58.decode(USDC), base58.decode(PROGRAM.token2022)),
);
const OWN_ACCOUNT = 'BG5wLFkBdAsMTTnGFsYRkBKCo3uHLHnvHqgR7KHEYvoZ';

const TOKEN_APPROVAL: Approval = {
  ...APPROVAL,
  amount: amountBytes(12_500_000n),
  configuration: tokenConfiguration('USDC', 6),
};
const tokens = (
  changes: Partial<{ mint: string; to: string; amount: bigint; decimals: number }> = {},
) => {
  const { mint, to, amount, decimals } = {
    mint: USDC,
    to: RECIPIENT_ACCOUNT,
    amount: 12_500_000n,
    decimals: 6,
    ...changes,
  };
  const accounts = [OWN_ACCOUNT, mint, to, OWN];
  const data = concat(Uint8Array.of(12), le(amount, 8), Uint8Array.of(decimals));
  return { program: PROGRAM.token, accounts, data };
};
const NAME = {
  '01': Uint8Array.of(3),
  '02': Uint8Array.of(2),
  '70': Uint8Array.of(6),
  '71': Uint8Array.of(6),
  '20': utf8(RECIPIENT_ACCOUNT),
  '23': Uint8Array.of(101),
  '22': utf8(RECIPIENT),
  '73': utf8(USDC),
  '12': Uint8Array.of(1, 2, 3, 4),
  '13': Uint8Array.of(7),
  '14': Uint8Array.of(1),
};
const tell = (values: Readonly<Record<string, Uint8Array>> = NAME) =>
  encodeCommand({ cla: 0xe0, ins: 0x21, data: descriptor(values) });
const CHALLENGE = fromHex('e020000000');
const CERTIFICATE = contextWithCertificate.certificate;
/** Program, mint and extensions of a token, as its descriptor names it. */
const tokenId = (program: number, mint: string, extensions: readonly number[] = []) =>
  concat(
    Uint8Array.of(0x10, 1, program, 0x11, mint.length),
    utf8(mint),
    Uint8Array.of(0x12, extensions.length, ...extensions),
  );
const TOKEN = {
  '01': Uint8Array.of(0x90),
  '02': Uint8Array.of(1),
  '03': fromHex('01f5'),
  '04': utf8('Solana'),
  '05': utf8('NEW'),
  '06': Uint8Array.of(6),
  '07': tokenId(0, OTHER),
};

describe('SPL tokens', () => {
  const session = (raw: Uint8Array, approval = TOKEN_APPROVAL, name = tell()) =>
    played(solanaSigner, approval, [CHALLENGE, name, ...send(raw)], {
      context: contextWithCertificate,
    });
  const refusal = (raw: Uint8Array, approval = TOKEN_APPROVAL, name = tell()) => {
    const { answers, ends, said: reason } = session(raw, approval, name);
    const status = toHex(answers.at(-1)!.subarray(-2));
    return status === '6f00' && ends === 'refused' ? reason?.what : [status, ends, reason?.what];
  };

  signsOnlyWhatWasApproved(
    () => [
      {
        signer: solanaSigner,
        approval: TOKEN_APPROVAL,
        commands: [CHALLENGE, tell(), ...send(own(tokens()))],
        context: contextWithCertificate,
      },
    ],
    ['amount', 'destination', 'extraId'],
  );

  it('knows the token account of an owner', () => {
    const keys = [RECIPIENT, USDC, RECIPIENT_ACCOUNT].map((text) => base58.decode(text)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    expect(ownsTokenAccount(...keys, false)).toBe(true);
    expect(ownsTokenAccount(...keys, true)).toBe(false);
    expect(ownsTokenAccount(keys[1], keys[0], keys[2], false)).toBe(false);
  });

  it('answers challenge and name, then signs', () => {
    const { answers, ends } = session(own(tokens()));
    expect(answers.slice(0, 2).map((answer) => toHex(answer!))).toEqual(['010203049000', '9000']);
    expect([ends, answers[2]!.length]).toEqual(['signed', 66]);
  });

  it('makes the token account first, and pays fees', () => {
    const make = {
      program: PROGRAM.tokenAccount,
      accounts: [OWN, RECIPIENT_ACCOUNT, RECIPIENT, USDC, PROGRAM.system, PROGRAM.token],
    };
    expect(session(own(make, tokens())).ends).toBe('signed');
    expect(session(own(unitLimit(300), unitPrice(20_000n), tokens())).ends).toBe('signed');
    expect(refusal(own(unitLimit(300), unitPrice(20_000_000n), tokens()))).toMatch(/^fees /);
    const another = { ...make, accounts: [OWN, OTHER, ...make.accounts.slice(2)] };
    expect(refusal(own(another, tokens()))).toBe(
      `token account ${OTHER}, told ${RECIPIENT_ACCOUNT}`,
    );
    expect(refusal(own(make))).toBe('no transfer of tokens, approved USDC');
    expect(refusal(own({ ...make, accounts: make.accounts.slice(1) }, tokens()))).toEqual([
      '6808',
      undefined,
      'the app cannot show it: an instruction that lacks accounts',
    ]);
  });

  it('tells what differs', () => {
    expect(refusal(own(tokens({ amount: 12_500_001n })))).toBe(
      'amount 12.500001 USDC, approved 12.5 USDC',
    );
    expect(refusal(own(tokens({ decimals: 7 })))).toBe('amount 1.25 USDC, approved 12.5 USDC');
    const usdt = { ...TOKEN_APPROVAL, configuration: tokenConfiguration('USDT', 6) };
    expect(refusal(own(tokens()), usdt)).toBe('amount 12.5 USDC, approved 12.5 USDT');
    expect(refusal(own(tokens()), { ...TOKEN_APPROVAL, destination: OTHER })).toBe(
      `destination ${RECIPIENT}, approved ${OTHER}`,
    );
    expect(refusal(own(SOL))).toBe('no transfer of tokens, approved USDC');
    expect(refusal(own(tokens()), APPROVAL)).toBe('a transfer of tokens, approved SOL');
    const several = tokens();
    expect(refusal(own({ ...several, accounts: [...several.accounts, OTHER] }))).toBe(
      'the transaction has several signers',
    );
  });

  it('cannot show a transfer whose owner was not told', () => {
    const cannot = (raw: Uint8Array, name = tell()) => refusal(raw, TOKEN_APPROVAL, name)?.[2];
    const { answers } = played(solanaSigner, TOKEN_APPROVAL, send(own(tokens())));
    expect(toHex(answers[0]!)).toBe('6808');
    expect(cannot(own(tokens({ to: OTHER })))).toMatch(/another account than told$/);
    expect(cannot(own(tokens({ mint: OTHER })))).toMatch(/another mint than told$/);
    expect(cannot(own(tokens()), tell({ ...NAME, '22': utf8(OTHER) }))).toMatch(/not the owner’s$/);
  });

  it('of Token-2022 wants the fee said, none taken, and no hook', () => {
    // Derived of the same owner and mint under the other program.
    const account = TOKEN_2022_ACCOUNT;
    const name = tell({ ...NAME, '20': utf8(account) });
    const plain = { ...tokens({ to: account }), program: PROGRAM.token2022 };
    const refused = (instruction: Instruction) => refusal(own(instruction), TOKEN_APPROVAL, name);
    expect(refused(plain)).toBe('a transfer of Token-2022 must say the fee of the token');
    const fee = (of: bigint): Instruction => ({
      ...plain,
      data: concat(Uint8Array.of(26, 1), plain.data.subarray(1), le(of, 8)),
    });
    expect(session(own(fee(0n)), TOKEN_APPROVAL, name).ends).toBe('signed');
    expect(refused(fee(1n))).toBe('the transaction has a fee of the token');
    const hook = { ...fee(0n), accounts: [...plain.accounts, OTHER] };
    expect(refused(hook)).toBe('the transfer calls another program');
    expect(refused({ ...fee(0n), program: PROGRAM.token })?.[0]).toBe('6808');
    const guard = { program: PROGRAM.token2022, data: Uint8Array.of(34) };
    expect(session(own(guard, fee(0n)), TOKEN_APPROVAL, name).ends).toBe('signed');
    const memo = { program: PROGRAM.token2022, data: Uint8Array.of(30) };
    expect(refusal(own(memo, fee(0n)), TOKEN_APPROVAL, name)).toBe(
      'the transaction has a warning of unsupported extensions',
    );
  });

  it('takes only what Ledger’s resolver signed for the challenge', () => {
    const answer = (name: Uint8Array, context = contextWithCertificate) =>
      toHex(played(solanaSigner, TOKEN_APPROVAL, [CHALLENGE, name], { context }).answers.at(-1)!);
    expect(answer(tell())).toBe('9000');
    expect(answer(tell({ ...NAME, '12': Uint8Array.of(1, 2, 3, 5) }))).toBe('6c00');
    expect(answer(tell({ ...NAME, '13': Uint8Array.of(0) }))).toBe('6c00');
    expect(answer(tell({ ...NAME, '70': Uint8Array.of(1) }))).toBe('6c00');
    expect(answer(tell({ ...NAME, '71': Uint8Array.of(1) }))).toBe('6c00');
    expect(answer(tell({ ...NAME, '22': utf8('no address') }))).toBe('6c00');
    const { '73': _, ...withoutMint } = NAME;
    expect(answer(tell(withoutMint))).toBe('6c00');
    const spoilt = tell();
    spoilt[20]! ^= 1;
    expect(answer(spoilt)).toBe('6c00');
    expect(answer(tell(), { ...contextWithCertificate, certificate: undefined as never })).toBe(
      '6c00',
    );
  });

  it('renews the challenge with each name, and a bad name takes the good one away', () => {
    const bad = tell({ ...NAME, '70': Uint8Array.of(1) });
    let drawn = 0;
    const context = {
      ...contextWithCertificate,
      randomness: {
        nonce: () => EMPTY,
        challenge: () => Uint8Array.of(1, 2, 3, 4 + drawn++),
      },
    };
    const commands = [CHALLENGE, CHALLENGE, tell(), CHALLENGE, bad, ...send(own(tokens()))];
    const { answers } = played(solanaSigner, TOKEN_APPROVAL, commands, { context });
    expect(answers.map((answer) => toHex(answer!))).toEqual([
      '010203049000',
      '010203049000',
      '9000',
      '010203059000',
      '6c00',
      '6808',
    ]);
  });

  it('writes the ticker Ledger tells of a token the app does not know', () => {
    const account = base58.encode(
      tokenAccountOf(base58.decode(RECIPIENT), base58.decode(OTHER), base58.decode(PROGRAM.token)),
    );
    const name = tell({ ...NAME, '20': utf8(account), '73': utf8(OTHER) });
    const approval = { ...TOKEN_APPROVAL, configuration: tokenConfiguration('NEW', 6) };
    const pay = send(own(tokens({ mint: OTHER, to: account })));
    const context = { ...contextWithCertificate, certificate: { ...CERTIFICATE, keyUsage: 8 } };
    const told = (values: Readonly<Record<string, Uint8Array>>, as = context) => {
      const command = encodeCommand({ cla: 0xe0, ins: 0x22, data: descriptor(values, '08') });
      return played(solanaSigner, approval, [command], { context: as });
    };
    // The certificate changes between the two: they are for different things.
    const pays = (values?: Readonly<Record<string, Uint8Array>>) => {
      const start = solanaSigner.start(approval, context);
      if ('refused' in start) throw new Error(start.refused.what);
      let { state } = start;
      let last: SigningStep<typeof state> | undefined;
      const step = (apdu: Uint8Array, as: SigningContext) => {
        last = solanaSigner.receive(state, apdu, as);
        state = last.state;
      };
      step(CHALLENGE, contextWithCertificate);
      step(name, contextWithCertificate);
      if (values !== undefined) {
        step(encodeCommand({ cla: 0xe0, ins: 0x22, data: descriptor(values, '08') }), context);
        expect(toHex(last!.answer!)).toBe('9000');
      }
      for (const apdu of pay) step(apdu, context);
      return last!.ends === 'signed' ? 'signed' : last!.reason?.what;
    };
    expect(pays()).toBe('amount 12.5 ???, approved 12.5 NEW');
    expect(pays(TOKEN)).toBe('signed');
    expect(pays({ ...TOKEN, '05': utf8('OLD') })).toBe('amount 12.5 OLD, approved 12.5 NEW');
    const of2022 = { ...TOKEN, '07': tokenId(1, OTHER) };
    expect(pays(of2022)).toBe('amount 12.5 ???, approved 12.5 NEW');
    expect(pays({ ...TOKEN, '07': tokenId(0, USDC) })).toBe('amount 12.5 ???, approved 12.5 NEW');

    const answer = (...given: Parameters<typeof told>) => toHex(told(...given).answers[0]!);
    expect(answer(TOKEN)).toBe('9000');
    expect(answer({ ...TOKEN, '03': fromHex('800001f5') })).toBe('9000');
    expect(answer({ ...TOKEN, '03': Uint8Array.of(60) })).toBe('6ca0');
    expect(answer({ ...TOKEN, '04': utf8('Ethereum') })).toBe('6ca0');
    expect(answer({ ...TOKEN, '01': Uint8Array.of(3) })).toBe('6ca0');
    expect(answer({ ...TOKEN, '07': tokenId(2, OTHER) })).toBe('6ca0');
    expect(answer({ ...TOKEN, '07': tokenId(0, OTHER, [17]) })).toBe('6ca0');
    expect(answer({ ...TOKEN, '07': tokenId(0, 'nothing') })).toBe('6ca0');
    const { '06': _, ...withoutMagnitude } = TOKEN;
    expect(answer(withoutMagnitude)).toBe('6ca0');
    expect(answer(TOKEN, { ...context, certificate: CERTIFICATE })).toBe('6ca0');
  });
});
