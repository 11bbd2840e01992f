/**
 * Transactions as the Hedera app reads them: `TransactionBody` of Hedera's protobuf files, of which
 * it looks at transfers. No recording: source app-hedera proto/*, src/sign_transaction.c,
 * src/hedera_format.c. What any other kind of transaction says is not read: a swap refuses it.
 */
import { type FieldKinds, type Fields, readFields } from '../protobuf.js';

/** `TransactionBody`. */
export const BODY = {
  transactionId: 1,
  node: 2,
  fee: 3,
  duration: 4,
  record: 5,
  memo: 6,
  contractCall: 7,
  createAccount: 11,
  transfer: 14,
  updateAccount: 15,
  mint: 37,
  burn: 38,
  associate: 40,
  dissociate: 41,
} as const;

/** `CryptoTransferTransactionBody`. */
export const TRANSFER = { hbar: 1, tokens: 2 } as const;
/** `TransferList`. */
export const TRANSFER_LIST = { amounts: 1 } as const;
/** `TokenTransferList`. */
export const TOKEN_TRANSFER = { token: 1, amounts: 2, nfts: 3, decimals: 4 } as const;
/** `AccountAmount`: what an account receives or, negative, gives. */
export const ACCOUNT_AMOUNT = { account: 1, amount: 2, approval: 3 } as const;
/** `AccountID`. */
export const ACCOUNT = { shard: 1, realm: 2, number: 3, alias: 4 } as const;

/** What a transaction can be; the field of its body. */
const OTHER_KINDS = [
  BODY.contractCall,
  BODY.createAccount,
  BODY.updateAccount,
  BODY.mint,
  BODY.burn,
  BODY.associate,
  BODY.dissociate,
] as const;
const KINDS: readonly number[] = [BODY.transfer, ...OTHER_KINDS];

const ALIAS_SIZE = 32;
const ACCOUNT_FIELDS: FieldKinds = {
  [ACCOUNT.shard]: 'number',
  [ACCOUNT.realm]: 'number',
  [ACCOUNT.number]: 'number',
  [ACCOUNT.alias]: { max: ALIAS_SIZE },
};
const AMOUNT_FIELDS: FieldKinds = {
  [ACCOUNT_AMOUNT.account]: { message: ACCOUNT_FIELDS },
  [ACCOUNT_AMOUNT.amount]: 'zigzag',
  [ACCOUNT_AMOUNT.approval]: 'bool',
};
/** A sender and a receiver. */
const AMOUNTS = { repeated: AMOUNT_FIELDS, atMost: 2 } as const;
const NFT_FIELDS: FieldKinds = {
  1: { message: ACCOUNT_FIELDS },
  2: { message: ACCOUNT_FIELDS },
  3: 'number',
  4: 'bool',
};
const TOKEN_FIELDS: FieldKinds = {
  [TOKEN_TRANSFER.token]: { message: { 1: 'number', 2: 'number', 3: 'number' } },
  [TOKEN_TRANSFER.amounts]: AMOUNTS,
  [TOKEN_TRANSFER.nfts]: { repeated: NFT_FIELDS, atMost: 1 },
  [TOKEN_TRANSFER.decimals]: { message: { 1: 'uint32' } },
};
const TRANSFER_FIELDS: FieldKinds = {
  [TRANSFER.hbar]: { message: { [TRANSFER_LIST.amounts]: AMOUNTS } },
  [TRANSFER.tokens]: { repeated: TOKEN_FIELDS, atMost: 1 },
};
const TRANSACTION_ID_FIELDS: FieldKinds = {
  1: { message: { 1: 'number', 2: 'number' } },
  2: { message: ACCOUNT_FIELDS },
  3: 'bool',
  4: 'number',
};
const MEMO_SIZE = 99;
const BODY_FIELDS: FieldKinds = {
  [BODY.transactionId]: { message: TRANSACTION_ID_FIELDS },
  [BODY.node]: { message: ACCOUNT_FIELDS },
  [BODY.fee]: 'number',
  [BODY.duration]: { message: { 1: 'number' } },
  [BODY.record]: 'bool',
  [BODY.memo]: { max: MEMO_SIZE },
  [BODY.transfer]: { message: TRANSFER_FIELDS, oneOf: KINDS },
  ...Object.fromEntries(OTHER_KINDS.map((kind) => [kind, { message: {}, oneOf: KINDS }])),
};

