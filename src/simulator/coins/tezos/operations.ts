/**
 * Operations as the Tezos app reads them: reveals and transactions to the end; of the others, which
 * it never signs for Exchange, only that it knows them. Source: app-tezos app/src/parser/
 * operation_parser.c, num_parser.c.
 */
import { ByteReader, Unreadable } from '../byte-reader.js';
import { accountText, destinationText } from './address.js';

export interface TezosOperations {
  readonly count: number;
  readonly reveals: number;
  /** Of the last one. */
  readonly lastTag: number;
  /** Sums over all, mutez, 64 bits. */
  readonly amount: bigint;
  readonly fees: bigint;
  /** Of the last transaction. */
  readonly destination: string;
}

/** The bytes end where more of them may come. */
export class Unfinished extends Error {}

export const TRANSACTION = 108;
const MANAGER_OPERATIONS = 3;
const MICHELINE = 5;
const REVEAL = 107;
const OTHER_TAGS = [5, 6, 17, 109, 110, 111, 112, 113, 114, 115, 158, 200, 201, 206];
const BRANCH_SIZE = 32;
const ACCOUNT_SIZE = 21;
const DESTINATION_SIZE = 22;
/** Public keys by their first byte, which is counted. */
const KEY_SIZES = [33, 34, 34, 49];
const BLS_SIGNATURE_SIZE = 96;
const MAX_NUMBER_BITS = 256;
const LAST_NAMED_ENTRYPOINT = 9;
const NAMED_BY_TEXT = 0xff;
/** Sizes are kept on 16 bits. */
const MAX_SIZE = 0xffff;

/**
 * What stands in the bytes so far.
 * @throws Unfinished when they end inside an operation.
 * @throws Unreadable when they cannot be operations.
 */
export function readOperations(bytes: Uint8Array): TezosOperations {
  const reader = new Reader(bytes);
  const magic = reader.byte();
  // An expression is readable, whatever is in it, and no transaction.
  if (magic === MICHELINE) return { ...NOTHING, count: 1 };
  if (magic !== MANAGER_OPERATIONS) throw new Unreadable();
  reader.take(BRANCH_SIZE);
  let read = NOTHING;
  do {
    const tag = reader.byte();
    read = { ...read, count: read.count + 1, lastTag: tag, destination: '' };
    if (OTHER_TAGS.includes(tag)) return read;
    if (tag === REVEAL) read = readReveal(reader, read);
    else if (tag === TRANSACTION) read = readTransaction(reader, read);
    else throw new Unreadable();
  } while (reader.left > 0);
  return read;
}

const NOTHING: TezosOperations = {
  count: 0,
  reveals: 0,
  lastTag: 0,
  amount: 0n,
  fees: 0n,
  destination: '',
};

function readReveal(reader: Reader, read: TezosOperations): TezosOperations {
  const fees = readManagerFields(reader, read.fees);
  const keySize = KEY_SIZES[reader.byte()];
  if (keySize === undefined) throw new Unreadable();
  reader.take(keySize - 1);
  if (reader.byte() !== 0 && reader.sized(4).length !== BLS_SIGNATURE_SIZE) throw new Unreadable();
  return { ...read, reveals: read.reveals + 1, fees };
}

function readTransaction(reader: Reader, read: TezosOperations): TezosOperations {
  const fees = readManagerFields(reader, read.fees);
  const amount = BigInt.asUintN(64, read.amount + reader.natural());
  const destination = destinationText(reader.take(DESTINATION_SIZE));
  if (destination === null) throw new Unreadable();
  if (reader.byte() !== 0) skipParameters(reader);
  return { ...read, fees, amount, destination };
}

/** Source, fee, counter, gas and storage limits; gives the sum of the fees. */
function readManagerFields(reader: Reader, fees: bigint): bigint {
  const [kind = 0, ...hash] = reader.take(ACCOUNT_SIZE);
  if (accountText(kind, Uint8Array.from(hash)) === null) throw new Unreadable();
  const sum = BigInt.asUintN(64, fees + reader.natural());
  for (let skipped = 0; skipped < 3; skipped++) reader.natural();
  return sum;
}

/** Parameters of a call are not compared; what is in them is not looked at here. */
function skipParameters(reader: Reader): void {
  const entrypoint = reader.byte();
  if (entrypoint === NAMED_BY_TEXT) reader.sized(1);
  else if (entrypoint > LAST_NAMED_ENTRYPOINT) throw new Unreadable();
  reader.sized(4);
}

class Reader extends ByteReader {
  override take(size: number): Uint8Array {
    if (size > this.left) throw new Unfinished();
    return super.take(size);
  }

  /** Seven bits a byte, the lowest first. */
  natural(): bigint {
    let value = 0n;
    for (let bit = 0n; bit < MAX_NUMBER_BITS; bit += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << bit;
      if ((byte & 0x80) === 0) {
        if (value >> BigInt(MAX_NUMBER_BITS) !== 0n) break;
        return value;
      }
    }
    throw new Unreadable();
  }

  sized(sizeBytes: number): Uint8Array {
    const size = Number(this.uint(sizeBytes));
    if (size > MAX_SIZE) throw new Unreadable();
    return this.take(size);
  }
}
