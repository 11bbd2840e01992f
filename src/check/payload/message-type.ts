/** Which of the messages the protobuf bytes really are: the expected one, another, or a draft. */
import { FLOWS, type FlowKind } from '../../exchange/flows.js';
import { fieldNumbered, MESSAGES, type Message, U_DECIMAL } from '../../payload/messages.js';
import { isPrintable } from './readable-text.js';
import { scanWire, WIRE_TYPES, type WireField, type WireScan } from './wire.js';

/** Layout of an unpublished page of 2024; no firmware reads it. */
export const FUND_DRAFT: Message = {
  name: 'NewFundResponse (draft of 2024)',
  fields: [
    { number: 1, name: 'user_id', type: 'string' },
    { number: 2, name: 'account_name', type: 'string' },
    { number: 3, name: 'in_currency', type: 'string' },
    { number: 4, name: 'out_currency', type: 'string' },
    { number: 5, name: 'in_amount', type: 'bytes' },
    { number: 6, name: 'out_amount', type: 'message', of: U_DECIMAL },
    { number: 7, name: 'in_address', type: 'string' },
    { number: 8, name: 'device_transaction_id', type: 'bytes' },
  ],
};

/** Nonce of each message: a message without one, or with one of another size, is doubtful. */
const NONCES = [FLOWS.SWAP_NG.nonceField, FLOWS.SELL_NG.nonceField];
const NONCE_SIZE = 32;
const CURRENCIES = /currency/;

export interface MessageGuess {
  readonly kind: FlowKind;
  readonly type: Message;
  readonly draft: boolean;
}

/**
 * The message the fields fit best. The expected one wins unless something contradicts it and
 * another message fits without any contradiction.
 */
export function guessMessage(expected: FlowKind, scan: WireScan): MessageGuess {
  const own: MessageGuess = { kind: expected, type: MESSAGES[expected], draft: false };
  if (scan.fields.length < 3 || fits(own.type, scan)) return own;
  const others: MessageGuess[] = (['swap', 'sell', 'fund'] as const)
    .filter((kind) => kind !== expected)
    .map((kind) => ({ kind, type: MESSAGES[kind], draft: false }));
  others.push({ kind: 'fund', type: FUND_DRAFT, draft: true });
  const fitting = others.filter(({ type }) => fits(type, scan) && covers(type, scan));
  // More than one fits: the one that knows most of the fields by a plausible value is ambiguous.
  return fitting.length === 1 || (fitting[0] && !fitting[0].draft) ? fitting[0]! : own;
}

/** Has a nonce-sized nonce or at least two currencies: enough to be recognised. */
function covers(type: Message, { fields }: WireScan): boolean {
  const byName = (name: string) => {
    const number = type.fields.find((field) => field.name === name)?.number;
    return fields.find((field) => field.number === number);
  };
  const nonce = NONCES.map(byName).find((field) => field !== undefined);
  const currencies = type.fields.filter(({ name }) => CURRENCIES.test(name));
  const present = currencies.filter(({ name }) => byName(name) !== undefined).length;
  return present > 0 && (nonce?.bytes.length === NONCE_SIZE || present > 1);
}

/** Nothing contradicts the message. */
function fits(type: Message, { fields }: WireScan): boolean {
  for (const field of fields) {
    const declared = fieldNumbered(type, field.number);
    if (declared === undefined) return false;
    if (contradiction(declared.name, declared.type, field) !== undefined) return false;
  }
  return true;
}

/** What in the fields cannot be meant by this message, in words. */
export function contradictions(type: Message, scan: WireScan): string[] {
  const found: string[] = [];
  for (const field of scan.fields) {
    const declared = fieldNumbered(type, field.number);
    if (declared === undefined) {
      found.push(`it has no field ${field.number}`);
      continue;
    }
    const reason = contradiction(declared.name, declared.type, field);
    if (reason !== undefined) found.push(`${declared.name} (field ${field.number}) ${reason}`);
  }
  return found;
}

function hasControl(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at]! < 0x20) return true;
  return false;
}

function contradiction(
  name: string,
  type: Message['fields'][number]['type'],
  { wireType, bytes }: WireField,
): string | undefined {
  if (wireType !== WIRE_TYPES.sized) return `has wire type ${wireType}`;
  switch (type) {
    case 'string':
      if (hasControl(bytes)) return 'is not text';
      if (bytes.length > 24 && CURRENCIES.test(name)) return `is ${bytes.length} bytes long`;
      return undefined;
    case 'bytes':
      if (NONCES.includes(name)) {
        return bytes.length === NONCE_SIZE ? undefined : `is ${bytes.length} bytes, not a nonce`;
      }
      if (bytes.length > 20 && /amount/.test(name) && isPrintable(bytes)) {
        return `is text of ${bytes.length} characters`;
      }
      return undefined;
    case 'message': {
      const inner = scanWire(bytes);
      return inner.problem === undefined && inner.fields.every(({ number }) => number <= 2)
        ? undefined
        : 'is not a nested message';
    }
    default:
      return undefined;
  }
}
