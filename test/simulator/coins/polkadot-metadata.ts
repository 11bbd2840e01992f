/**
 * A small chain like Polkadot: the metadata of its balance transfers, merkleized as RFC-78 has it, and
 * transactions for it. Written for tests; the digest is worked out from the whole tree.
 */
import { blake3 } from '@noble/hashes/blake3.js';
import { concat, utf8 } from '../../../src/bytes.js';

export function compact(value: bigint | number): Uint8Array {
  const number = BigInt(value);
  if (number < 1n << 6n) return le(number << 2n, 1);
  if (number < 1n << 14n) return le((number << 2n) | 1n, 2);
  if (number < 1n << 30n) return le((number << 2n) | 2n, 4);
  const size = Math.ceil(number.toString(16).length / 2);
  return concat(Uint8Array.of(((size - 4) << 2) | 3), le(number, size));
}

export function le(value: bigint | number, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) =>
    Number((BigInt(value) >> BigInt(8 * at)) & 255n),
  );
}

const text = (value: string) => concat(compact(value.length), utf8(value));
const list = (items: readonly Uint8Array[]) => concat(compact(items.length), ...items);
const optional = (value?: string) =>
  value === undefined ? Uint8Array.of(0) : concat(Uint8Array.of(1), text(value));

/** References: numbers are types of the list below. */
const PRIMITIVES = { u8: 3, u32: 5, compactU32: 17, compactU128: 19, nothing: 21 } as const;
type Ref = keyof typeof PRIMITIVES | number;
const ref = (to: Ref) =>
  typeof to === 'number' ? concat(Uint8Array.of(22), compact(to)) : Uint8Array.of(PRIMITIVES[to]);
type Field = readonly [name: string | undefined, type: Ref, typeName?: string];
const fields = (all: readonly Field[]) =>
  list(all.map(([name, type, typeName]) => concat(optional(name), ref(type), optional(typeName))));

const type = (id: number, path: readonly string[], definition: Uint8Array) =>
  concat(list(path.map(text)), definition, compact(id));
const composite = (...all: Field[]) => concat(Uint8Array.of(0), fields(all));
const variant = (name: string, index: number, ...all: Field[]) =>
  concat(Uint8Array.of(1), text(name), fields(all), compact(index));
const bytes = (size: number) => concat(Uint8Array.of(3), le(size, 4), ref('u8'));

const CALL: Field[] = [
  ['dest', 2, 'AccountIdLookupOf<T>'],
  ['value', 'compactU128', 'T::Balance'],
];
const PALLET = ['pallet_balances', 'pallet', 'Call'];
/** In the order of their ids, then of their variants. */
const leavesOf = (genesisSize: number) => [
  type(0, ['polkadot_runtime', 'RuntimeCall'], variant('Balances', 5, [undefined, 1])),
  type(1, PALLET, variant('transfer_allow_death', 0, ...CALL)),
  type(1, PALLET, variant('force_transfer', 2, ['source', 2], ...CALL)),
  type(1, PALLET, variant('transfer_keep_alive', 3, ...CALL)),
  type(1, PALLET, variant('burn', 10, ['value', 'compactU128', 'T::Balance'])),
  type(2, ['sp_runtime', 'multiaddress', 'MultiAddress'], variant('Id', 0, [undefined, 3])),
  type(3, ['sp_core', 'crypto', 'AccountId32'], composite([undefined, 4, '[u8; 32]'])),
  type(4, [], bytes(32)),
  type(5, ['ChargeTransactionPayment'], composite([undefined, 'compactU128', 'BalanceOf<T>'])),
  type(6, ['CheckMetadataHash'], composite(['mode', 7, 'Mode'])),
  type(7, ['Mode'], variant('Disabled', 0)),
  type(7, ['Mode'], variant('Enabled', 1)),
  type(8, ['Option'], variant('None', 0)),
  type(8, ['Option'], variant('Some', 1, [undefined, 4])),
  type(9, ['CheckNonce'], composite([undefined, 'compactU32', 'T::Nonce'])),
  type(10, ['Era'], variant('Immortal', 0)),
  type(11, [], bytes(genesisSize)),
];

