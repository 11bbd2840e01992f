import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { check, FINDING_CODES, readCase, type Verdict } from '../../src/check/index.js';
import type { Curve } from '../../src/exchange/constants.js';
import { FLOWS, type Flow } from '../../src/exchange/flows.js';
import type { FieldOptions } from '../../src/sign/field-options.js';
import { otherKey } from '../../src/sign/mistake.js';
import {
  MISTAKE_CODES,
  MISTAKES,
  type MistakeCode,
  mistakeNamed,
} from '../../src/sign/mistakes.js';
import { makePayload } from '../../src/sign/payload-maker.js';
import { ALL_FLOWS, exampleDraft, FLOWS_AND_CURVES } from './orders.js';

/** What an order must have so that the mistake can be made in it. */
const NEEDS: Partial<Record<MistakeCode, (flow: Flow) => FieldOptions>> = {
  AMOUNT_HEX_NIBBLE: () => ({ raw: '100000' }),
  AMOUNT_FLOAT_ROUNDING: () => ({ raw: '123456789012345678' }),
  MEMO_MISSING: ({ kind }) => (kind === 'swap' ? { from: 'XRP', to: 'BTC' } : { currency: 'XRP' }),
  REFUND_MEMO_LOST: () => ({ refundMemo: '12345' }),
};

const curveFor = (code: MistakeCode): Curve | undefined =>
  code === 'LEGACY_CURVE_UNSUPPORTED' ? 'secp256r1' : undefined;

function judged(flow: Flow, code?: MistakeCode): Verdict {
  const options = code === undefined ? {} : (NEEDS[code]?.(flow) ?? {});
  const { draft, order } = exampleDraft(flow, options, code && curveFor(code));
  const { answer } = makePayload(draft, code && MISTAKES[code]);
  const { curve, publicKey } = draft.key;
  const known = {
    flow: flow.kind,
    legacy: !flow.ng,
    curve,
    publicKey: toHex(publicKey),
    nonce: order.request.nonce,
    request: order.request,
    // Eight bytes, as PAYLOAD_NEAR_SIZE_LIMIT supposes.
    fees: '100000000000000000',
    otherKeys: (['secp256k1', 'secp256r1'] as const).map((other) => ({
      curve: other,
      publicKey: toHex(otherKey(other).publicKey),
    })),
  };
  return check(readCase({ ...known, ...answer }, `${flow.name} ${code ?? 'right'}`));
}

const each = MISTAKE_CODES.flatMap((code) =>
  MISTAKES[code].flows.map((name) => [code, name] as const),
);

describe('deliberate mistakes', () => {
  it.each(ALL_FLOWS.map((flow) => [flow.name, flow] as const))(
    '%s done right has no findings',
    (_, flow) => {
      const { verdict, findings } = judged(flow);
      expect(findings.map(({ code, evidence }) => `${code} ${evidence}`)).toEqual([]);
      expect(verdict).toBe('accepted');
    },
  );

  it.each(each)('%s in %s is found by check', (code, name) => {
    expect(judged(FLOWS[name], code).findings.map((finding) => finding.code)).toContain(code);
  });
});
