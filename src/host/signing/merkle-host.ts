/**
 * The host's side of the Bitcoin app's client commands: it knows maps and lists by their Merkle
 * roots, answers what the app asks, and keeps what the app hands over. Source: app-bitcoin-new
 * doc/bitcoin.md, doc/merkle.md.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, EMPTY, equal, toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { ByteReader, varint } from '../../simulator/coins/bitcoin/varint.js';

/** Fields of a PSBT map: key (type and data) and value. */
export type PsbtMap = readonly (readonly [key: Uint8Array, value: Uint8Array])[];

const REQUEST = { yield: 0x10, preimage: 0x40, leafProof: 0x41, leafIndex: 0x42, more: 0xa0 };
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const HASH_SIZE = 32;
/** Data bytes of a command. */
const ROOM = 255;

interface Tree {
  readonly leaves: readonly Uint8Array[];
}

export class MerkleHost {
  /** What the app handed over: the data of its YIELD commands. */
  readonly yielded: Uint8Array[] = [];
  private readonly preimages = new Map<string, Uint8Array>();
  private readonly trees = new Map<string, Tree>();
  /** What is left of the last answer, in elements of one size. */
  private queue: Uint8Array[] = [];

  /** Knows these bytes by their hash. */
  addPreimage(bytes: Uint8Array): Uint8Array {
    const hash = sha256(bytes);
    this.preimages.set(toHex(hash), bytes);
    return hash;
  }

  /** Knows a list of elements; its root, zeros for an empty one. */
  addList(elements: readonly Uint8Array[]): Uint8Array {
    const leaves = elements.map((element) => this.addPreimage(concat(LEAF, element)));
    const root = rootOf(leaves);
    this.trees.set(toHex(root), { leaves });
    return root;
  }

  /** Knows a map; its commitment: size, root of the sorted keys, root of the values. */
  addMap(map: PsbtMap): Uint8Array {
    const sorted = [...map].sort(([a], [b]) => (toHex(a) < toHex(b) ? -1 : 1));
    const keys = this.addList(sorted.map(([key]) => key));
    const values = this.addList(sorted.map(([, value]) => value));
    return concat(varint(sorted.length), keys, values);
  }

  /** @throws InputError for a question about something it does not know. */
  answer(request: Uint8Array): Uint8Array {
    const reader = new ByteReader(request.subarray(1));
    switch (request[0]) {
      case REQUEST.yield:
        this.yielded.push(request.slice(1));
        return EMPTY;
      case REQUEST.preimage:
        return this.preimage(request.subarray(2));
      case REQUEST.leafProof:
        return this.proof(reader.bytes(HASH_SIZE)!, reader.varint()!, reader.varint()!);
      case REQUEST.leafIndex:
        return this.index(reader.bytes(HASH_SIZE)!, reader.bytes(HASH_SIZE)!);
      case REQUEST.more:
        return this.more();
      default:
        throw new InputError(
          `the Bitcoin app asks ${toHex(request.subarray(0, 1))}: not known here`,
        );
    }
  }

  private preimage(hash: Uint8Array): Uint8Array {
    const bytes = this.preimages.get(toHex(hash));
    if (bytes === undefined) throw new InputError('the Bitcoin app asks for bytes nobody has');
    const size = varint(bytes.length);
    const first = Math.min(bytes.length, ROOM - size.length - 1);
    this.queue = Array.from(bytes.subarray(first), (byte) => Uint8Array.of(byte));
    return concat(size, Uint8Array.of(first), bytes.subarray(0, first));
  }

  private proof(root: Uint8Array, size: bigint, index: bigint): Uint8Array {
    const { leaves } = this.treeOf(root);
    const leaf = leaves[Number(index)];
    if (BigInt(leaves.length) !== size || leaf === undefined) {
      throw new InputError('the Bitcoin app asks for a leaf that there is not');
    }
    const siblings = proofOf(leaves, Number(index));
    const count = Math.min(siblings.length, Math.floor((ROOM - HASH_SIZE - 2) / HASH_SIZE));
    this.queue = siblings.slice(count);
    return concat(leaf, Uint8Array.of(siblings.length, count), ...siblings.slice(0, count));
  }

  private index(root: Uint8Array, hash: Uint8Array): Uint8Array {
    const at = this.treeOf(root).leaves.findIndex((leaf) => equal(leaf, hash));
    return at < 0 ? Uint8Array.of(0, 0) : concat(Uint8Array.of(1), varint(at));
  }

  private more(): Uint8Array {
    const [first] = this.queue;
    if (first === undefined) throw new InputError('the Bitcoin app asks for more of nothing');
    const count = Math.min(this.queue.length, Math.floor((ROOM - 2) / first.length));
    const now = this.queue.slice(0, count);
    this.queue = this.queue.slice(count);
    return concat(Uint8Array.of(count, first.length), ...now);
  }

  private treeOf(root: Uint8Array): Tree {
    const tree = this.trees.get(toHex(root));
    if (tree === undefined) throw new InputError('the Bitcoin app asks about a tree nobody has');
    return tree;
  }
}

/** Leaves of the left side of a tree of `count`: the greatest power of two below it. */
function leftSize(count: number): number {
  let size = 1;
  while (size * 2 < count) size *= 2;
  return size;
}

function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length <= 1) return leaves[0] ?? new Uint8Array(HASH_SIZE);
  const left = leftSize(leaves.length);
  return sha256(concat(NODE, rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left))));
}

/** Siblings from the leaf up. */
function proofOf(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const size = leftSize(leaves.length);
  const [left, right] = [leaves.slice(0, size), leaves.slice(size)];
  return index < size
    ? [...proofOf(left, index), rootOf(right)]
    : [...proofOf(right, index - size), rootOf(left)];
}