export interface HederaTransaction {
  /** Tinybars the sender pays at most. */
  readonly fee: bigint;
  /** The transfer of HBAR from one account to another; else what the transaction is, in words. */
  readonly transfer: HbarTransfer | string;
}

export interface HbarTransfer {
  /** Tinybars; undefined where nobody receives any. */
  readonly amount: bigint | undefined;
  /** Account of the receiver: shard, realm and number. */
  readonly to: string;
}

/** @returns What the app makes of the bytes, or why it cannot, in words. */
export function readHederaTransaction(raw: Uint8Array): HederaTransaction | string {
  const body = readFields(raw, BODY_FIELDS);
  if (body === null) return 'it is not what Hedera’s protobuf files describe';
  const kind = body.lastOf(KINDS);
  if (kind === undefined) return 'it is of no kind the app knows';
  const fee = body.number(BODY.fee);
  if (kind !== BODY.transfer) return { fee, transfer: NAMES[kind]! };
  const transfer = readTransfer(body.message(BODY.transfer), fee);
  return 'why' in transfer ? transfer.why : { fee, transfer: transfer.is };
}

const NAMES: Readonly<Record<number, string>> = {
  [BODY.contractCall]: 'a call of a contract',
  [BODY.createAccount]: 'the making of an account',
  [BODY.updateAccount]: 'a change of an account',
  [BODY.mint]: 'a minting of tokens',
  [BODY.burn]: 'a burning of tokens',
  [BODY.associate]: 'the association with a token',
  [BODY.dissociate]: 'the end of an association with a token',
};

/** Decimals of a token the app can still write. */
const MOST_DECIMALS = 19n;
const VERIFY_FEE = 1n;

function readTransfer(
  transfer: Fields,
  fee: bigint,
): { readonly is: HbarTransfer | string } | { readonly why: string } {
  const amounts = transfer.message(TRANSFER.hbar).messages(TRANSFER_LIST.amounts);
  const [tokens] = transfer.messages(TRANSFER.tokens);
  const received = (at: number) => amounts[at]?.number(ACCOUNT_AMOUNT.amount) ?? 0n;
  if (amounts.length === 2 && tokens !== undefined) return { why: 'it moves HBAR and tokens' };
  if (BigInt.asIntN(64, received(0) + received(1)) !== 0n) {
    return { why: 'what the accounts give and receive is not the same' };
  }
  if (tokens !== undefined) {
    if (tokens.messages(TOKEN_TRANSFER.amounts).length !== 2 || amounts.length !== 0) {
      return { why: 'it moves tokens in another way than from one account to another' };
    }
    const decimals = tokens.message(TOKEN_TRANSFER.decimals).number(1);
    if (decimals > MOST_DECIMALS) return { why: `its token has ${decimals} decimals` };
    return { is: 'a transfer of tokens' };
  }
  if (amounts.length === 1 && fee === VERIFY_FEE) return { is: 'a check of an account' };
  if (amounts.length !== 2) return { why: 'it does not move HBAR from one account to another' };
  const receiver = received(0) > 0n ? 0 : 1;
  const outbound = amounts.find((each) => each.number(ACCOUNT_AMOUNT.amount) > 0n);
  return {
    is: {
      amount: outbound?.number(ACCOUNT_AMOUNT.amount),
      to: accountText(amounts[receiver]!.message(ACCOUNT_AMOUNT.account)),
    },
  };
}

/** As the app prints it: negative numbers as large ones, and of an alias its size and first bytes. */
function accountText(account: Fields): string {
  const field = account.lastOf([ACCOUNT.number, ACCOUNT.alias]);
  const alias = account.bytes(ACCOUNT.alias);
  const number = field === ACCOUNT.alias ? memoryOf(alias) : account.number(ACCOUNT.number);
  return `${account.number(ACCOUNT.shard)}.${account.number(ACCOUNT.realm)}.${number}`;
}

/** The number an alias is taken for: 16 bits of size and its first 6 bytes, little-endian. */
function memoryOf(alias: Uint8Array): bigint {
  const memory = new DataView(new ArrayBuffer(8));
  memory.setUint16(0, alias.length, true);
  alias.subarray(0, 6).forEach((byte, at) => {
    memory.setUint8(2 + at, byte);
  });
  return memory.getBigUint64(0, true);
}
