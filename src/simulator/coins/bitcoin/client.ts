/**
 * How the Bitcoin app asks its host for parts of a transaction while it works on a command: client
 * commands (answer E000, next command F8 01), every answer proved by a Merkle tree. Source:
 * app-bitcoin-new doc/bitcoin.md, src/handler/lib/*, src/common/merkle.c.
 *
 * Functions here are generators: they yield a request and are given the host's answer.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, EMPTY, equal } from '../../../bytes.js';
import { AppError, SW } from './app-error.js';
import { ByteReader, varint } from './varint.js';

/** What a conversation with the host gives in the end. */
export type Talk<T> = Generator<Uint8Array, T, Uint8Array>;

const REQUEST = { preimage: 0x40, leafProof: 0x41, leafIndex: 0x42, more: 0xa0 } as const;

const HASH_SIZE = 32;
/** More than any transaction has: what the host may make us keep. */
const MAX_STREAM = 4_000_000;
/** Longest key of a map. */
const MAX_KEY = 290;
const MAX_MAP = 9 + 2 * HASH_SIZE;

/** A map of which only the roots of its sorted keys and of their values are known. */
export interface MerkleMap {
  readonly size: number;
  readonly keys: Uint8Array;
  readonly values: Uint8Array;
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

function leafHashOf(element: Uint8Array): Uint8Array {
  return sha256(concat(LEAF, element));
}

function wrong(what: string): AppError {
  return new AppError(SW.incorrectData, `the host's answer is not taken: ${what}`);
}

/** The hash of a leaf, after its proof has been checked. */
export function* leafHash(root: Uint8Array, size: number, index: number): Talk<Uint8Array> {
  const request = concat(Uint8Array.of(REQUEST.leafProof), root, varint(size), varint(index));
  const reader = new ByteReader(yield request);
  const leaf = reader.bytes(HASH_SIZE);
  const proofSize = reader.byte();
  const count = reader.byte();
  if (leaf === undefined || proofSize === undefined || count === undefined || count > proofSize) {
    throw wrong('the proof of a leaf is cut');
  }
  const directions = directionsTo(size, index);
  if (count > 0 && proofSize > directions.length) {
    throw wrong('a proof is longer than its tree is deep');
  }
  const siblings = hashes(reader, count);
  while (siblings.length < proofSize) {
    const more = new ByteReader(yield Uint8Array.of(REQUEST.more));
    const next = more.byte();
    const each = more.byte();
    if (next === undefined || each !== HASH_SIZE || siblings.length + next > proofSize) {
      throw wrong('the rest of a proof has another size');
    }
    siblings.push(...hashes(more, next));
  }
  let hash = leaf;
  for (const [step, sibling] of siblings.entries()) {
    const isRight = directions[proofSize - step - 1];
    if (isRight === undefined) throw wrong('a proof is longer than its tree is deep');
    hash = sha256(isRight ? concat(NODE, sibling, hash) : concat(NODE, hash, sibling));
  }
  if (!equal(hash, root)) throw wrong('a proof does not lead to the root of its tree');
  return leaf;
}

function hashes(reader: ByteReader, count: number): Uint8Array[] {
  return Array.from({ length: count }, () => {
    const hash = reader.bytes(HASH_SIZE);
    if (hash === undefined) throw wrong('the hashes of a proof are cut');
    return hash;
  });
}

/** From the root to a leaf: whether the way goes right. Empty for a tree without one. */
function directionsTo(size: number, index: number): boolean[] {
  const directions: boolean[] = [];
  if (index >= size) return directions;
  let rest = size;
  let at = index;
  while (rest > 1) {
    const left = 2 ** Math.ceil(Math.log2(rest) - 1);
    const isRight = at >= left;
    directions.push(isRight);
    if (isRight) at -= left;
    rest = isRight ? rest - left : left;
  }
  return directions;
}

/** The bytes a hash was made of, at most `max` of them. */
export function* preimage(hash: Uint8Array, max: number, isStreamed = false): Talk<Uint8Array> {
  const reader = new ByteReader(yield concat(Uint8Array.of(REQUEST.preimage, 0), hash));
  const size = reader.varint();
  const count = reader.byte();
  const first = count === undefined ? undefined : reader.bytes(count);
  if (size === undefined || first === undefined) throw wrong('a preimage is cut');
  if (size === 0n || (isStreamed && first.length === 0)) throw wrong('a preimage is empty');
  if (size > BigInt(max)) throw wrong(`a preimage has ${size} bytes, ${max} at most are taken`);
  if (BigInt(first.length) > size) throw wrong('a preimage is longer than told');
  const parts = [first];
  let rest = Number(size) - first.length;
  while (rest > 0) {
    const more = new ByteReader(yield Uint8Array.of(REQUEST.more));
    const next = more.byte();
    const each = more.byte();
    const bytes = next === undefined ? undefined : more.bytes(next);
    if (bytes === undefined || each !== 1 || bytes.length > rest) {
      throw wrong('the rest of a preimage has another size');
    }
    parts.push(bytes);
    rest -= bytes.length;
  }
  const whole = concat(...parts);
  if (!equal(sha256(whole), hash)) throw wrong('a preimage has another hash');
  return whole;
}

/** An element of a tree, at most `max` bytes. */
export function* leafElement(
  root: Uint8Array,
  size: number,
  index: number,
  max: number,
): Talk<Uint8Array> {
  const hash = yield* leafHash(root, size, index);
  return (yield* preimage(hash, max + 1, true)).subarray(1);
}

/** An element of any size, which the app reads as it comes. */
export function* streamedElement(root: Uint8Array, size: number, index: number): Talk<Uint8Array> {
  return yield* leafElement(root, size, index, MAX_STREAM);
}

/** Where an element stands in a tree; undefined when the host says, or proves, nothing. */
function* leafIndex(size: number, root: Uint8Array, hash: Uint8Array): Talk<number | undefined> {
  const request = concat(Uint8Array.of(REQUEST.leafIndex), root, hash);
  const reader = new ByteReader(yield request);
  const found = reader.byte();
  const index = reader.varint();
  if (found !== 1 || index === undefined || index >= BigInt(size)) return undefined;
  const proved = yield* leafHash(root, size, Number(index));
  return equal(proved, hash) ? Number(index) : undefined;
}

/** The value of a key; undefined when the map does not have it. */
export function* mapValue(
  map: MerkleMap,
  key: number,
  max: number = MAX_STREAM,
): Talk<Uint8Array | undefined> {
  const index = yield* leafIndex(map.size, map.keys, leafHashOf(Uint8Array.of(key)));
  if (index === undefined) return undefined;
  return yield* leafElement(map.values, map.size, index, max);
}

/** A value of so many bytes; undefined when it is not there, or cannot be proved. */
export function* optionalValue(
  map: MerkleMap,
  key: number,
  size: number,
): Talk<Uint8Array | undefined> {
  try {
    const value = yield* mapValue(map, key, size);
    return value?.length === size ? value : undefined;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** A value that must be there with so many bytes. */
export function* exactValue(map: MerkleMap, key: number, size: number): Talk<Uint8Array> {
  const value = yield* mapValue(map, key, size);
  if (value?.length !== size) {
    throw new AppError(SW.incorrectData, `the PSBT has no field ${hex(key)} of ${size} bytes`);
  }
  return value;
}

function hex(key: number): string {
  return key.toString(16).padStart(2, '0');
}

/** Told of every key of a map in turn, before the next is asked for. */
export type KeyListener = (map: MerkleMap, index: number, key: Uint8Array) => Talk<void>;

/** One of a list of maps: its keys are read and must be in strict order. */
export function* mapAt(
  root: Uint8Array,
  size: number,
  index: number,
  listener?: KeyListener,
): Talk<MerkleMap> {
  const reader = new ByteReader(yield* leafElement(root, size, index, MAX_MAP));
  const count = reader.varint();
  const keys = reader.bytes(HASH_SIZE);
  const values = reader.bytes(HASH_SIZE);
  if (count === undefined || keys === undefined || values === undefined) {
    throw new AppError(SW.incorrectData, 'the PSBT has a map that is cut');
  }
  const map = { size: Number(count), keys, values };
  yield* readKeys(map, listener);
  return map;
}

/** @throws AppError when the keys are not in strict order. */
export function* readKeys(map: MerkleMap, listener?: KeyListener): Talk<void> {
  let before: Uint8Array = EMPTY;
  for (let index = 0; index < map.size; index++) {
    const key = yield* leafElement(map.keys, map.size, index, MAX_KEY);
    if (index > 0 && compare(before, key) >= 0) {
      throw new AppError(SW.incorrectData, 'the keys of the PSBT are not in order');
    }
    before = key;
    if (listener !== undefined) yield* listener(map, index, key);
  }
}

/** By bytes; a beginning of the other comes first. */
function compare(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  if (at >= 0 && at < b.length) return a[at]! - b[at]!;
  return a.length - b.length;
}
