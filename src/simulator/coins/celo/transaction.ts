/**
 * Reads a Celo transaction in the chunks it comes in, as strict and as lenient as the app does: RLP
 * of EIP-1559 or CIP-64, fields in order, nothing after the last one looked at. Source:
 * app-celo-spender src_common/ethUstream.c, src_common/rlp.c.
 *
 * Unlike app-ethereum, from which it comes, it takes a header that is cut by the end of a chunk for
 * that of the field before.
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concat, EMPTY, toBigInt } from '../../../bytes.js';
import { CALL_SIZE, type KnownCall, knownCall, SELECTOR_SIZE } from './call-data.js';

export const TYPES = { eip1559: 0x02, cip64: 0x7b } as const;

type FieldName =
  | 'content'
  | 'chainId'
  | 'nonce'
  | 'priorityFee'
  | 'gasPrice'
  | 'gasLimit'
  | 'to'
  | 'value'
  | 'data'
  | 'accessList'
  | 'feeCurrency';

const EIP1559: readonly FieldName[] = [
  ...(['content', 'chainId', 'nonce', 'priorityFee', 'gasPrice', 'gasLimit'] as const),
  ...(['to', 'value', 'data', 'accessList'] as const),
];

const FORMS: Readonly<Record<number, readonly FieldName[]>> = {
  [TYPES.eip1559]: EIP1559,
  [TYPES.cip64]: [...EIP1559, 'feeCurrency'],
};

const LISTS: ReadonlySet<FieldName> = new Set<FieldName>(['content', 'accessList']);
const ADDRESS_SIZE = 20;
/** Most bytes; any number where there is none. */
const MAX_SIZE: Readonly<Partial<Record<FieldName, number>>> = {
  chainId: 4,
  nonce: 32,
  gasPrice: 32,
  gasLimit: 32,
  to: ADDRESS_SIZE,
  value: 32,
  feeCurrency: ADDRESS_SIZE,
};
/** Mainnet and two test networks, by the first two bytes. */
const CHAINS: readonly number[] = [42220, 44787, 17323];
const MAX_HEADER = 5;

/** The app goes no further. */
export class CeloFault extends Error {}

export function isTransactionType(type: number | undefined): type is number {
  return type !== undefined && Object.hasOwn(FORMS, type);
}

/** A transaction that comes in; goes forward only. */
export class CeloReader {
  private readonly form: readonly FieldName[];
  private readonly hash = keccak_256.create();
  private readonly isToken: (contract: Uint8Array) => boolean;
  private chunk: Uint8Array = EMPTY;
  private field = 0;
  private header: Uint8Array = EMPTY;
  /** What the last whole header said. */
  private open = { length: 0, isList: false, isSingleByte: false, read: 0 };
  private isReading = false;
  readonly values: Partial<Record<FieldName, Uint8Array>> = {};
  hasData = false;
  call: KnownCall | undefined;

  /** @param isToken whether the app was told of this contract. */
  constructor(type: number, isToken: (contract: Uint8Array) => boolean) {
    this.form = FORMS[type]!;
    this.isToken = isToken;
    this.hash.update(Uint8Array.of(type));
  }

  /** Reads on: true when the transaction is whole. @throws CeloFault */
  read(chunk: Uint8Array): boolean {
    this.chunk = chunk;
    for (;;) {
      const field = this.form[this.field];
      if (field === undefined) return true;
      if (this.chunk.length === 0) return false;
      if (!this.isReading) this.readHeader();
      this.readField(field);
    }
  }

  /** Keccak-256 of everything read, 32 bytes. */
  digest(): Uint8Array {
    return this.hash.clone().digest();
  }

  /** The contract or the receiver, 20 bytes; zeros where there is none. */
  get to(): Uint8Array {
    return padded(this.values.to);
  }

  /** 20 bytes; undefined where fees are in CELO. */
  get feeCurrency(): Uint8Array | undefined {
    return isEmpty(this.values.feeCurrency) ? undefined : padded(this.values.feeCurrency);
  }

