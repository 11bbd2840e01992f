/** What the inputs of the topics (`<topic>/cases.ts`) are made of. */
import { fromHex } from '../../../src/bytes.js';
import { documentsOf } from '../../../src/check/answer/documents.js';
import { type CaseOptions, readCase } from '../../../src/check/answer/read-case.js';
import type { CheckOptions } from '../../../src/check/check.js';
import type { CheckCase } from '../../../src/check/check-case.js';
import { encodeBase64url } from '../../../src/codec/base64.js';
import { FLOWS, type FlowName } from '../../../src/exchange/flows.js';
import { amountBytes } from '../../../src/payload/amount.js';
import type { MessageValues } from '../../../src/payload/encode.js';
import type { MistakeCode } from '../../../src/sign/mistakes.js';
import { caseOf, made, messageOf, signed } from '../cases.js';
import { mistaken } from './mistaken.js';

/** What has the finding; beside it, how it must be asked for. */
export type Input = CheckCase | readonly [CheckCase, CheckOptions];

/** An input for each finding of a topic: one without does not compile. */
export type Cases<Findings> = Readonly<Record<keyof Findings, () => Input | Promise<Input>>>;

/** A right swap, and its message. */
export const right = made('SWAP_NG');
export const bytes = messageOf(right);

/** 0.01 BTC, as the right order has it. */
export const ASKED = { amount: '0.01', payloadCurrencyFrom: 'BTC', payloadCurrencyTo: 'ETH' };

/** Orders with other values, and what was asked for. */
export const swap = order('SWAP_NG');
export const sell = order('SELL_NG');
export const fund = order('FUND_NG');

function order(name: FlowName) {
  return (values: MessageValues, request?: Record<string, unknown>): CheckCase =>
    caseOf(made(name, values), request === undefined ? {} : { request });
}

/** A swap with another text for its payload. */
export const payload = (text: string) => caseOf(signed('SWAP_NG', text, new Uint8Array(0)));

/** Other bytes for the message. */
export const message = (protobuf: Uint8Array, name: FlowName = 'SWAP_NG') =>
  caseOf(signed(name, encodeBase64url(protobuf), protobuf));

/** What the user pays, in base units. */
export const units = (value: bigint) => ({ amount_to_provider: amountBytes(value) });

export const coefficient = (hex: string, exponent: number) => ({
  out_amount: { coefficient: fromHex(hex), exponent },
});

/** A swap with another signature, made of the right one. */
export const signature = (change: (text: string) => unknown) =>
  caseOf(right, { signature: change(right.signature) });

/** An order with a deliberate mistake. */
export const withMistake = (code: MistakeCode, name: FlowName = 'SWAP_NG') =>
  mistaken(FLOWS[name], code);

/** The answer of a provider as a text. */
export async function answer(text: string, options: CaseOptions = {}): Promise<CheckCase> {
  const [document] = await documentsOf(text, { name: 'answer' });
  return readCase(document!.value, 'answer', { flow: 'swap', ...options }, document!.noticed);
}