const extension = (name: string, inExtrinsic: Ref, inSignedData: Ref) =>
  concat(text(name), ref(inExtrinsic), ref(inSignedData));
const EXTRINSIC = concat(
  Uint8Array.of(4),
  ref(2),
  ref(0),
  ref(2),
  list([
    extension('CheckSpecVersion', 'nothing', 'u32'),
    extension('CheckGenesis', 'nothing', 11),
    extension('CheckMortality', 10, 4),
    extension('CheckNonce', 9, 'nothing'),
    extension('ChargeTransactionPayment', 5, 'nothing'),
    extension('CheckMetadataHash', 6, 8),
  ]),
);

/** The whole tree: node n has its branches at 2n+1 and 2n+2, the leaves come last. */
function tree(leaves: readonly Uint8Array[]): Uint8Array[] {
  const nodes: Uint8Array[] = [];
  const inner = leaves.length - 1;
  leaves.forEach((leaf, at) => {
    nodes[inner + at] = blake3(leaf);
  });
  for (let at = inner - 1; at >= 0; at--) {
    nodes[at] = blake3(concat(nodes[2 * at + 1]!, nodes[2 * at + 2]!));
  }
  return nodes;
}

export interface Chain {
  readonly name?: string;
  readonly decimals?: number;
  readonly unit?: string;
  /** Bytes of its genesis hash. */
  readonly genesisSize?: number;
  /** Leaves that are left out, by position: their branches are proven by hashes. */
  readonly without?: readonly number[];
}

/** What goes behind a transaction, and the hash that is signed in it. */
export function metadata({
  name = 'polkadot',
  decimals = 10,
  unit = 'DOT',
  genesisSize = 32,
  without = [],
}: Chain = {}) {
  const all = leavesOf(genesisSize);
  const nodes = tree(all);
  const inner = all.length - 1;
  const shown = all.map((_, at) => at).filter((at) => !without.includes(at));
  const indices = shown.map((at) => inner + at);
  const lemmas: Uint8Array[] = [];
  const leaves: number[] = [];
  // Depth first, as the proof is read.
  const visit = (node: number): void => {
    if (node >= inner && indices.includes(node)) leaves.push(node);
    else if (!indices.some((leaf) => above(node, leaf))) lemmas.push(nodes[node]!);
    else [2 * node + 1, 2 * node + 2].forEach(visit);
  };
  visit(0);
  const info = concat(le(1003000, 4), text(name), le(0, 2), Uint8Array.of(decimals), text(unit));
  const proof = concat(
    list(leaves.map((node) => all[node - inner]!)),
    list(leaves.map((node) => le(node, 4))),
    list(lemmas),
    EXTRINSIC,
    info,
  );
  return { proof, digest: blake3(concat(Uint8Array.of(1), nodes[0]!, blake3(EXTRINSIC), info)) };
}

function above(node: number, leaf: number): boolean {
  let at = leaf;
  while (at > node) at = (at - 1) >> 1;
  return at === node;
}

export interface Payment {
  readonly method?: number;
  readonly to: Uint8Array;
  readonly value: bigint;
  readonly era?: Uint8Array;
  readonly tip?: bigint;
  readonly mode?: number;
  /** As the chain has it. */
  readonly genesisSize?: number;
}

/** What is signed; the hash of the metadata comes last. */
export function transaction(
  {
    method = 0,
    to,
    value,
    era = Uint8Array.of(0xf5, 0),
    tip = 0n,
    mode = 1,
    genesisSize = 32,
  }: Payment,
  digest: Uint8Array,
): Uint8Array {
  const call = concat(Uint8Array.of(5, method, 0), to, compact(value));
  const extra = concat(era, compact(0), compact(tip), Uint8Array.of(mode));
  const hashes = concat(le(1003000, 4), new Uint8Array(genesisSize), new Uint8Array(32));
  return concat(call, extra, hashes, Uint8Array.of(1), digest);
}
