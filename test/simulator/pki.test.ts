/**
 * PKI certificates as the emulator's OS loads them: the recorded ones, the same with changes, and
 * ones signed here by a root of our own (device-behaviour.md#class-b0, #trusted-names; Speculos
 * `src/bolos/os_pki.c`).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256, sha3_256 } from '@noble/hashes/sha3.js';
import { describe, expect, it } from 'vitest';
import { concat, EMPTY, fromHex, toHex, utf8 } from '../../src/bytes.js';
import { parseRecording } from '../../src/capture/format.js';
import { PKI_PRODUCTION_ROOT_KEY, PKI_TEST_ROOT_KEY } from '../../src/exchange/keys.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { loadCertificate, NO_CERTIFICATE, type PkiState } from '../../src/simulator/pki.js';
import { nobleVerifier } from '../../src/simulator/verifier.js';

const GOLDEN = new URL('../golden/', import.meta.url);
const RECORDING = new URL('edges-nanosp/tlv-good-payout.apdu', GOLDEN);
const recorded = parseRecording(readFileSync(RECORDING, 'utf8'), 'tlv-good-payout')
  .events.flatMap((event) => (event.kind === 'command' ? [event.apdu] : []))
  .find((apdu) => apdu[0] === 0xb0)!;
const GOOD = recorded.subarray(5);
const USAGE = recorded[2]!;

const testRoot = { rootKey: PKI_TEST_ROOT_KEY, verifier: nodeVerifier };
const load = (data: Uint8Array, usage = USAGE, state: PkiState = NO_CERTIFICATE) =>
  loadCertificate(state, usage, data, testRoot);

/** Tag, length, value. */
const tlv = (tag: number, value: Uint8Array | string) => {
  const bytes = typeof value === 'string' ? fromHex(value) : value;
  return concat(Uint8Array.of(tag, bytes.length), bytes);
};

