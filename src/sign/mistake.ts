/**
 * The shape of a deliberate mistake, and what many of them are made with. Each lies beside the rule
 * that finds it, in `check/rules/<topic>/mistakes.ts`; the list of all is in `mistakes.ts`.
 */
import { concat, utf8 } from '../bytes.js';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import type { FlowName } from '../exchange/flows.js';
import { type PrivateKey, privateKeyOf } from '../keys/private-key.js';
import type { MessageValues } from '../payload/encode.js';
import { expected } from '../shown.js';
import { correctRecipe, type Draft, type Recipe } from './payload-maker.js';

/** One deliberate mistake: what it does, in which flows, and how. */
export interface Mistake {
  /** What is done wrong, one sentence. */
  readonly does: string;
  /** Flows in which this is a mistake and can be made. */
  readonly flows: readonly FlowName[];
  /** The curve of the key is the mistake. */
  readonly anyCurve?: true;
  /**
   * The stages that are done wrong.
   * @throws InputError when this order cannot have the mistake, saying what would.
   */
  readonly change: (draft: Draft) => Partial<Recipe>;
}

export const NG: readonly FlowName[] = ['SWAP_NG', 'SELL_NG', 'FUND_NG'];
export const SWAPS: readonly FlowName[] = ['SWAP', 'SWAP_NG'];
export const SELLS: readonly FlowName[] = ['SELL', 'SELL_NG'];
export const FUNDS: readonly FlowName[] = ['FUND', 'FUND_NG'];
export const ALL: readonly FlowName[] = [...SWAPS, ...SELLS, ...FUNDS];
/** Flows that carry and sign base64url text: all but legacy swap. */
export const TEXT: readonly FlowName[] = [...NG, 'SELL', 'FUND'];
/** Flows whose nonce is 32 bytes: the same ones. */
export const BYTE_NONCE = TEXT;

/** A mistake in the values of the message alone. */
export function wrongValues(
  does: string,
  flows: readonly FlowName[],
  change: (values: MessageValues, draft: Draft) => MessageValues,
): Mistake {
  return { does, flows, change: (draft) => ({ values: (values) => change(values, draft) }) };
}

/** Another message; everything around it is right. */
export function wrongMessage(
  does: string,
  flows: readonly FlowName[],
  change: (values: MessageValues, draft: Draft) => Uint8Array,
): Mistake {
  return { does, flows, change: (draft) => ({ protobuf: (values) => change(values, draft) }) };
}

/** The message as it should be. */
export function rightMessage(values: MessageValues, draft: Draft): Uint8Array {
  return correctRecipe(draft).protobuf(values);
}

/** The mistakes of a topic, by the codes of the findings they cause. */
export function mistakes<Code extends string>(
  made: Readonly<Record<Code, Mistake>>,
): Readonly<Record<Code, Mistake>> {
  return made;
}

/** Why no mistake causes a finding, by its code. */
export function noMistake<Code extends string>(
  reasons: Readonly<Record<Code, string>>,
): Readonly<Record<Code, string>> {
  return reasons;
}

/** Says why an order cannot have a mistake. */
export function cannot(what: string): never {
  throw new InputError(expected('mistake', `an order that can have it: ${what}`, 'another'));
}

export function text(values: MessageValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

export function bytes(values: MessageValues, name: string): Uint8Array {
  const value = values[name];
  return value instanceof Uint8Array ? value : new Uint8Array(0);
}

export function nested(values: MessageValues, name: string): MessageValues {
  const value = values[name];
  return typeof value === 'object' && !(value instanceof Uint8Array) ? value : {};
}

/** Private keys of "somebody else": public on purpose, their bytes say so when read as text. */
const OTHER_SECRETS: Readonly<Record<Curve, string>> = {
  secp256k1: 'exchange-sim public other key k1',
  secp256r1: 'exchange-sim public other key r1',
};

export function otherKey(curve: Curve): PrivateKey {
  return privateKeyOf(curve, utf8(OTHER_SECRETS[curve]));
}

export function without(values: MessageValues, name: string): MessageValues {
  const { [name]: _, ...rest } = values;
  return rest;
}

/** Not in any message: the device skips it. */
export const UNKNOWN_FIELD = 15;

const MAX_VARINT_BYTE = 0x7f;

/** A length-delimited protobuf field (wire type 2), as bytes behind a message. */
export function sizedField(number: number, value: Uint8Array): Uint8Array {
  return concat(varint(number * 8 + 2), varint(value.length), value);
}

/** Unsigned varint of a number below 2^31. */
export function varint(value: number): Uint8Array {
  const out: number[] = [];
  let rest = value;
  for (; rest > MAX_VARINT_BYTE; rest >>>= 7) out.push((rest & MAX_VARINT_BYTE) | 0x80);
  out.push(rest);
  return Uint8Array.from(out);
}
