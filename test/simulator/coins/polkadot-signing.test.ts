/**
 * The Polkadot app between START_SIGNING_TRANSACTION and its return. Nothing is recorded of it: rules
 * are those of app-polkadot 100.0.10, addresses those of Ledger's own tests. Digest and items were
 * compared with proofs of real chains.
 */
import { createPublicKey, verify } from 'node:crypto';
import { blake2b } from '@noble/hashes/blake2.js';
import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { concat, EMPTY, fromHex, textOf, toHex } from '../../../src/bytes.js';
import { polkadotSigner } from '../../../src/simulator/coins/polkadot/sign.js';
import { ss58 } from '../../../src/simulator/coins/polkadot/ss58.js';
import type { Approval } from '../../../src/simulator/coins/signing.js';
import { type Chain, le, metadata, type Payment, transaction } from './polkadot-metadata.js';
import { amountBytes, wallet } from './questions.js';
import { played } from './recorded-signing.js';
import { signsOnlyWhatWasApproved } from './signing-properties.js';

const PATH = [44, 354, 0, 0, 0].map((index) => index + 0x80000000);
const PATH_BYTES = concat(...PATH.map((index) => le(index, 4)));
const OWN = '14TwSqXEoCPK7Q7Jnk2RFzbPZXppsxz24bHaQ7fakwio7DFn';
const DESTINATION = '15ED4RbHLbz5zYhdij9yyEjKZZjuUC6CdxKZ14f4aKSkjL9H';
const OTHER = '13zAiMiN2HdJfEXn4NkVCWxuemScdaXGYKJrbJr1Nt6kjBRD';
const accountOf = (address: string) => base58.decode(address).subarray(1, 33);

const KEY = createPublicKey({
  key: concat(fromHex('302a300506032b6570032100'), accountOf(OWN)) as Buffer,
  format: 'der',
  type: 'spki',
});

const APPROVAL: Approval = {
  destination: DESTINATION,
  amount: amountBytes(125138026362100973352314721007221280020n),
  fees: amountBytes(100000000n),
  extraId: '',
  extraData: EMPTY,
  configuration: EMPTY,
};
const PAYMENT: Payment = {
  to: accountOf(DESTINATION),
  value: 125138026362100973352314721007221280020n,
};

const part = (p1: number, data: Uint8Array, ins = 0x02, p2 = 0) =>
  encodeCommand({ cla: 0xf9, ins, p1, p2, data });
/** Path and size, then the transaction and its metadata in parts. */
function send(blob: Uint8Array, proof: Uint8Array): Uint8Array[] {
  const raw = concat(blob, proof);
  const starts = Array.from({ length: Math.ceil(raw.length / 250) }, (_, at) => 250 * at);
  const parts = starts.map((start) => {
    const isLast = start + 250 >= raw.length;
    return part(isLast ? 2 : 1, raw.subarray(start, start + 250));
  });
  return [part(0, concat(PATH_BYTES, le(blob.length, 2))), ...parts];
}

function commands(payment: Partial<Payment> = {}, chain: Chain = {}): Uint8Array[] {
  const { proof, digest } = metadata(chain);
  return send(transaction({ ...PAYMENT, ...payment }, digest), proof);
}
const told = (sent: readonly Uint8Array[], approval = APPROVAL) => {
  const { answers, ends, said } = played(polkadotSigner, approval, sent);
  const last = answers.at(-1)!;
  return [textOf(last.subarray(0, -2)), toHex(last.subarray(-2)), ends, said?.what];
};

