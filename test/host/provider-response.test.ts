import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../src/bytes.js';
import { FLOWS } from '../../src/exchange/flows.js';
import { refusalOf } from '../../src/host/flow-step.js';
import {
  payloadBytes,
  providerSignature,
  signatureBytes,
} from '../../src/host/provider-response.js';
import { requestOf, simulator, stepsOf } from './flow.js';

const RS = 'ab'.repeat(64);

describe("a provider's answer", () => {
  it('is taken as it stands', () => {
    const text = JSON.stringify({
      swapId: 'x',
      payinAddress: '0x0',
      providerSig: { payload: 'CgF4', signature: 'abc' },
    });
    expect(providerSignature(text, 'a.json')).toEqual({ payload: 'CgF4', signature: 'abc' });
    expect(providerSignature('{"payload":"a","signature":"b"}', 'a.json').payload).toBe('a');
  });

  it.each([
    ['<html>', 'a.json: expected the JSON answer of a provider, found other text'],
    ['[]', 'a.json: expected text in providerSig.payload, found nothing'],
    [
      '{"swapId":"1","payinAddress":"x"}',
      'a.json: expected text in providerSig.payload, found swapId, payinAddress',
    ],
    [
      '{"providerSig":{"payload":"x","payload_signature":"y"}}',
      'a.json: expected text in providerSig.signature, found a member called payload_signature instead',
    ],
    ['{"providerSig":{"payload":1}}', 'a.json: expected text in providerSig.payload, found number'],
  ])('%s is refused', (text, message) => {
    expect(() => providerSignature(text, 'a.json')).toThrow(message);
  });
});

describe('payloads as text', () => {
  it('go out as they are where the flow carries base64url', () => {
    expect(payloadBytes(FLOWS.SWAP_NG, ' .not+base64 \n', 'payload')).toEqual(utf8('.not+base64'));
  });

  it('become protobuf in legacy SWAP', () => {
    expect(toHex(payloadBytes(FLOWS.SWAP, 'CgF4', 'payload'))).toBe('0a0178');
    expect(toHex(payloadBytes(FLOWS.SWAP, '0a0178', 'payload'))).toBe('0a0178');
    expect(() => payloadBytes(FLOWS.SWAP, '*', '--payload')).toThrow(
      '--payload: expected protobuf as base64url text or hex, found "*"',
    );
  });

  it.each(['{"payin_address":"x"}', '[1]', ''])('%j is refused', (text) => {
    expect(() => payloadBytes(FLOWS.SELL_NG, text, '--payload')).toThrow(
      /^--payload: expected base64url text, found (JSON|nothing)/,
    );
  });
});

describe('signatures as text', () => {
  it.each([
    ['hex', RS],
    ['base64url', Buffer.from(RS, 'hex').toString('base64url')],
    ['padded standard base64', Buffer.from(RS, 'hex').toString('base64')],
  ])('%s', (_, text) => {
    expect(toHex(signatureBytes(FLOWS.SWAP_NG, text, 'signature'))).toBe(RS);
  });

  it('become DER where the flow wants DER', () => {
    const der = signatureBytes(FLOWS.FUND, RS, 'signature');
    expect(toHex(der.subarray(0, 5))).toBe('3046022100');
    expect(signatureBytes(FLOWS.FUND, '3006020101020101', 'signature')).toEqual(
      fromHex('3006020101020101'),
    );
  });

  it.each(['', '*', 'ä'])('%j is refused', (text) => {
    expect(() => signatureBytes(FLOWS.SWAP_NG, text, '--signature')).toThrow(
      '--signature: expected a signature as base64url text or hex',
    );
  });
});

/** Payloads that Ledger's own tests and tools have published, with the fixed nonce of test builds. */
const VECTORS = JSON.parse(
  readFileSync(new URL('../golden/vectors.json', import.meta.url), 'utf8'),
) as readonly {
  name: string;
  payload: string;
  signature: string;
  publicKeyHex: string;
  curve: 'secp256k1' | 'secp256r1';
}[];

it.each(['ll-swap-k1-jws-speculos', 'etool-readme-check-k1', 'etool-swap-ton-r1-jwt'])(
  'published payload %s gets past the signature check',
  async (name) => {
    const vector = VECTORS.find((candidate) => candidate.name === name)!;
    const device = simulator('nanosp', 'test');
    const flow = FLOWS.SWAP_NG;
    const request = requestOf(
      device,
      'SWAP_NG',
      {},
      {
        partner: { name: 'Vector', curve: vector.curve, publicKey: fromHex(vector.publicKeyHex) },
        payload: {
          kind: 'given',
          payload: payloadBytes(flow, vector.payload, 'payload'),
          signature: signatureBytes(flow, vector.signature, 'signature'),
        },
      },
    );
    const steps = await stepsOf(device, request);
    expect(steps.length).toBeGreaterThan(5);
    // The coin configurations are those of a default swap: the tickers differ.
    expect(refusalOf(steps)?.command).toMatch(/^CHECK_(PAYOUT|REFUND)_ADDRESS/);
  },
);
