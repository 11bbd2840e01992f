/**
 * What the host tells of objects on the chain: a coin's type and balance, believed because the
 * transaction names the object's digest. Source: app-sui rust-app/src/parser/object.rs,
 * rust-app/src/implementation.rs (WithObjectData).
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesOf, equal, textOf, toBigInt, toHex } from '../../../bytes.js';
import { type BlockStream, type Host, Rejected, type Talk, unsupported } from './blocks.js';

export interface Coin {
  /** Address of its package, and what it calls itself there; see {@link SUI}. */
  readonly type: string;
  /** Base units, 64 bits. */
  readonly amount: bigint;
}

/** The app does not write module and name of its own coin. */
export const SUI = `${'0'.repeat(63)}2::::`;

/** Any coin of the package SUI is from. */
export function isOfSuiPackage(type: string): boolean {
  return type.startsWith(SUI.slice(0, 64));
}

const SALT = bytesOf('Object::');
export const ADDRESS_SIZE = 32;
/** A digest begins with its length, which is not looked at. */
export const DIGEST_SIZE = 33;
const MAX_CONTENTS = 80;
const MAX_NAME = 64;
/** The app keeps so much of a name. */
const KEPT_NAME = 16;
const MAX_TYPE_PARAMETERS = 5;
const CONTENTS = { coin: 40, staked: 80 } as const;

/** The coin with this digest; undefined where the host has no such object, or none that is a coin. */
export function* coinOf(
  host: Host,
  objects: BlockStream | undefined,
  digest: Uint8Array,
): Talk<Coin | undefined> {
  if (objects === undefined) return undefined;
  const list = objects.clone();
  const count = yield* orRejected(host, list.uint(4));
  for (let i = 0; i < Number(count ?? 0n); i++) {
    const size = Number(yield* list.uint(4));
    const object = list.clone();
    const hash = blake2b.create({ dkLen: 32 }).update(SALT);
    yield* list.each(size, (bytes) => hash.update(bytes));
    if (equal(hash.digest(), digest.subarray(1))) {
      return yield* orRejected(host, readObject(object));
    }
  }
  return undefined;
}

/** Undefined where it is rejected, which the host end remembers. */
function* orRejected<T>(host: Host, talk: Talk<T>): Talk<T | undefined> {
  try {
    return yield* talk;
  } catch (error) {
    if (!(error instanceof Rejected) || error.isFinal) throw error;
    host.hasRejected = true;
    return undefined;
  }
}

function* readObject(stream: BlockStream): Talk<Coin> {
  if ((yield* stream.count()) !== 0) throw unsupported('an object is no Move object');
  const { type, isStaked } = yield* readType(stream);
  yield* stream.bool(); // may be transferred
  yield* stream.take(8); // version
  const contents = yield* stream.bytes(MAX_CONTENTS);
  yield* readOwner(stream);
  yield* stream.take(DIGEST_SIZE); // previous transaction
  yield* stream.take(8); // storage rebate
  if (contents.length !== (isStaked ? CONTENTS.staked : CONTENTS.coin)) {
    throw unsupported('an object has other contents than a coin');
  }
  return { type, amount: toBigInt(contents.slice(-8).reverse()) };
}

function* readType(stream: BlockStream): Talk<{ type: string; isStaked: boolean }> {
  const kind = yield* stream.count();
  if (kind === 1 || kind === 2) return { type: SUI, isStaked: kind === 2 };
  if (kind !== 3) throw unsupported('an object is no coin');
  if ((yield* stream.count()) !== 7) throw unsupported('a coin is of no structure');
  const address = yield* stream.take(ADDRESS_SIZE);
  const module = yield* stream.bytes(MAX_NAME);
  const name = yield* stream.bytes(MAX_NAME);
  yield* stream.list(MAX_TYPE_PARAMETERS, readSimpleType);
  const kept = [module, name].map((text) => textOf(text.subarray(0, KEPT_NAME)));
  return { type: `${toHex(address)}::${kept.join('::')}`, isStaked: false };
}

function* readSimpleType(stream: BlockStream): Talk<void> {
  if ((yield* stream.count()) > 6) throw unsupported('a coin has a structure for a parameter');
}

function* readOwner(stream: BlockStream): Talk<void> {
  const kind = yield* stream.count();
  if (kind > 3) throw unsupported('an object has an owner of an unknown kind');
  const size = [ADDRESS_SIZE, ADDRESS_SIZE, 8, 0][kind]!;
  yield* stream.take(size);
}