describe('Polkadot', () => {
  signsOnlyWhatWasApproved(
    () => [
      { signer: polkadotSigner, approval: APPROVAL, commands: commands() },
      {
        signer: polkadotSigner,
        approval: { ...APPROVAL, amount: amountBytes(446739662n), destination: OTHER },
        commands: commands({ method: 3, to: accountOf(OTHER), value: 446739662n }),
      },
    ],
    ['amount', 'destination'],
  );

  it('signs the transaction without the metadata', () => {
    const { proof, digest } = metadata();
    const blob = transaction(PAYMENT, digest);
    const { answers, ends } = played(polkadotSigner, APPROVAL, send(blob, proof));
    const last = answers.at(-1)!;
    expect([ends, last[0], last.length]).toEqual(['signed', 0, 67]);
    expect(verify(null, blob, KEY, last.subarray(1, 65))).toBe(true);
    expect(wallet.ed25519Bip32(PATH).seedPublicKey()).toEqual(accountOf(OWN));
  });

  it('reads a proof of those types alone that are used', () => {
    expect(told(commands({}, { without: [2, 3, 4, 10, 12, 15] }))[2]).toBe('signed');
    // The method is not among them.
    expect(told(commands({}, { without: [1] })).slice(0, 3)).toEqual([
      'Unexpected buffer end',
      '6984',
      undefined,
    ]);
  });

  it('tells what differs', () => {
    expect(told(commands({ value: 446739662n }))).toEqual([
      'Swap txn wrong amount',
      '6984',
      'refused',
      'amount DOT 0.0446739662, approved DOT 12513802636210097335231472100.722128002',
    ]);
    expect(told(commands({ to: accountOf(OTHER) }))).toEqual([
      'Swap txn wrong destination addr',
      '6984',
      'refused',
      `destination ${OTHER}, approved ${DESTINATION}`,
    ]);
    expect(told(commands({ to: accountOf(OTHER), value: 1n }))[0]).toMatch(/destination/);
    expect(told(commands({ tip: 1n }))).toEqual([
      'Swap txn wrong method args count',
      '6984',
      'refused',
      'a tip, approved none',
    ]);
    expect(told(commands({}, { name: 'kusama' }))).toEqual([
      'Swap txn wrong method',
      '6984',
      'refused',
      'the chain is kusama, not polkadot',
    ]);
    expect(told(commands({}, { decimals: 12 }))[0]).toBe('Swap txn wrong amount');
    expect(told(commands({}, { unit: 'KSM' }))[0]).toBe('Swap txn wrong amount');
  });

  it('refuses another call', () => {
    const { proof, digest } = metadata();
    const blob = transaction(PAYMENT, digest);
    const call = (...bytes: Uint8Array[]) => told(send(concat(...bytes), proof));
    const rest = blob.subarray(52);
    const [to, value] = [blob.subarray(2, 35), blob.subarray(35, 52)];
    expect(call(Uint8Array.of(5, 2), to, to, value, rest)).toEqual([
      'Swap txn wrong method args count',
      '6984',
      'refused',
      'a call of which 6 things are shown, a transfer has 4',
    ]);
    expect(call(Uint8Array.of(5, 10), value, rest)[0]).toBe('Swap txn wrong method args count');
    expect(call(Uint8Array.of(6, 0), to, value, rest)[0]).toBe('Unexpected buffer end');
  });

  it('waits on with the app’s own text where it cannot read', () => {
    const { proof, digest } = metadata();
    const blob = transaction(PAYMENT, digest);
    const text = (sent: readonly Uint8Array[]) => {
      const [said, status, ends] = told(sent);
      return status === '6984' && ends === undefined ? said : [said, status, ends];
    };
    expect(text(send(blob, concat(proof, Uint8Array.of(0))))).toBe('Unexpected unparsed bytes');
    expect(text(send(concat(blob, Uint8Array.of(0)), proof))).toBe('Unexpected unparsed bytes');
    expect(text(send(blob, proof.subarray(0, -1)))).toBe('Unexpected buffer end');
    expect(text(send(blob.subarray(0, -1), proof))).toBe('Unexpected buffer end');
    const spoilt = blob.slice();
    spoilt[spoilt.length - 1]! ^= 1;
    expect(text(send(spoilt, proof))).toBe('wrong metadata digest');
    expect(text(send(transaction({ ...PAYMENT, mode: 0 }, digest), proof))).toBe(
      'wrong metadata digest',
    );
    // Another leaf than the one that was hashed.
    const changed = proof.slice();
    const at = textOf(proof).indexOf('transfer_keep_alive');
    changed[at] = 0x54;
    expect(text(send(blob, changed))).toBe('wrong metadata digest');
    const era = (...bytes: number[]) =>
      send(transaction({ ...PAYMENT, era: Uint8Array.from(bytes) }, digest), proof);
    expect(told(era(0))[2]).toBe('signed');
    expect(text(era(0xf1, 0xff))).toBe('Unexpected value');
    expect(text([part(0, concat(PATH_BYTES, le(9999, 2))), part(2, blob)])).toBe(
      'Initialized empty context',
    );
  });

  it('signs the hash of what is longer than 256 bytes', () => {
    const signedBy = (genesisSize: number, message: (blob: Uint8Array) => Uint8Array) => {
      const { proof, digest } = metadata({ genesisSize });
      const blob = transaction({ ...PAYMENT, genesisSize }, digest);
      const { answers } = played(polkadotSigner, APPROVAL, send(blob, proof));
      const signature = answers.at(-1)!.subarray(1, 65);
      return [blob.length, verify(null, message(blob), KEY, signature)];
    };
    expect(signedBy(130, (blob) => blob)).toEqual([256, true]);
    expect(signedBy(131, (blob) => blake2b(blob, { dkLen: 32 }))).toEqual([257, true]);
  });

  it('answers for version and address, and wants things in order', () => {
    const answer = (...sent: Uint8Array[]) =>
      toHex(played(polkadotSigner, APPROVAL, sent).answers.at(-1)!);
    const prefix = concat(PATH_BYTES, le(0, 2));
    expect(answer(fromHex('f900000000'))).toBe('0000640000000a00331000049000');
    expect(answer(part(0, prefix, 0x01))).toBe(
      `${toHex(accountOf(OWN))}${Buffer.from(OWN).toString('hex')}9000`,
    );
    expect(answer(part(1, prefix, 0x01))).toBe('6f42');
    expect(answer(part(0, PATH_BYTES, 0x01))).toBe('6700');
    expect(answer(part(0, concat(PATH_BYTES, le(16384, 2)), 0x01))).toBe('6984');
    expect(answer(part(0, concat(le(44, 4), prefix.subarray(4)), 0x01))).toBe('6984');
    expect(answer(part(0, PATH_BYTES))).toBe('6700');
    expect(answer(part(0, EMPTY))).toBe('6700');
    expect(answer(part(0, prefix))).toBe('9000');
    expect(answer(part(1, prefix))).toBe('6987');
    expect(answer(part(0, prefix), part(0, prefix, 0x01), part(1, prefix))).toBe('6987');
    expect(answer(part(3, prefix))).toBe('6b00');
    expect(answer(part(0, prefix, 0x02, 1))).toBe('6b00');
    expect(answer(part(0, EMPTY, 0x03))).toBe('6f42');
    expect(answer(part(0, EMPTY, 0x04))).toBe('6d00');
    expect(answer(fromHex('f802000000'))).toBe('6e00');
    expect(answer(fromHex('f9020000'))).toBe('6700');
    const much = Array.from({ length: 66 }, () => part(1, new Uint8Array(250)));
    expect(answer(part(0, prefix), ...much)).toBe('6983');
  });

  it('does not begin with an amount of more than 128 bits or fees of more than 64', () => {
    const ends = (changes: Partial<Approval>) =>
      played(polkadotSigner, { ...APPROVAL, ...changes }, []).ends;
    expect(ends({})).toBeUndefined();
    expect(ends({ amount: new Uint8Array(17) })).toBe('refused');
    expect(ends({ fees: new Uint8Array(9) })).toBe('refused');
  });

  it('writes addresses of other chains', () => {
    // The same account on Kusama, on a chain with a prefix of two bytes, and with none there is.
    const account = accountOf('15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5');
    expect(ss58(account, 2)).toBe('HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F');
    expect(ss58(account, 42)).toBe('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY');
    expect(ss58(account, 16384)).toBeUndefined();
  });
});
