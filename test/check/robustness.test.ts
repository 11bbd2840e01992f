import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../src/bytes.js';
import { Checker } from '../../src/check/check.js';
import { encodeBase64url } from '../../src/codec/base64.js';
import { FLOW_NAMES, FLOWS } from '../../src/exchange/flows.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { caseOf, made, messageOf, payloadText, signed } from './cases.js';

const checker = new Checker({ verifier: nodeVerifier, screens: true });
const flow = fc.constantFrom(...FLOW_NAMES);
/** But 32 bytes, which may be a private key: such a case is refused, and nothing of it shown. */
const anyBytes = fc.uint8Array({ maxLength: 400 }).filter(({ length }) => length !== 32);
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.string());

describe('any input', () => {
  it('is judged, whatever payload and signature are', () => {
    fc.assert(
      fc.property(flow, text, text, (name, payload, signature) => {
        const verdict = checker.check(caseOf({ ...made(name), payload, signature }));
        expect(['accepted', 'refused', 'unreadable']).toContain(verdict.verdict);
        expect(verdict.findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });

  it('is judged, whatever the protobuf bytes are', () => {
    fc.assert(
      fc.property(flow, anyBytes, (name, message) => {
        const order = signed(name, payloadText(name, message), message);
        const { verdict, device } = checker.check(caseOf(order));
        expect(verdict).not.toBe('accepted');
        if (message.length > 0) expect(device).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('is judged, whatever one byte of a right message turns into', () => {
    fc.assert(
      fc.property(flow, fc.nat(), fc.integer({ min: 1, max: 255 }), (name, at, change) => {
        const order = made(name);
        const message = messageOf(order).slice();
        message[at % message.length]! ^= change;
        const { verdict, findings } = checker.check(
          caseOf(signed(name, payloadText(name, message), message)),
        );
        // The device must not refuse what no rule has a word for.
        if (verdict === 'refused') expect(findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  it('is judged, whatever request and response say', () => {
    const members = fc.dictionary(
      fc.constantFrom('amount', 'amountTo', 'payoutAddress', 'payloadCurrencyTo', 'payinAddress'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(flow, members, members, (name, request, response) => {
        checker.check(caseOf(made(name), { request, response }));
      }),
    );
  });

  it.each(FLOW_NAMES)('may be huge in %s', (name) => {
    const payload = (FLOWS[name].encoding === 'raw' ? '0a2a3078' : 'CioweEZB').repeat(100_000);
    const { verdict, device, findings } = checker.check(caseOf({ ...made(name), payload }));
    expect(verdict).toBe('refused');
    expect(device?.status).toMatch(/^6a8[89]$/);
    expect(findings.map(({ code }) => code)).toContain('PAYLOAD_TOO_LARGE');
  });

  it('may be empty', () => {
    const { verdict, findings } = checker.check(caseOf({ ...made('SWAP_NG'), payload: ' ' }));
    expect(verdict).toBe('unreadable');
    expect(findings.map(({ code }) => code)).toEqual(['PAYLOAD_MISSING']);
  });
});

describe('forms of the payload', () => {
  const right = made('SWAP_NG').payload;
  const hex = Buffer.from(right, 'base64url').toString('hex');
  it.each([
    [`.${right}`, 'PAYLOAD_LEADING_DOT'],
    [hex, 'PAYLOAD_IS_HEX_TEXT'],
    [`0x${hex.toUpperCase()}`, 'PAYLOAD_IS_HEX_TEXT'],
    [encodeBase64url(bytesOf(hex)), 'PAYLOAD_IS_HEX_TEXT'],
    [encodeBase64url(bytesOf(right)), 'INVALID_ENCODING'],
    [`${right}\n`, 'INVALID_ENCODING'],
    [`${right.slice(0, 76)}\r\n${right.slice(76)}`, 'INVALID_ENCODING'],
    [`"${right}"`, 'INVALID_ENCODING'],
    [`${right}===`, 'INVALID_ENCODING'],
    [JSON.stringify({ payin_address: 'x' }), 'PAYLOAD_IS_JSON'],
    [encodeBase64url(bytesOf('{"payin_address":"x"}')), 'PAYLOAD_IS_JSON'],
    [`eyJhbGciOiJFUzI1NiJ9.${right}.AAAA`, 'PAYLOAD_IS_COMPACT_JWS'],
    [`..${right}`, 'INVALID_ENCODING'],
  ])('%s', (payload, code) => {
    const { findings } = checker.check(caseOf(signed('SWAP_NG', payload, new Uint8Array(0))));
    expect(findings.map((finding) => finding.code)).toContain(code);
  });

  it('does not blame a signature for what is around the payload', () => {
    const { signature } = made('SWAP_NG');
    const order = { ...made('SWAP_NG'), payload: `.${right}`, signature };
    expect(checker.check(caseOf(order)).findings.map(({ code }) => code)).toEqual([
      'PAYLOAD_LEADING_DOT',
    ]);
  });
});
