/** What `sign` makes, on the simulated device and before `check`: every flow, both curves. */

import { createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, fromHex, toHex } from '../../src/bytes.js';
import { isByChance } from '../../src/check/findings/codes.js';
import { check, readCase } from '../../src/check/index.js';
import { decodeBase64url } from '../../src/codec/base64.js';
import { FLOWS, type Flow } from '../../src/exchange/flows.js';
import { findCurrency } from '../../src/host/currency-names.js';
import { newPrivateKey } from '../../src/keys/private-key.js';
import { publicKeyForms } from '../../src/keys/write-key.js';
import type { FieldOptions } from '../../src/order/options.js';
import { makePayload } from '../../src/sign/payload-maker.js';
import { runOnDevice } from './device.js';
import { exampleDraft, FLOWS_AND_CURVES } from './orders.js';

const printable = (min: number, max: number) =>
  fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: min,
    maxLength: max,
  });

/** What the coin apps print: eight bytes at most in Bitcoin. */
const units = fc.bigInt({ min: 1n, max: (1n << 63n) - 1n }).map(String);

const nonceOf = (flow: Flow) =>
  flow.nonce === 'letters'
    ? fc.string({
        unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
        minLength: 10,
        maxLength: 10,
      })
    : fc
        .uint8Array({ minLength: 32, maxLength: 32 })
        .chain((bytes) =>
          fc.constantFrom(
            toHex(bytes),
            Buffer.from(bytes).toString('base64'),
            Buffer.from(bytes).toString('base64url'),
          ),
        );

/** Random values of everything that is free: the addresses of the user are the device's own. */
function orders(flow: Flow): fc.Arbitrary<FieldOptions> {
  const short = flow.ng ? 40 : 20;
  const shared = {
    nonce: nonceOf(flow),
    raw: units,
    payin: printable(1, short),
    memo: fc.option(printable(1, 19), { nil: undefined }),
  };
  const pair = fc.constantFrom(['ETH', 'BTC'], ['BTC', 'ETH'], ['XRP', 'ETH'], ['ETH', 'usdt']);
  switch (flow.kind) {
    case 'swap':
      return fc
        .record({
          ...shared,
          pair,
          receiveRaw: units,
          refundMemo: fc.option(printable(1, 5), { nil: undefined }),
        })
        .map(
          ({ pair: [from, to], ...rest }) => ({ ...rest, from: from!, to: to! }) as FieldOptions,
        );
    case 'sell':
      return fc
        .record({
          ...shared,
          currency: fc.constantFrom('BTC', 'ETH', 'XRP'),
          email: printable(1, short),
          fiat: fc.constantFrom('EUR', 'USD', 'JPY'),
          fiatAmount: fc
            .tuple(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.integer({ min: 0, max: 6 }))
            .map(([n, d]) => (d === 0 ? `${n}` : `${n}.${'123456'.slice(0, d)}`)),
        })
        .map((options) => options as FieldOptions);
    case 'fund':
      return fc
        .record({
          ...shared,
          currency: fc.constantFrom('BTC', 'ETH', 'usdc'),
          user: printable(1, short),
          account: printable(1, short),
        })
        .map((options) => options as FieldOptions);
  }
}

describe.each(FLOWS_AND_CURVES)('%s', (_, flow, curve) => {
  it('is accepted by the device, and by check without findings of the signature', () => {
    fc.assert(
      fc.property(orders(flow), (options) => {
        const { draft, order } = exampleDraft(flow, options, curve);
        const { answer } = makePayload(draft);
        const given = draft.values[flow.nonceField];
        const nonce = typeof given === 'string' ? bytesOf(given) : (given as Uint8Array);
        const outgoing = findCurrency(options.from ?? options.currency!)!;
        const incoming = options.to === undefined ? {} : { incoming: findCurrency(options.to)! };
        const partner = { curve, publicKey: draft.key.publicKey };
        expect(runOnDevice({ flow, nonce, partner, answer, outgoing, ...incoming })).toBe('review');

        const known = {
          flow: flow.kind,
          legacy: !flow.ng,
          curve,
          publicKey: toHex(partner.publicKey),
          nonce: order.request.nonce,
          request: order.request,
        };
        const verdict = check(readCase({ ...known, ...answer }, 'made'));
        const codes = verdict.findings.map(({ code }) => code).filter((code) => !isByChance(code));
        expect(
          codes.filter((code) => /SIGNATURE|PAYLOAD|NONCE|UDECIMAL|FIELD|DECODE/.test(code)),
        ).toEqual([]);
        expect(codes.filter((code) => /AMOUNT_(?!NOT_PLAUSIBLE)/.test(code))).toEqual([]);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 60) },
    );
  });

  it('verifies with node:crypto and is the same every time', () => {
    const { draft } = exampleDraft(flow, {}, curve);
    const own = { ...draft, key: newPrivateKey(curve) };
    const first = makePayload(own);
    expect(makePayload(own)).toEqual(first);
    const covered = flow.encoding === 'raw' ? first.protobuf : bytesOf(`.${first.text}`);
    const key = createPublicKey(publicKeyForms(curve, own.key.publicKey).pem);
    const text = first.answer.providerSig.signature!;
    const signature = flow.encoding === 'raw' ? fromHex(text) : decodeBase64url(text)!;
    expect(verify('sha256', covered, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });
});

it('refuses the wrong curve of a legacy flow in one sentence', () => {
  const { draft } = exampleDraft(FLOWS.SWAP, {}, 'secp256r1');
  expect(() => makePayload(draft)).toThrow(
    'key: expected one on secp256k1 for legacy swap, found one on secp256r1',
  );
});