  private readHeader(): void {
    while (this.chunk.length > 0) {
      this.header = concat(this.header, this.take(1));
      const [first = 0] = this.header;
      const size = sizeOfLength(first);
      if (this.header.length > size) {
        this.openField(first, size);
        return;
      }
      if (this.header.length === MAX_HEADER) throw new CeloFault('a length of more than 32 bits');
    }
  }

  private openField(first: number, size: number): void {
    const isSingleByte = first < 0x80;
    const base = first >= 0xc0 ? 0xc0 : 0x80;
    const length = size > 0 ? Number(toBigInt(this.header.subarray(1))) : first - base;
    // A byte that stands for itself is read again as the value; it has been hashed.
    if (isSingleByte) this.chunk = concat(this.header, this.chunk);
    this.open = { length: isSingleByte ? 1 : length, isList: first >= 0xc0, isSingleByte, read: 0 };
    this.header = EMPTY;
    this.isReading = true;
  }

  private readField(field: FieldName): void {
    if (field === 'data' && this.open.length !== 0) this.openData();
    if (this.call !== undefined && field === 'data') {
      this.copy(field, CALL_SIZE);
      return;
    }
    const { isList, length } = this.open;
    if (isList !== LISTS.has(field)) {
      throw new CeloFault(`the field ${field} ${isList ? 'is a list' : 'is no list'}`);
    }
    if (field === 'content') {
      this.close();
      return;
    }
    const max = MAX_SIZE[field];
    if (max !== undefined && length > max) {
      throw new CeloFault(`the field ${field} has ${length} bytes, ${max} at most are taken`);
    }
    if (field === 'to' && length !== 0 && length !== ADDRESS_SIZE) {
      throw new CeloFault(`the field to has ${length} bytes, an address has ${ADDRESS_SIZE}`);
    }
    this.copy(field, max ?? 0);
  }

  /** At the first byte of call data: who takes it. */
  private openData(): void {
    this.hasData = true;
    if (isEmpty(this.values.to)) return;
    if (this.open.read === 0) {
      if (this.chunk.length < SELECTOR_SIZE) {
        throw new CeloFault('the chunk ends within the selector of the call data');
      }
      const selector = this.chunk.subarray(0, SELECTOR_SIZE);
      this.call = knownCall(selector, this.open.length, this.isToken(this.to));
      if (this.call === undefined) {
        throw new CeloFault('it has call data that the app may not sign blindly');
      }
    }
  }

  /** Reads the field as far as it came, and keeps at most `kept` bytes of it. */
  private copy(field: FieldName, kept: number): void {
    const missing = this.open.length - this.open.read;
    if (missing > 0) {
      const bytes = this.take(Math.min(missing, this.chunk.length));
      const value = concat(this.values[field] ?? EMPTY, bytes);
      this.values[field] = value.length > kept ? value.subarray(0, kept) : value;
      if (field === 'chainId' && !isChain(value)) {
        throw new CeloFault('it is for a chain the Celo app does not know');
      }
    }
    if (this.open.read === this.open.length) this.close();
  }

  private close(): void {
    this.field++;
    this.isReading = false;
  }

  private take(count: number): Uint8Array {
    const bytes = this.chunk.subarray(0, count);
    this.chunk = this.chunk.subarray(count);
    if (!this.isReading || !this.open.isSingleByte) this.hash.update(bytes);
    if (this.isReading) this.open.read += count;
    return bytes;
  }
}

function isEmpty(bytes: Uint8Array | undefined): boolean {
  return bytes === undefined || bytes.length === 0;
}

function padded(bytes: Uint8Array = EMPTY): Uint8Array {
  return concat(bytes, new Uint8Array(ADDRESS_SIZE - bytes.length));
}

/** As far as it came; one byte of it is followed by a zero. */
function isChain([high = 0, low = 0]: Uint8Array): boolean {
  return CHAINS.includes(high * 256 + low);
}

/** Bytes of the length behind the first byte of an RLP header. */
function sizeOfLength(first: number): number {
  if (first >= 0xf8) return first - 0xf7;
  return first >= 0xb8 && first < 0xc0 ? first - 0xb7 : 0;
}
