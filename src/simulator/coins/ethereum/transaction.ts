/**
 * Reads an Ethereum transaction in the chunks it comes in, as strict and as lenient as the app does:
 * RLP of four kinds, fields in order, nothing after the last one looked at. Source: app-ethereum
 * src/features/sign_tx/eth_ustream.c and rlp_utils.c.
 *
 * Every byte read is hashed at once; the hash is what will be signed.
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concat, EMPTY, toBigInt } from '../../../bytes.js';
import { type CallData, roomInWord, SELECTOR_SIZE, withBytes } from './call-data.js';

export const TRANSACTION_TYPES = { eip2930: 1, eip1559: 2, eip7702: 4, legacy: 0xc0 } as const;

type FieldName =
  | 'chainId'
  | 'nonce'
  | 'gasPrice'
  | 'gasLimit'
  | 'to'
  | 'value'
  | 'data'
  | 'v'
  | 'content'
  | 'list'
  | 'ignored';

interface Field {
  readonly name: FieldName;
  /** Most bytes; any number when absent. */
  readonly max?: number;
}

const content: Field = { name: 'content' };
const chainId: Field = { name: 'chainId', max: 32 };
const nonce: Field = { name: 'nonce', max: 32 };
/** Price of gas; of EIP-1559 the maximum price. */
const gasPrice: Field = { name: 'gasPrice', max: 32 };
const gasLimit: Field = { name: 'gasLimit', max: 32 };
const to: Field = { name: 'to', max: 20 };
const value: Field = { name: 'value', max: 32 };
const data: Field = { name: 'data' };
/** Chain id in the place of the recovery byte (EIP-155). */
const v: Field = { name: 'v', max: 8 };
const list: Field = { name: 'list' };
const ignored: Field = { name: 'ignored' };

const priced = [content, chainId, nonce, ignored, gasPrice, gasLimit, to, value, data, list];

/** Fields by type, in their order. */
const FORMS: Readonly<Record<number, readonly Field[]>> = {
  [TRANSACTION_TYPES.legacy]: [
    ...[content, nonce, gasPrice, gasLimit, to, value, data],
    ...[v, ignored, ignored],
  ],
  [TRANSACTION_TYPES.eip2930]: [
    ...[content, chainId, nonce, gasPrice, gasLimit, to, value, data],
    list,
  ],
  [TRANSACTION_TYPES.eip1559]: priced,
  [TRANSACTION_TYPES.eip7702]: [...priced, list],
};

/** Lists the app goes into, and those it skips. */
const LISTS: ReadonlySet<FieldName> = new Set<FieldName>(['content', 'list']);

/** Most bytes of a length. */
const MAX_LENGTH_SIZE = 4;

/** The field that is being read. */
interface Open {
  readonly length: number;
  readonly isList: boolean;
  readonly isSingleByte: boolean;
  readonly read: number;
}

export interface Reading {
  readonly type: number;
  /** Number of the field in its form. */
  readonly field: number;
  /** Begin of an RLP header that is not whole yet. */
  readonly header: Uint8Array;
  readonly open: Open | undefined;
  readonly values: Readonly<Partial<Record<FieldName, Uint8Array>>>;
  readonly hash: ReturnType<typeof keccak_256.create>;
  /** The transaction has call data. */
  readonly hasData: boolean;
  readonly callData: CallData | undefined;
}

/** Why the app goes no further; `isBlind` when its user could allow it. */
export interface Fault {
  readonly fault: string;
  readonly isBlind?: boolean;
}

/**
 * Decides at the start of call data what becomes of it: undefined to skip it, or a sentence when
 * the app goes no further.
 */
export type OpenCallData = (reading: Reading, selector: Uint8Array) => CallData | undefined | Fault;

export interface ReadOptions {
  readonly openCallData: OpenCallData;
  /** Call data is kept for later: its selector must be there at once. */
  readonly isStored: boolean;
}

export type ReadResult =
  | { readonly kind: 'more' | 'done'; readonly reading: Reading }
  | { readonly kind: 'fault'; readonly what: string; readonly isBlind?: boolean };

export function isTransactionType(type: number): boolean {
  return Object.hasOwn(FORMS, type);
}

export function startReading(type: number): Reading {
  const hash = keccak_256.create();
  if (type !== TRANSACTION_TYPES.legacy) hash.update(Uint8Array.of(type));
  return {
    type,
    field: 0,
    header: EMPTY,
    open: undefined,
    values: {},
    hash,
    hasData: false,
    callData: undefined,
  };
}

/** Keccak-256 of everything read, 32 bytes. */
export function transactionHash({ hash }: Reading): Uint8Array {
  return hash.clone().digest();
}

/** A number of the transaction; absent ones are zero. */
export function numberOf({ values }: Reading, name: 'gasPrice' | 'gasLimit' | 'value'): bigint {
  return toBigInt(values[name] ?? EMPTY);
}

/** Chain id, of which the app takes the first eight bytes; 0 when there is none. */
export function chainIdOf({ type, values }: Reading): bigint {
  const bytes = type === TRANSACTION_TYPES.legacy ? values.v : values.chainId;
  return toBigInt((bytes ?? EMPTY).subarray(0, 8));
}

/** Reads one chunk on. */
export function readChunk(reading: Reading, bytes: Uint8Array, options: ReadOptions): ReadResult {
  const reader = new Reader(reading, bytes);
  return reader.run(options);
}

