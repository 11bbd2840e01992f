/** The signed message of an order, read as `check` reads it: through mistakes, under the message it really is. */
import { EMPTY, toBigInt } from '../../../bytes.js';
import { type Facts, textField } from '../../../check/facts/facts.js';
import { factsOf } from '../../../check/facts/read-facts.js';
import { scanWire } from '../../../check/payload/wire.js';
import { InputError } from '../../../errors.js';
import type { FlowKind } from '../../../exchange/flows.js';
import { DEFAULT_FIRMWARE } from '../../../firmware/index.js';
import { formatAmount } from '../../../payload/amount.js';
import { rolesOf } from '../../../payload/roles.js';
import { type Answered, answered, caseOfOrder } from '../device/order-case.js';
import type { SeenOrder } from '../order.js';
import type { ProviderRun } from '../run.js';

export interface SignedMessage {
  /** Of the message found, whatever the product's is. */
  readonly kind: FlowKind;
  /** The layout of fund's draft of 2024. */
  readonly isDraft: boolean;
  /** As the answer has it. */
  readonly payload: string;
  readonly signature: string | undefined;
  text(field: string): string;
  /** Empty when it is absent. */
  bytes(field: string): Uint8Array;
  has(field: string): boolean;
}

/** Undefined when there is no message that could be read. */
export function messageOf(run: ProviderRun, placed: SeenOrder): SignedMessage | undefined {
  const order: Answered | string = answered(placed);
  if (typeof order === 'string') return undefined;
  let facts: Facts;
  try {
    facts = factsOf(caseOfOrder(run, order), DEFAULT_FIRMWARE);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
  const { kind, draft, fields, scan, judged } = facts;
  if (scan.fields.length === 0) return undefined;
  return {
    kind,
    isDraft: draft,
    payload: judged.payload,
    signature: judged.signature,
    text: (field) => textField(facts, field),
    bytes: (field) => fields.get(field)?.bytes ?? EMPTY,
    has: (field) => fields.has(field),
  };
}

/** Longer exponents are no amounts of money. */
const MAX_EXPONENT = 60;

/** out_amount of a sale as decimal text; undefined where it is absent or cannot be read. */
export function fiatAmount(message: SignedMessage): string | undefined {
  const field = rolesOf('sell').fiat!.amount;
  if (message.kind !== 'sell' || !message.has(field)) return undefined;
  const { fields, problem } = scanWire(message.bytes(field));
  const last = (number: number) => fields.findLast((one) => one.number === number);
  const exponent = Number(last(2)?.varint ?? 0n);
  if (problem !== undefined || exponent > MAX_EXPONENT) return undefined;
  return formatAmount(toBigInt(last(1)?.bytes ?? EMPTY), exponent);
}
