/**
 * What goes with a Polkadot transaction so that the app can read it: the types it uses, and the proof
 * that they belong to the metadata whose hash is signed (RFC-78, merkleized metadata). No recording:
 * source app-polkadot app/src/metadata_reader.c, metadata_proof.c.
 */
import { blake3 } from '@noble/hashes/blake3.js';
import { concat, fromBigInt, textOf } from '../../../bytes.js';
import { PolkadotError, PROBLEM, ScaleReader } from './scale.js';

/** Numbers of type references. */
export const TYPE = {
  bool: 0,
  char: 1,
  string: 2,
  u8: 3,
  u256: 8,
  i8: 9,
  i256: 14,
  compactU8: 15,
  compactU256: 20,
  nothing: 21,
  byId: 22,
} as const;

export interface TypeRef {
  /** One of {@link TYPE}, or of the sizes between. */
  readonly index: number;
  /** Of a type in the list. */
  readonly id: number;
}

export interface Field {
  readonly name: string | undefined;
  readonly type: TypeRef;
  readonly typeName: string | undefined;
}

/** A type: of an enumeration one entry for each variant that is used. */
export interface MetadataType {
  readonly id: number;
  readonly path: readonly string[];
  readonly definition:
    | { readonly kind: 'composite'; readonly fields: readonly Field[] }
    | {
        readonly kind: 'enumeration';
        readonly name: Uint8Array;
        readonly fields: readonly Field[];
        readonly index: number;
      }
    | { readonly kind: 'sequence'; readonly of: TypeRef }
    | { readonly kind: 'array'; readonly size: number; readonly of: TypeRef }
    | { readonly kind: 'tuple'; readonly of: readonly TypeRef[] }
    | { readonly kind: 'bits' };
}

export interface SignedExtension {
  readonly name: string;
  readonly inExtrinsic: TypeRef;
  readonly inSignedData: TypeRef;
}

export interface Metadata {
  readonly types: readonly MetadataType[];
  readonly call: TypeRef;
  readonly extensions: readonly SignedExtension[];
  readonly chain: Chain;
  /** Of the whole metadata these types are a part of, 32 bytes. */
  readonly digest: Uint8Array;
}

export interface Chain {
  readonly name: string;
  /** In addresses. */
  readonly prefix: number;
  readonly decimals: number;
  readonly unit: string;
}

const HASH_SIZE = 32;
/** Longer names would need a longer length than the app writes. */
const LONGEST_NAME = 63;
const VERSION = Uint8Array.of(0x01);

/** @throws PolkadotError or Unreadable */
export function readMetadata(data: Uint8Array): Metadata {
  const reader = new ScaleReader(data);
  const leaves = reader.list(() => readType(reader, data));
  const indices = reader.list(() => Number(reader.uintLe(4)));
  const lemmas = reader.list(() => reader.take(HASH_SIZE));
  const start = reader.offset;
  const extrinsic = readExtrinsic(reader);
  const extrinsicHash = blake3(data.subarray(start, reader.offset));
  const version = reader.take(4);
  const name = reader.bytes();
  const prefix = Number(reader.uintLe(2));
  const decimals = reader.byte();
  const unit = reader.bytes();
  if (reader.left > 0) throw new PolkadotError(PROBLEM.more);
  const root = rootOf(
    leaves.map(({ raw }) => raw),
    indices,
    lemmas,
  );
  if (name.length > LONGEST_NAME || unit.length > LONGEST_NAME) {
    throw new PolkadotError(PROBLEM.range);
  }
  const named = (text: Uint8Array) => concat(Uint8Array.of(text.length << 2), text);
  const numbers = concat(fromBigInt(BigInt(prefix), 2).reverse(), Uint8Array.of(decimals));
  const digest = blake3(
    concat(VERSION, root, extrinsicHash, version, named(name), numbers, named(unit)),
  );
  const chain = { name: textOf(name), prefix, decimals, unit: textOf(unit) };
  return { types: leaves.map(({ type }) => type), ...extrinsic, chain, digest };
}

function readExtrinsic(reader: ScaleReader): Pick<Metadata, 'call' | 'extensions'> {
  reader.byte();
  readRef(reader);
  const call = readRef(reader);
  readRef(reader);
  const extensions = reader.list(() => ({
    name: textOf(reader.bytes()),
    inExtrinsic: readRef(reader),
    inSignedData: readRef(reader),
  }));
  return { call, extensions };
}

function readType(
  reader: ScaleReader,
  data: Uint8Array,
): { readonly type: MetadataType; readonly raw: Uint8Array } {
  const start = reader.offset;
  const path = reader.list(() => textOf(reader.bytes()));
  const definition = readDefinition(reader);
  const id = reader.compact();
  return { type: { id, path, definition }, raw: data.subarray(start, reader.offset) };
}

function readDefinition(reader: ScaleReader): MetadataType['definition'] {
  switch (reader.byte()) {
    case 0:
      return { kind: 'composite', fields: reader.list(() => readField(reader)) };
    case 1: {
      const name = reader.bytes();
      const fields = reader.list(() => readField(reader));
      return { kind: 'enumeration', name, fields, index: reader.compact() };
    }
    case 2:
      return { kind: 'sequence', of: readRef(reader) };
    case 3:
      return { kind: 'array', size: Number(reader.uintLe(4)), of: readRef(reader) };
    case 4:
      return { kind: 'tuple', of: reader.list(() => readRef(reader)) };
    case 5: {
      reader.byte();
      if (reader.byte() > 1) throw new PolkadotError(PROBLEM.range);
      return { kind: 'bits' };
    }
    default:
      throw new PolkadotError(PROBLEM.range);
  }
}

function readField(reader: ScaleReader): Field {
  const name = reader.optionalBytes();
  const type = readRef(reader);
  const typeName = reader.optionalBytes();
  return { name: name && textOf(name), type, typeName: typeName && textOf(typeName) };
}

function readRef(reader: ScaleReader): TypeRef {
  const index = reader.byte();
  return { index, id: index === TYPE.byId ? reader.compact() : 0 };
}

/** Deeper trees no stack of a device holds. */
const MAX_DEPTH = 50;

/**
 * Root of the Merkle tree: leaves where the indices say, other branches from the lemmas. Leaves
 * nobody asks for are not looked at.
 */
export function rootOf(
  leaves: readonly Uint8Array[],
  indices: readonly number[],
  lemmas: readonly Uint8Array[],
): Uint8Array {
  let [leaf, index, lemma] = [0, 0, 0];
  const next = <T>(list: readonly T[], at: number): T => {
    const item = list[at];
    if (item === undefined) throw new PolkadotError(PROBLEM.end);
    return item;
  };
  const hashAt = (node: number, depth: number): Uint8Array => {
    const wanted = indices[index];
    if (wanted === node) {
      index++;
      return blake3(next(leaves, leaf++));
    }
    if (node !== 0 && !isAbove(node, wanted)) return next(lemmas, lemma++);
    if (depth >= MAX_DEPTH) throw new PolkadotError(PROBLEM.other);
    const left = hashAt(2 * node + 1, depth + 1);
    return blake3(concat(left, hashAt(2 * node + 2, depth + 1)));
  };
  return hashAt(0, 0);
}

function isAbove(node: number, leaf: number | undefined): boolean {
  if (leaf === undefined || leaf <= node) return false;
  let at = leaf;
  while (at > node) at = Math.floor((at - 1) / 2);
  return at === node;
}