describe('the recorded certificate', () => {
  it('loads, with either verifier, over any earlier state', () => {
    const { state, status } = load(GOOD);
    expect(status).toBe(0x9000);
    expect(state.certificate).toMatchObject({ keyUsage: 4, curve: 0x21, name: 'Trusted_Name' });
    // device-behaviour.md#test-builds: the trusted-name test key, compressed.
    const { publicKey } = state.certificate!;
    expect(toHex(secp256k1.Point.fromBytes(publicKey).toBytes(true))).toBe(
      '02b91fbec173e3ba4a714e014ebc827b6f899a9fa7f4ac769cde284317a00f4f65',
    );
    expect(load(GOOD, USAGE, state)).toEqual({ state, status });
    const noble = { rootKey: PKI_TEST_ROOT_KEY, verifier: nobleVerifier };
    expect(loadCertificate(NO_CERTIFICATE, USAGE, GOOD, noble)).toEqual({ state, status });
  });

  it('with an x of another length is a point or none, as the number it is', () => {
    // The real answers of the emulator, 04 being the usage of a trusted name.
    const before =
      '0101010201021104000000021201001302{id}140101160400000000200c547275737465645f4e616d653002000431010432012133';
    const shorter = '20b91fbec173e3ba4a714e014ebc827b6f899a9fa7f4ac769cde284317a00f4f65';
    const longer = '2202b91fbec173e3ba4a714e014ebc827b6f899a9fa7f4ac769cde284317a00f4f6514';
    const behind =
      '34010135010315473045022100d494b106e217b46bb90bf20a4e9285529c4c8382d9b80ff462f74942579785f802202d68d0f85cd7ca36bdf351fd41332f310e93163bd175f6a92446c14a3329cc8b';
    const status = (id: string, key: string) =>
      load(fromHex(before.replace('{id}', id) + key + behind)).status;
    expect(status('0b2b', shorter)).toBe(0x5720);
    expect(status('0002', longer)).toBe(0x5720);
    // Above the prime of the curve: its remainder is one of a point, that of 5 is not.
    expect(status('0002', `2102${'ff'.repeat(32)}`)).toBe(0x5720);
    expect(status('0002', `2102${'05'.padStart(64, '0')}`)).toBe(0x3302);
  });

  it('and all others of nanosp’s recordings answer as recorded', () => {
    const seen = new Map<number, number>();
    for (const suite of ['suite-nanosp', 'edges-nanosp']) {
      for (const file of readdirSync(new URL(`${suite}/`, GOLDEN))) {
        const text = readFileSync(new URL(`${suite}/${file}`, GOLDEN), 'utf8');
        if (!text.includes('=> b006')) continue;
        let state: PkiState = NO_CERTIFICATE;
        const { events } = parseRecording(text, file);
        events.forEach((event, index) => {
          const next = events[index + 1];
          if (event.kind !== 'command' || event.apdu[0] !== 0xb0 || event.apdu[1] !== 6) return;
          const loaded = load(event.apdu.subarray(5), event.apdu[2]!, state);
          state = loaded.state;
          expect(next?.kind === 'answer' && toHex(next.answer), file).toBe(
            loaded.status.toString(16),
          );
          seen.set(loaded.status, (seen.get(loaded.status) ?? 0) + 1);
        });
      }
    }
    expect(seen.get(0x9000)).toBeGreaterThan(50);
    // header-cla-b0-instructions: an empty one for usage 0.
    expect(seen.get(0x5720)).toBe(1);
  });

  it('is refused with 5720 by the production root', () => {
    const options = { rootKey: PKI_PRODUCTION_ROOT_KEY, verifier: nodeVerifier };
    expect(loadCertificate(NO_CERTIFICATE, USAGE, GOOD, options).status).toBe(0x5720);
  });

  it('is refused with 422E for another usage than its own', () => {
    for (const usage of [0, 1, 3, 5, 8, 255]) expect(load(GOOD, usage).status).toBe(0x422e);
  });

  it('does not load with any bit of it changed, and a failed load forgets the good one', () => {
    const { state } = load(GOOD);
    const answers = new Set<number>();
    for (let at = 0; at < GOOD.length; at++) {
      const changed = GOOD.slice();
      changed[at]! ^= 1 << (at % 8);
      const { state: next, status } = load(changed, USAGE, state);
      expect(status, `byte ${at}`).not.toBe(0x9000);
      expect(next).toEqual(NO_CERTIFICATE);
      answers.add(status);
    }
    expect(answers).toContain(0x5720);
    expect(answers).toContain(0x422e);
  });

  it('does not load cut at any byte, nor with its signature missing', () => {
    const { state } = load(GOOD);
    for (let size = 0; size < GOOD.length; size++) {
      // The word depends on what stands behind it in the device's memory.
      const cut = load(GOOD.subarray(0, size), USAGE, state);
      expect(cut.status, `${size} bytes`).not.toBe(0x9000);
      expect(cut.state).toEqual(NO_CERTIFICATE);
    }
    const signature = GOOD.lastIndexOf(0x15, GOOD.length - 70);
    expect(load(GOOD.subarray(0, signature)).status).toBe(0x5720);
  });

  it('keeps no reference to the bytes it came in', () => {
    const bytes = GOOD.slice();
    const { state } = load(bytes);
    const before = structuredClone(state);
    bytes.fill(0xa5);
    expect(state).toEqual(before);
  });
});