/** Works on a copy, so that the reading before stays what it was. */
class Reader {
  private at = 0;
  private isBlind = false;
  private readonly bytes: Uint8Array;
  private readonly next: { -readonly [K in keyof Reading]: Reading[K] };
  private readonly form: readonly Field[];

  constructor(reading: Reading, bytes: Uint8Array) {
    this.bytes = bytes;
    this.next = { ...reading, hash: reading.hash.clone() };
    this.form = FORMS[reading.type]!;
  }

  run(options: ReadOptions): ReadResult {
    const { next } = this;
    for (;;) {
      const field = this.form[next.field];
      if (field === undefined) return { kind: 'done', reading: next };
      if (this.left === 0) return { kind: 'more', reading: next };
      if (next.open === undefined) {
        const problem = this.readHeader();
        if (problem !== undefined) return { kind: 'fault', what: problem };
        if (next.open === undefined) return { kind: 'more', reading: next };
      }
      const problem = this.readField(field, next.open!, options);
      if (problem !== undefined) return { kind: 'fault', what: problem, isBlind: this.isBlind };
    }
  }

  private get left(): number {
    return this.bytes.length - this.at;
  }

  /** Opens the field, or keeps what is there of its header. */
  private readHeader(): string | undefined {
    const { next } = this;
    while (this.left > 0) {
      next.header = concat(next.header, this.take(1, true));
      const [first = 0] = next.header;
      const size = sizeOfLength(first);
      if (next.header.length > MAX_LENGTH_SIZE && size > MAX_LENGTH_SIZE) {
        return 'a length of more than 32 bits';
      }
      if (next.header.length < 1 + size) continue;
      const isSingleByte = first < 0x80;
      next.open = {
        length: isSingleByte ? 1 : lengthIn(next.header, size),
        isList: first >= 0xc0,
        isSingleByte,
        read: 0,
      };
      next.header = EMPTY;
      // A byte that stands for itself is read again as the value; it has been hashed.
      if (isSingleByte) this.at--;
      return undefined;
    }
    return undefined;
  }

  private readField(field: Field, open: Open, options: ReadOptions): string | undefined {
    const { next } = this;
    if (field.name === 'data' && open.length !== 0) {
      const problem = this.openData(open, options);
      if (problem !== undefined) return problem;
      if (next.callData !== undefined && next.open!.read < open.length) return this.readWord();
    }
    if (open.isList !== LISTS.has(field.name)) {
      return `the field ${field.name} ${open.isList ? 'is a list' : 'is not a list'}`;
    }
    if (field.name === 'content') {
      this.close();
      return undefined;
    }
    if (field.max !== undefined && open.length > field.max) {
      return `the field ${field.name} has ${open.length} bytes, ${field.max} at most are taken`;
    }
    const bytes = this.take(Math.min(this.left, next.open!.length - next.open!.read));
    if (field.max !== undefined) {
      const before = next.values[field.name] ?? EMPTY;
      next.values = { ...next.values, [field.name]: concat(before, bytes) };
    }
    if (next.open!.read === next.open!.length) this.close();
    return undefined;
  }

  /** At the first byte of call data: its selector, and who will take it. */
  private openData(open: Open, { openCallData, isStored }: ReadOptions): string | undefined {
    const { next } = this;
    next.hasData = true;
    if (isStored && open.read === 0 && Math.min(this.left, open.length) < SELECTOR_SIZE) {
      return 'call data to be stored begins with less than a selector';
    }
    const called = (next.values.to ?? EMPTY).length > 0 && open.length >= SELECTOR_SIZE;
    if (open.read > 0 || !called) return undefined;
    if (this.left < SELECTOR_SIZE) return 'the chunk ends within the selector of the call data';
    const selector = this.bytes.subarray(this.at, this.at + SELECTOR_SIZE);
    const opened = openCallData(next, selector);
    if (opened !== undefined && 'fault' in opened) {
      this.isBlind = opened.isBlind === true;
      return opened.fault;
    }
    if (opened === undefined) return undefined;
    next.callData = opened;
    this.take(SELECTOR_SIZE);
    return undefined;
  }

  private readWord(): string | undefined {
    const { next } = this;
    const rest = next.open!.length - next.open!.read;
    const room = Math.min(rest, roomInWord(next.callData!));
    const bytes = this.take(Math.min(this.left, room));
    const data = withBytes(next.callData!, bytes, bytes.length === room);
    if (data === undefined) return 'the call has more words than the app takes';
    next.callData = data;
    if (next.open!.read === next.open!.length) this.close();
    return undefined;
  }

  private take(count: number, inHeader = false): Uint8Array {
    const { next } = this;
    const bytes = this.bytes.slice(this.at, this.at + count);
    this.at += count;
    if (inHeader || next.open?.isSingleByte !== true) next.hash.update(bytes);
    if (next.open !== undefined) next.open = { ...next.open, read: next.open.read + count };
    return bytes;
  }

  private close(): void {
    this.next.open = undefined;
    this.next.field++;
  }
}

/** Bytes of the length behind the first byte of an RLP header. */
function sizeOfLength(first: number): number {
  if (first >= 0xf8) return first - 0xf7;
  return first >= 0xb8 && first < 0xc0 ? first - 0xb7 : 0;
}

function lengthIn(header: Uint8Array, size: number): number {
  const [first = 0] = header;
  if (size > 0) return Number(toBigInt(header.subarray(1, 1 + size)));
  return first - (first >= 0xc0 ? 0xc0 : 0x80);
}
