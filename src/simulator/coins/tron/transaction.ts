/**
 * Transactions as the Tron app reads them: `Transaction.raw` of Tron's protobuf files, of which it
 * looks at one contract, transfers of TRX and calls of TRC-20 contracts above all. Source: app-tron
 * src/parse.c, proto/core/*.proto.
 */
import { EMPTY, toBigInt, toHex } from '../../../bytes.js';
import { base58WithPrefix } from '../hashes.js';
import { type FieldKinds, type Fields, readFields } from '../protobuf.js';
import {
  ADDRESS_SIZE,
  ANY,
  CONTRACT,
  CONTRACT_TYPE,
  MAINNET,
  RAW,
  SELECTOR,
  TRANSFER_CONTRACT,
  TRIGGER_SMART_CONTRACT,
} from './fields.js';
import { type TronToken, tronTokenOf } from './tokens.js';

const ADDRESS = { size: ADDRESS_SIZE };

/** Contract types the app can show. */
const SHOWN_TYPES: readonly number[] = [
  CONTRACT_TYPE.transfer,
  2,
  4,
  10,
  11,
  12,
  13,
  16,
  17,
  18,
  CONTRACT_TYPE.triggerSmartContract,
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
  const transaction = readFields(raw, TRANSACTION_FIELDS);
  if (transaction === null) return null;
  if (transaction.bytes(RAW.data).length > 0) return { kind: 'data' };
  const [contract] = transaction.messages(RAW.contract);
  if (!contract?.has(CONTRACT.parameter)) return NOTHING;
  const parameter = contract.message(CONTRACT.parameter).bytes(ANY.value);
  return readContract(Number(contract.number(CONTRACT.type)), parameter);
}

/** The contract is decoded with the message around it, before anything is looked at. */
const TRANSACTION_FIELDS: FieldKinds = {
  [RAW.data]: 'raw',
  [RAW.contract]: {
    atMost: 1,
    repeated: {
      [CONTRACT.type]: 'number',
      [CONTRACT.parameter]: { message: { [ANY.typeUrl]: 'raw', [ANY.value]: 'raw' } },
      [CONTRACT.provider]: 'raw',
      [CONTRACT.name]: 'raw',
      [CONTRACT.permissionId]: 'number',
    },
  },
  [RAW.feeLimit]: 'number',
};

const NOTHING = { kind: 'nothing' } as const;

function readContract(type: number, parameter: Uint8Array): TronTransaction | null {
  if (!SHOWN_TYPES.includes(type)) return null;
  if (type === CONTRACT_TYPE.transfer) {
    const { owner, to, amount } = TRANSFER_CONTRACT;
    const fields = readFields(parameter, { [owner]: ADDRESS, [to]: ADDRESS, [amount]: 'number' });
    if (fields === null) return null;
    return { kind: 'transfer', destination: address(fields, to), amount: fields.number(amount) };
  }
  if (type === CONTRACT_TYPE.triggerSmartContract) return readCall(parameter);
  return { kind: 'other', what: `contract type ${type}` };
}

/** Which function of a TRC-20 contract is called. */
const SELECTORS: Readonly<Record<string, 'transfer' | 'approve'>> = {
  [SELECTOR.transfer]: 'transfer',
  [SELECTOR.approve]: 'approve',
};

function readCall(parameter: Uint8Array): TronTransaction | null {
  const names = TRIGGER_SMART_CONTRACT;
  const fields = readFields(parameter, {
    [names.owner]: ADDRESS,
    [names.contract]: ADDRESS,
    [names.callValue]: 'number',
    [names.data]: 'raw',
    [names.callTokenValue]: 'number',
    [names.tokenId]: 'number',
  });
  if (fields === null) return null;
  const contract = address(fields, names.contract);
  const token = tronTokenOf(contract);
  if (!fields.has(names.data)) return { kind: 'other', what: `a call of ${contract} without data` };
  const call = fields.bytes(names.data);
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

/** An address as text; of a missing one the app's memory has zeros. */
function address(fields: Fields, field: number): string {
  const bytes = fields.has(field) ? fields.bytes(field) : EMPTY;
  return base58WithPrefix([], bytes.length === 0 ? new Uint8Array(ADDRESS_SIZE) : bytes);
}
