/** Orders for tests: every flow, made-up values, the public test keys. */
import type { Curve } from '../../src/exchange/constants.js';
import { FLOW_NAMES, FLOWS, type Flow } from '../../src/exchange/flows.js';
import type { FieldOptions } from '../../src/order/options.js';
import { exampleKey, exampleValues } from '../../src/sign/example-order.js';
import { curveOf, type Draft } from '../../src/sign/payload-maker.js';
import { type SignOrder, signOrder } from '../../src/sign/sign-order.js';

export const ALL_FLOWS: readonly Flow[] = FLOW_NAMES.map((name) => FLOWS[name]);

/** Each flow with each curve the device takes in it. */
export const FLOWS_AND_CURVES: readonly (readonly [string, Flow, Curve])[] = ALL_FLOWS.flatMap(
  (flow) => {
    const bound = curveOf(flow);
    const curves: Curve[] = bound === undefined ? ['secp256k1', 'secp256r1'] : [bound];
    return curves.map((curve) => [`${flow.name} ${curve}`, flow, curve] as const);
  },
);

export interface ExampleDraft {
  readonly draft: Draft;
  readonly order: SignOrder;
}

export function exampleDraft(
  flow: Flow,
  options: FieldOptions = {},
  curve: Curve = curveOf(flow) ?? 'secp256k1',
): ExampleDraft {
  const order = signOrder(flow, options, { example: exampleValues(flow, options) });
  const { values, decimals } = order;
  return { order, draft: { flow, key: exampleKey(curve), values, decimals } };
}
