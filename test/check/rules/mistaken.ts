/** An order with a deliberate mistake, as `check` gets it. */
import { toHex } from '../../../src/bytes.js';
import { readCase } from '../../../src/check/answer/read-case.js';
import type { CheckCase } from '../../../src/check/check-case.js';
import type { Curve } from '../../../src/exchange/constants.js';
import type { Flow } from '../../../src/exchange/flows.js';
import type { FieldOptions } from '../../../src/order/options.js';
import { otherKey } from '../../../src/sign/mistake.js';
import { MISTAKES, type MistakeCode } from '../../../src/sign/mistakes.js';
import { makePayload } from '../../../src/sign/payload-maker.js';
import { exampleDraft } from '../../sign/orders.js';

/** What an order must have so that the mistake can be made in it. */
const NEEDS: Partial<Record<MistakeCode, (flow: Flow) => FieldOptions>> = {
  AMOUNT_HEX_NIBBLE: () => ({ raw: '100000' }),
  AMOUNT_FLOAT_ROUNDING: () => ({ raw: '123456789012345678' }),
  MEMO_MISSING: ({ kind }) =>
    kind === 'swap'
      ? { from: 'XRP', to: 'BTC', memo: '12345' }
      : { currency: 'XRP', memo: '12345' },
  ADDRESS_OF_NOBODY: ({ kind }) =>
    kind === 'swap' ? { from: 'ETH', to: 'BTC' } : { currency: 'ETH' },
  REFUND_MEMO_LOST: () => ({ refundMemo: '12345' }),
};

const curveFor = (code: MistakeCode | undefined): Curve | undefined =>
  code === 'LEGACY_CURVE_UNSUPPORTED' ? 'secp256r1' : undefined;

/** The example order, such that the mistake can be made in it. */
export function draftFor(flow: Flow, code?: MistakeCode) {
  const options = code === undefined ? {} : (NEEDS[code]?.(flow) ?? {});
  return exampleDraft(flow, options, curveFor(code));
}

/** The example order with a mistake, or without. */
export function mistaken(flow: Flow, code?: MistakeCode): CheckCase {
  const { draft, order } = draftFor(flow, code);
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
  return readCase({ ...known, ...answer }, `${flow.name} ${code ?? 'right'}`);
}
