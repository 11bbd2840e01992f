/**
 * Transactions as the Tron app reads them: `Transaction.raw` of Tron's protobuf files, of which it
 * looks at one contract, transfers of TRX and calls of TRC-20 contracts above all. Source: app-tron
 * src/parse.c, proto/core/*.proto.
 */
import { EMPTY, toBigInt, toHex } from '../../../bytes.js';
import { base58WithPrefix } from '../hashes.js';
import { type Fields, readFields } from './protobuf.js';
import { type TronToken, tronTokenOf } from './tokens.js';

const ADDRESS = { size: 21 };

/** Contract types by their numbers in Tron's protobuf; these the app can show. */
const TRANSFER = 1;
const TRIGGER_SMART_CONTRACT = 31;
const SHOWN_TYPES = [
  TRANSFER,
  2,
  4,
  10,
  11,
  12,
  13,
  16,
  17,
  18,
  TRIGGER_SMART_CONTRACT,
  41,
  42,
  43,
  44,
  46,
  54,
  55,
  56,
  57,
  58,
];

export type TronTransaction =
  /** Its first chunk had no contract. */
  | { readonly kind: 'nothing' }
  /** With `data` of its own (a memo): the app's settings forbid it. */
  | { readonly kind: 'data' }
  | { readonly kind: 'transfer'; readonly destination: string; readonly amount: bigint }
  | {
      readonly kind: 'trc20-transfer';
      readonly token: TronToken;
      readonly destination: string;
      readonly amount: bigint;
    }
  /** Anything else the app knows to be a transaction; `what` in words. */
  | { readonly kind: 'other'; readonly what: string };

/** The transaction, or null where the app cannot read it. */
export function readTronTransaction(raw: Uint8Array): TronTransaction | null {
  const transaction = readFields(raw, { 10: 'raw', 11: 'once', 18: 'number' });
  if (transaction === null) return null;
  // The contract is decoded with the message around it, before anything is looked at.
  const contract = readFields(transaction.bytes(11), {
    1: 'number',
    2: 'message',
    3: 'raw',
    4: 'raw',
    5: 'number',
  });
  const any = contract && readFields(contract.bytes(2), { 1: 'raw', 2: 'raw' });
  if (!any) return null;
  if (transaction.bytes(10).length > 0) return { kind: 'data' };
  return contract.has(2) ? readContract(Number(contract.number(1)), any.bytes(2)) : NOTHING;
}

const NOTHING = { kind: 'nothing' } as const;

function readContract(type: number, parameter: Uint8Array): TronTransaction | null {
  if (!SHOWN_TYPES.includes(type)) return null;
  if (type === TRANSFER) {
    const fields = readFields(parameter, { 1: ADDRESS, 2: ADDRESS, 3: 'number' });
    if (fields === null) return null;
    return { kind: 'transfer', destination: address(fields, 2), amount: fields.number(3) };
  }
  if (type === TRIGGER_SMART_CONTRACT) return readCall(parameter);
  return { kind: 'other', what: `contract type ${type}` };
}

/** First four bytes of the call data: which function of a TRC-20 contract is called. */
const SELECTORS: Readonly<Record<string, 'transfer' | 'approve'>> = {
  a9059cbb: 'transfer',
  '095ea7b3': 'approve',
};

function readCall(parameter: Uint8Array): TronTransaction | null {
  const fields = readFields(parameter, {
    1: ADDRESS,
    2: ADDRESS,
    3: 'number',
    4: 'raw',
    5: 'number',
    6: 'number',
  });
  if (fields === null) return null;
  const contract = address(fields, 2);
  const token = tronTokenOf(contract);
  if (!fields.has(4)) return { kind: 'other', what: `a call of ${contract} without data` };
  const call = fields.bytes(4);
  if (call.length < 4) return null;
  const method = SELECTORS[toHex(call.subarray(0, 4))];
  const args = call.subarray(4);
  if (method === undefined ? args.length % 32 !== 0 : args.length !== 64) return null;
  if (token === undefined) return { kind: 'other', what: `a call of the unknown ${contract}` };
  if (method !== 'transfer') {
    return { kind: 'other', what: method ?? `a call of an unknown function of ${contract}` };
  }
  // Of the word with the address its last 20 bytes are looked at, whatever stands before them.
  const destination = base58WithPrefix([MAINNET], args.subarray(12, 32));
  return { kind: 'trc20-transfer', token, destination, amount: toBigInt(args.subarray(32)) };
}

/** First byte of an address. */
const MAINNET = 0x41;

/** An address as text; of a missing one the app's memory has zeros. */
function address(fields: Fields, field: number): string {
  const bytes = fields.has(field) ? fields.bytes(field) : EMPTY;
  return base58WithPrefix([], bytes.length === 0 ? new Uint8Array(ADDRESS.size) : bytes);
}