describe('certificates of a root of our own', () => {
  const secret = new Uint8Array(32).fill(0x11);
  const rootKey = secp256k1.getPublicKey(secret, false);
  const holder = new Uint8Array(32).fill(0x22);
  const point = secp256k1.getPublicKey(holder, true);
  const options = { rootKey, verifier: nodeVerifier };

  /** The tags of the recorded certificates, in their order; `changes` replaces or removes some. */
  const body = (changes: Readonly<Record<number, Uint8Array | string | null>> = {}) => {
    const tags: Record<number, Uint8Array | string> = {
      1: '01',
      2: '02',
      17: '00000002',
      18: '00',
      19: '0002',
      20: '01',
      22: '00000000',
      32: utf8('own'),
      48: '0002',
      49: '04',
      50: '21',
      51: point,
      52: '01',
      53: '03',
    };
    const merged = { ...tags, ...changes };
    const order = [1, 2, 0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x20, 0x30, 0x31, 0x32, 0x33, 0x34];
    return concat(
      ...[...order, 0x35, 0x36].flatMap((tag) => {
        const value = merged[tag];
        return value === undefined || value === null ? [] : [tlv(tag, value)];
      }),
    );
  };
  const signed = (data: Uint8Array, by = secret, hash: (data: Uint8Array) => Uint8Array = sha256) =>
    concat(data, tlv(0x15, secp256k1.sign(hash(data), by, { prehash: false, format: 'der' })));
  const status = (data: Uint8Array, state = NO_CERTIFICATE, usage = 4) =>
    loadCertificate(state, usage, data, options).status;

  it('loads', () => {
    const { state, status: word } = loadCertificate(NO_CERTIFICATE, 4, signed(body()), options);
    expect(word).toBe(0x9000);
    expect(state.certificate).toEqual({
      keyUsage: 4,
      curve: 0x21,
      publicKey: secp256k1.getPublicKey(holder, false),
      name: 'own',
    });
  });

  it.each([
    ['01', sha256],
    ['02', sha3_256],
    ['03', keccak_256],
  ])('signature algorithm %s names the hash', (algorithm, hash) => {
    const data = body({ 20: algorithm });
    expect(status(signed(data, secret, hash))).toBe(0x9000);
    const wrong = hash === sha256 ? sha3_256 : sha256;
    expect(status(signed(data, secret, wrong))).toBe(0x5720);
  });

  it('an algorithm that is none of ECDSA’s does not verify', () => {
    for (const algorithm of ['00', '05', '10']) {
      expect(status(signed(body({ 20: algorithm })))).toBe(0x5720);
    }
  });

  // Speculos os_pki.c, os_pki_check_value: every tag has its own word.
  it.each([
    [0x01, '00', 0x422f],
    [0x01, '0101', 0x422f],
    [0x02, '03', 0x4230],
    [0x10, '00090000', 0x4231],
    [0x10, '010000', 0x4231],
    [0x11, '00000001', 0x4232],
    [0x11, '000002', 0x4232],
    [0x13, '02', 0x4233],
    [0x14, '11', 0x4234],
    [0x16, '00', 0x423b],
    [0x20, '41'.repeat(33), 0x423a],
    [0x30, '02', 0x4235],
    [0x31, '0404', 0x4236],
    [0x32, '75', 0x4237],
    [0x33, `02${'05'.padStart(64, '0')}`, 0x3302],
    [0x34, '11', 0x4238],
    [0x35, '08', 0x4239],
    [0x36, '0000', 0x423c],
  ])('tag %i with %s is refused with its own word, though signed', (tag, value, word) => {
    expect(status(signed(body({ [tag]: value })))).toBe(word);
  });

  it.each([
    [0x02, '00'],
    [0x10, '01000000'],
    [0x10, '0a000000'],
    [0x10, '01000a00'],
    [0x11, 'ffffffff'],
    [0x12, '0011223344'],
    [0x20, ''],
    [0x20, '41'.repeat(32)],
    [0x36, '01'],
  ])('tag %i with %s is fine', (tag, value) => {
    expect(status(signed(body({ [tag]: value })))).toBe(0x9000);
  });

  it('an unknown tag is 422D, in front of anything that follows', () => {
    for (const tag of [0x00, 0x03, 0x17, 0x21, 0x37, 0x80, 0xff]) {
      expect(status(concat(tlv(tag, '00'), signed(body())))).toBe(0x422d);
    }
  });

  it('the usage is asked in front of the signature', () => {
    expect(status(body({ 49: '05' }))).toBe(0x422e);
    expect(status(signed(body({ 49: '05' })), NO_CERTIFICATE, 5)).toBe(0x9000);
    expect(status(concat(body(), tlv(0x15, '3000')))).toBe(0x5720);
  });

  it('by another key, over other bytes, or with a DER that is not strict: 5720', () => {
    expect(status(signed(body(), holder))).toBe(0x5720);
    const der = secp256k1.sign(sha256(body()), secret, { prehash: false, format: 'der' });
    expect(status(concat(body({ 32: utf8('other') }), tlv(0x15, der)))).toBe(0x5720);
    const longer = concat(der, Uint8Array.of(0));
    expect(status(concat(body(), tlv(0x15, longer)))).toBe(0x5720);
    expect(status(signed(body({ 51: null })))).toBe(0x5720);
  });

  it('a signer that is not the root is the holder of the certificate loaded before', () => {
    const leaf = signed(body({ 19: '0003', 32: utf8('leaf') }), holder);
    const first = loadCertificate(NO_CERTIFICATE, 4, signed(body()), options);
    expect(status(leaf, first.state)).toBe(0x9000);
    expect(status(leaf)).toBe(0x5720);
    const failed = loadCertificate(first.state, 4, EMPTY, options);
    expect(status(leaf, failed.state)).toBe(0x5720);
    expect(status(signed(body({ 19: '0003' }), secret), first.state)).toBe(0x5720);
  });

  it('a P-256 signature over the same bytes is none', () => {
    const der = p256.sign(sha256(body()), secret, { prehash: false, format: 'der' });
    expect(status(concat(body(), tlv(0x15, der)))).toBe(0x5720);
  });
});
