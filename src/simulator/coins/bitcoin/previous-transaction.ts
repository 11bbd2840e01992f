/**
 * A transaction whose output is spent: its id, and that output. Source: app-bitcoin-new
 * src/handler/lib/psbt_parse_rawtx.c. Bytes behind it are not looked at.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from '../../../bytes.js';
import { MAX_SPENT_SCRIPT } from './psbt-fields.js';
import { ByteReader, fromLittleEndian, varint } from './varint.js';

export interface SpentOutput {
  readonly amount: bigint;
  readonly script: Uint8Array;
}

export interface PreviousTransaction {
  /** Double SHA-256 of all but the witnesses. */
  readonly id: Uint8Array;
  readonly output: SpentOutput;
}

class Cut extends Error {}

/** Undefined when the transaction cannot be read or has no such output. */
export function readTransaction(bytes: Uint8Array, index: number): PreviousTransaction | undefined {
  try {
    return read(new Parts(bytes), index);
  } catch (error) {
    if (error instanceof Cut) return undefined;
    throw error;
  }
}

function read(parts: Parts, index: number): PreviousTransaction | undefined {
  parts.copy(4);
  const isSegwit = parts.skipMarker();
  const inputs = parts.count();
  for (let i = 0; i < inputs; i++) {
    parts.copy(36);
    parts.copy(parts.count());
    parts.copy(4);
  }
  const outputs = parts.count();
  let output: SpentOutput | undefined;
  for (let i = 0; i < outputs; i++) {
    const amount = fromLittleEndian(parts.copy(8));
    const size = parts.count();
    if (i === index && size > MAX_SPENT_SCRIPT) throw new Cut();
    const script = parts.copy(size);
    if (i === index) output = { amount, script };
  }
  if (isSegwit) for (let i = 0; i < inputs; i++) parts.skipWitness();
  parts.copy(4);
  return output && { id: parts.id(), output };
}

/** Reads on, and keeps what belongs to the id. */
class Parts {
  private readonly bytes: Uint8Array;
  private reader: ByteReader;
  private readonly kept: Uint8Array[] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.reader = new ByteReader(bytes);
  }

  copy(size: number): Uint8Array {
    const bytes = this.take(size);
    this.kept.push(bytes);
    return bytes;
  }

  /** A compact size; the id has it in its shortest form. */
  count(): number {
    const value = this.number();
    this.kept.push(varint(value));
    return value;
  }

  /** BIP-144: a zero where the number of inputs is, then a one. */
  skipMarker(): boolean {
    const at = this.bytes.length - this.reader.left;
    if (this.bytes[at] !== 0) return false;
    const [, flag] = this.take(2);
    if (flag !== 1) throw new Cut();
    return true;
  }

  skipWitness(): void {
    const elements = this.number();
    for (let i = 0; i < elements; i++) this.take(this.number());
  }

  id(): Uint8Array {
    return sha256(sha256(concat(...this.kept)));
  }

  private number(): number {
    const value = this.reader.varint();
    if (value === undefined || value > 0xffff_ffffn) throw new Cut();
    return Number(value);
  }

  private take(size: number): Uint8Array {
    const bytes = this.reader.bytes(size);
    if (bytes === undefined) throw new Cut();
    return bytes;
  }
}
