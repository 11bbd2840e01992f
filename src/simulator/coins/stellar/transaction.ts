/**
 * Transactions as the Stellar app (5.6.0) reads them: network, envelope type and the XDR of a
 * transaction. Payments are read to the end, other operations only far enough to know them: none is
 * ever signed for Exchange. Bytes behind the operations are not looked at. Source: app-stellar
 * libstellar/parser.c before its rewrite in Rust.
 */
import { equal, fromHex, textOf } from '../../../bytes.js';
import { ByteReader, readOrNull, Unreadable } from '../byte-reader.js';
import { accountText, muxedAccountText } from './account.js';

export interface StellarTransaction {
  readonly publicNetwork: boolean;
  /** Of a fee bump, its inner transaction is read. */
  readonly feeBump: boolean;
  readonly fee: bigint;
  /** Undefined for a memo of another kind than text, none included. */
  readonly memoText: string | undefined;
  readonly operationCount: number;
  /** The first operation. */
  readonly operation: StellarOperation | undefined;
}

export interface StellarOperation {
  /** Of another account than the transaction's. */
  readonly hasSource: boolean;
  readonly type: number;
  /** Set for a payment. */
  readonly payment?: {
    readonly destination: string;
    readonly native: boolean;
    /** Stroops; negative ones are read, too. */
    readonly amount: bigint;
  };
}

/** SHA-256 of "Public Global Stellar Network ; September 2015". */
export const PUBLIC_NETWORK = fromHex(
  '7ac33997544e3175d266bd022439b22cdb16508c01163f26e5cb2a3e1045a979',
);
export const ENVELOPE = { transaction: 2, feeBump: 5 } as const;
export const MEMO = { none: 0, text: 1, id: 2, hash: 3, returnHash: 4 } as const;
export const PAYMENT = 1;
const LAST_OPERATION = 26;
const MAX_OPERATIONS = 35;
export const MAX_MEMO_TEXT = 28;

/** The transaction, or null where the app cannot read it. */
export function readStellarTransaction(raw: Uint8Array): StellarTransaction | null {
  return readOrNull(() => readEnvelope(new Xdr(raw)));
}

function readEnvelope(xdr: Xdr): StellarTransaction {
  const publicNetwork = equal(xdr.take(32), PUBLIC_NETWORK);
  const type = xdr.uint32();
  const feeBump = type === ENVELOPE.feeBump;
  if (feeBump) {
    xdr.muxedAccount();
    xdr.take(8);
    if (xdr.uint32() !== ENVELOPE.transaction) throw new Unreadable();
  } else if (type !== ENVELOPE.transaction) throw new Unreadable();
  xdr.muxedAccount();
  const fee = BigInt(xdr.uint32());
  xdr.take(8);
  skipPreconditions(xdr);
  const memoText = readMemo(xdr);
  const operationCount = xdr.uint32();
  if (operationCount > MAX_OPERATIONS) throw new Unreadable();
  let operation: StellarOperation | undefined;
  for (let i = 0; i < operationCount; i++) {
    const next = readOperation(xdr);
    operation ??= next;
    if (next.payment === undefined) break;
  }
  return { publicNetwork, feeBump, fee, memoText, operationCount, operation };
}

function readMemo(xdr: Xdr): string | undefined {
  const type = xdr.uint32();
  switch (type) {
    case MEMO.none:
      return undefined;
    case MEMO.text:
      return textOf(xdr.opaque(MAX_MEMO_TEXT));
    case MEMO.id:
      xdr.take(8);
      return undefined;
    case MEMO.hash:
    case MEMO.returnHash:
      xdr.take(32);
      return undefined;
    default:
      throw new Unreadable();
  }
}

function skipPreconditions(xdr: Xdr): void {
  const type = xdr.uint32();
  if (type > 2) throw new Unreadable();
  if (type === 1) xdr.take(16);
  if (type !== 2) return;
  // Time bounds, ledger bounds, lowest sequence number: each may be missing.
  for (const size of [16, 8, 8]) if (xdr.flag()) xdr.take(size);
  xdr.take(8 + 4);
  const signers = xdr.uint32();
  if (signers > 2) throw new Unreadable();
  for (let i = 0; i < signers; i++) skipSigner(xdr);
}

function skipSigner(xdr: Xdr): void {
  const type = xdr.uint32();
  if (type > 3) throw new Unreadable();
  xdr.take(32);
  if (type !== 3) return;
  const size = xdr.uint32();
  if (size === 0 || size > 64) throw new Unreadable();
  xdr.take(4 * Math.ceil(size / 4));
}

function readOperation(xdr: Xdr): StellarOperation {
  const hasSource = xdr.flag();
  if (hasSource) xdr.muxedAccount();
  const type = xdr.uint32();
  if (type > LAST_OPERATION) throw new Unreadable();
  if (type !== PAYMENT) return { hasSource, type };
  const destination = xdr.muxedAccount();
  const native = readAsset(xdr);
  const amount = BigInt.asIntN(64, xdr.uint(8));
  return { hasSource, type, payment: { destination, native, amount } };
}

/** Whether it is the native one. */
function readAsset(xdr: Xdr): boolean {
  const type = xdr.uint32();
  if (type === 0) return true;
  if (type > 2) throw new Unreadable();
  xdr.take(type === 1 ? 4 : 12);
  if (xdr.uint32() !== 0) throw new Unreadable();
  xdr.take(32);
  return false;
}

/** XDR (RFC 4506): everything in units of four bytes, big-endian. */
class Xdr extends ByteReader {
  uint32(): number {
    return Number(this.uint(4));
  }

  flag(): boolean {
    const value = this.uint32();
    if (value > 1) throw new Unreadable();
    return value === 1;
  }

  /** Bytes of any length up to `most`, filled up with zeros. */
  opaque(most: number): Uint8Array {
    const size = this.uint32();
    if (size > most) throw new Unreadable();
    const bytes = this.take(4 * Math.ceil(size / 4));
    if (bytes.subarray(size).some((byte) => byte !== 0)) throw new Unreadable();
    return bytes.subarray(0, size);
  }

  /** Text of an account, G… or M…. */
  muxedAccount(): string {
    const type = this.uint32();
    if (type === 0) return accountText(this.take(32));
    if (type !== 0x100) throw new Unreadable();
    const id = this.take(8);
    return muxedAccountText(this.take(32), id);
  }
}
