/**
 * Trusted names from release to release (firmware.md#420), with descriptors signed here by a key
 * that the device is told to hold a certificate of.
 */
import { createHash } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { describe, expect, it } from 'vitest';
import { concat, cString, fromHex, textOf } from '../../src/bytes.js';
import { FLOWS } from '../../src/exchange/flows.js';
import { firmware } from '../../src/firmware/index.js';
import { receive } from '../../src/simulator/machine.js';
import type { Certificate } from '../../src/simulator/pki.js';
import { apdu, environment, statesOf } from '../simulator/machine-flow.js';

const SECRET = new Uint8Array(32).fill(0x24);
const CERTIFICATE: Certificate = {
  keyUsage: 4,
  curve: 0x21,
  publicKey: secp256k1.getPublicKey(SECRET, false),
  name: 'test',
};

type Tags = Readonly<Record<number, string | undefined>>;

const PAYOUT = 'bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg';
const hexOf = (text: string) => Buffer.from(text).toString('hex');

/** Tag and value in hex; the challenge is the fixed one of the test build, the key id its own. */
const USUAL: Tags = {
  1: '03',
  2: '02',
  112: '06',
  113: '06',
  32: hexOf(PAYOUT),
  35: '01',
  34: hexOf('owner'),
  115: hexOf('contract'),
  18: 'deadbeef',
  19: '00',
  20: '01',
};

interface Descriptor {
  readonly tags?: Tags;
  readonly certificate?: Certificate | null;
  readonly signature?: Uint8Array;
}

/** Answer to a descriptor and the payout address it leaves, in a release. */
function send(version: string, { tags = {}, certificate, signature }: Descriptor = {}) {
  const merged = Object.entries({ ...USUAL, ...tags });
  const records = merged.flatMap(([tag, value]) => {
    if (value === undefined) return [];
    const bytes = fromHex(value);
    return [concat(Uint8Array.of(Number(tag), bytes.length), bytes)];
  });
  const signed = concat(...records);
  const digest = createHash('sha256').update(signed).digest();
  const own = signature ?? secp256k1.sign(digest, SECRET, { prehash: false, format: 'der' });
  const data = concat(signed, Uint8Array.of(0x15, own.length), own);
  const state = { ...statesOf(FLOWS.SWAP_NG).get('signature-checked')! };
  const held = certificate === undefined ? CERTIFICATE : certificate;
  const outcome = receive(state, apdu(0x11, 3, data), {
    ...environment,
    profile: firmware(version),
    certificate: () => held ?? undefined,
  });
  if (outcome.kind !== 'answer') throw new Error(outcome.kind);
  const status = outcome.status.toString(16);
  const payout = textOf(cString(outcome.state.message.payout_address as Uint8Array));
  return { answer: `${Buffer.from(outcome.data).toString('hex')}${status}`, payout };
}

const answer = (version: string, descriptor?: Descriptor) => send(version, descriptor).answer;

describe('a good descriptor', () => {
  it.each(['4.1.0-pkiv1', '4.1.0-pkiv2', '4.2.0', '4.2.1', '4.2.2', '4.2.4', '4.4.2'])(
    'replaces the address in %s',
    (version) => {
      expect(send(version)).toEqual({ answer: '9000', payout: 'owner' });
    },
  );

  it('that names no address is taken, from 4.2.2 on refused', () => {
    const other = { tags: { 32: hexOf('somebody else') } };
    const answers = ['4.1.0-pkiv1', '4.1.0-pkiv2', '4.2.0', '4.2.1', '4.2.2', '4.4.2'].map(
      (version) => answer(version, other),
    );
    expect(answers).toEqual(['9000', '9000', '9000', '9000', '6d02', '6d02']);
  });
});

describe('what changed', () => {
  it('4.2.0 | 4.2.1: a signature of 64 to 69 bytes is no longer malformed', () => {
    const of = (size: number) => ({ signature: new Uint8Array(size) });
    expect(['4.2.0', '4.2.1'].map((version) => answer(version, of(69)))).toEqual([
      '016a91',
      '846a91',
    ]);
    expect(answer('4.2.1', of(63))).toBe('016a91');
    expect(answer('4.2.1', of(73))).toBe('016a91');
  });

  it('4.2.1 | 4.2.2: version 3, and names of 45 to 64 characters', () => {
    const version3 = { tags: { 2: '03' } };
    const long = (size: number) => ({ tags: { 32: '61'.repeat(size) } });
    expect(['4.2.1', '4.2.2'].map((version) => answer(version, version3))).toEqual([
      '056a91',
      '9000',
    ]);
    expect(['4.2.1', '4.2.2'].map((version) => answer(version, long(45)))).toEqual([
      '016a91',
      '6d02',
    ]);
    expect([answer('4.2.1', long(44)), answer('4.2.2', long(65))]).toEqual(['9000', '016a91']);
  });

  it('the prototypes answer with status words, 4.2.0 with a reason', () => {
    const cases: [string, Descriptor][] = [
      ['unknown tag', { tags: { 96: '00' } }],
      ['no version', { tags: { 2: undefined } }],
      ['version 1', { tags: { 2: '01' } }],
      ['no challenge', { tags: { 18: undefined } }],
      ['other challenge', { tags: { 18: '00000000' } }],
      ['structure type', { tags: { 1: '04' } }],
      ['name type', { tags: { 112: '05' } }],
      ['algorithm', { tags: { 20: '02' } }],
      ['key id', { tags: { 19: '07' } }],
      ['no certificate', { certificate: null }],
      ['key usage', { certificate: { ...CERTIFICATE, keyUsage: 5 } }],
      ['signature', { signature: new Uint8Array(70) }],
    ];
    const table = (version: string) =>
      Object.fromEntries(cases.map(([name, descriptor]) => [name, answer(version, descriptor)]));
    const prototype = {
      'unknown tag': '6a91',
      'no version': '6a90',
      'version 1': '6a8f',
      'no challenge': '6a90',
      'other challenge': '6a8e',
      'structure type': '6a8f',
      'name type': '6a8f',
      algorithm: '6a8f',
      'key id': '6a92',
      'no certificate': '6a94',
      'key usage': '6a95',
      signature: '6a93',
    };
    expect(table('4.1.0-pkiv1')).toEqual(prototype);
    expect(table('4.1.0-pkiv2')).toEqual(prototype);
    expect(table('4.2.0')).toEqual({
      'unknown tag': '016a91',
      'no version': '046a91',
      'version 1': '066a91',
      'no challenge': '6a90',
      'other challenge': '6a8e',
      'structure type': '036a91',
      'name type': '6a8f',
      algorithm: '846a91',
      'key id': '076a91',
      'no certificate': '816a91',
      'key usage': '826a91',
      signature: '846a91',
    });
  });

  it('pkiv1 | pkiv2: the contract may be left out, two tags are known, the curve is looked at', () => {
    const without = { tags: { 115: undefined } };
    const expiry = { tags: { 16: '00000000' } };
    const curve = { certificate: { ...CERTIFICATE, curve: 0x22 } };
    const of = (version: string) => [without, expiry, curve].map((one) => answer(version, one));
    expect(of('4.1.0-pkiv1')).toEqual(['6a90', '6a91', '6a93']);
    expect(of('4.1.0-pkiv2')).toEqual(['9000', '9000', '6a95']);
  });
});
