import { describe, expect, it } from 'vitest';
import { bytesOf, fromHex, toHex } from '../../../src/bytes.js';
import { readCase } from '../../../src/check/answer/read-case.js';
import { check } from '../../../src/check/check.js';
import { encodeBase64url } from '../../../src/codec/base64.js';
import { InputError } from '../../../src/errors.js';
import { FLOWS } from '../../../src/exchange/flows.js';
import { parseNonce } from '../../../src/payload/nonce.js';
import { KEYS, LETTERS, made, NONCE } from '../cases.js';
import { fixture } from '../fixtures.js';

const { payload, signature } = made('SWAP_NG');
const providerSig = { payload, signature };
const publicKey = toHex(KEYS.secp256k1.publicKey);

describe('reading a case', () => {
  it('takes an HTTP answer with what the caller knows', () => {
    const answer = {
      swapId: '1',
      payinAddress: 'bc1q',
      createdAt: '2030-05-26T14:13:39',
      providerSig,
    };
    const read = readCase(answer, 'a.json', { publicKey, curve: 'secp256k1', nonce: toHex(NONCE) });
    expect(read).toMatchObject({ name: 'a.json', flow: 'swap', legacy: false, payload, signature });
    expect(read.response).toBe(answer);
    expect(read.key?.publicKey).toEqual(KEYS.secp256k1.publicKey);
    expect(read.nonce).toEqual(NONCE);
  });

  it('takes a case object', () => {
    const request = { nonce: toHex(NONCE), refundAddress: 'x' };
    const read = readCase(
      {
        flow: 'sell',
        legacy: true,
        payload,
        signature,
        publicKey,
        curve: 'secp256r1',
        request,
        response: { payinAddress: 'y' },
        fees: '1234',
        partner: 'Acme',
        otherKeys: { production: { curve: 'secp256k1', publicKey } },
      },
      'case',
    );
    expect(read).toMatchObject({ flow: 'sell', legacy: true, fees: 1234n, partnerName: 'Acme' });
    expect(read.nonce).toEqual(NONCE);
    expect(read.request).toBe(request);
    expect(read.response).toEqual({ payinAddress: 'y' });
    expect(read.otherKeys).toEqual([
      { curve: 'secp256k1', publicKey: KEYS.secp256k1.publicKey, label: 'production' },
    ]);
  });

  it('takes a fixture as it is', () => {
    const good = fixture('good-sell-r1');
    const read = readCase(good, good.id);
    expect(read.key?.curve).toBe('secp256r1');
    expect(toHex(read.nonce!)).toBe(good.deviceNonce);
    expect(check(read).findings).toEqual([]);
  });

  it('takes a misnamed signature and says so', () => {
    const read = readCase(
      {
        flow: 'swap',
        providerSig: { payload, payload_signature: signature },
        publicKey,
        curve: 'k1',
      },
      'a',
    );
    expect(read.signature).toBe(signature);
    expect(check(read).findings.map(({ code }) => code)).toContain('KEY_payload_signature');
  });

  it.each([
    [undefined, 'a.json:3: expected a provider answer or a case (a JSON object), found nothing'],
    [[], 'found a list'],
    [{ flow: 'swap' }, 'payload: expected text in providerSig.payload (its members are: flow)'],
    [{ flow: 'buy', payload }, 'flow: expected swap, sell or fund, found "buy"'],
    [{ payload, signature }, 'expected a flow (swap, sell or fund) beside the payload'],
    [
      { flow: 'swap', payload, nonce: 'zz' },
      'nonce: expected 32 bytes as 64 hex digits, base64 or base64url, found "zz"',
    ],
    [{ flow: 'swap', payload, fees: '0.1' }, 'fees: expected at most 0 decimals'],
    [{ flow: 'swap', payload, partner: 'ab' }, 'partner: expected 3 to 15 bytes'],
  ])('refuses %j', (value, message) => {
    expect(() => readCase(value, 'a.json:3')).toThrow(InputError);
    expect(() => readCase(value, 'a.json:3')).toThrow(message);
  });
});

describe('a nonce', () => {
  const forms = [
    toHex(NONCE),
    toHex(NONCE).toUpperCase(),
    `0x${toHex(NONCE)}`,
    encodeBase64url(NONCE),
    `${encodeBase64url(NONCE)}=`,
    btoa(String.fromCharCode(...NONCE)),
  ];

  it.each(forms)('is read from %s', (text) => {
    expect(parseNonce(text, FLOWS.SWAP_NG)).toEqual(NONCE);
  });

  it('is ten letters in legacy swaps', () => {
    expect(parseNonce('QWERTYUIOP', FLOWS.SWAP)).toEqual(LETTERS);
    expect(parseNonce(toHex(bytesOf('QWERTYUIOP')), FLOWS.SWAP)).toEqual(LETTERS);
  });

  it('is nothing else', () => {
    for (const text of ['', 'ab', toHex(NONCE).slice(2), '!'.repeat(43)]) {
      expect(parseNonce(text, FLOWS.SELL_NG)).toBeUndefined();
    }
    expect(fromHex(toHex(NONCE)).length).toBe(32);
  });
});
