/**
 * Transactions as the Polkadot app reads them: a call and what is signed with it, by the types of the
 * metadata behind it. No recording: source app-polkadot app/src/parser.c, parser_impl.c.
 */
import { equal, textOf } from '../../../bytes.js';
import { type Item, ItemReader, printed } from './items.js';
import { type Metadata, readMetadata, type SignedExtension, TYPE } from './metadata.js';
import { PolkadotError, PROBLEM, ScaleReader } from './scale.js';

export interface PolkadotTransaction {
  /** Name of the chain, as its metadata has it. */
  readonly chain: string;
  /** What would be shown of the call: its key, and the text. */
  readonly shown: readonly { readonly key: string; readonly text: string }[];
  /** The user gives the block producer something extra. */
  readonly hasTip: boolean;
}

/** Signed extensions the app knows by name. */
const EXTENSION = {
  mortality: 'CheckMortality',
  metadataHash: 'CheckMetadataHash',
  tip: 'ChargeTransactionPayment',
  tipInAsset: 'ChargeAssetTxPayment',
} as const;
const MODE_ON = 0x01;
const MODE_NAME = 'Enabled';

/** @throws PolkadotError or Unreadable */
export function readPolkadotTransaction(raw: Uint8Array, size: number): PolkadotTransaction {
  if (raw.length === 0 || raw.length < size) throw new PolkadotError(PROBLEM.empty);
  const metadata = readMetadata(raw.subarray(size));
  const blob = new ScaleReader(raw.subarray(0, size));
  const { call, chain } = metadata;
  const type = metadata.types.find(({ id }) => id === call.id);
  if (type === undefined) throw new PolkadotError(PROBLEM.end);
  if (type.definition.kind !== 'enumeration') throw new PolkadotError(PROBLEM.value);
  const reader = new ItemReader(metadata, blob);
  reader.read({ index: TYPE.byId, id: call.id });
  const hasTip = metadata.extensions.reduce(
    (before, extension) => readExtension(metadata, extension, blob) || before,
    false,
  );
  let digest: Uint8Array | undefined;
  for (const { name, inSignedData } of metadata.extensions) {
    const signed = new ItemReader(metadata, blob);
    signed.read(inSignedData);
    if (name === EXTENSION.metadataHash) digest = signed.items[0]?.value;
  }
  if (blob.left > 0) throw new PolkadotError(PROBLEM.more);
  if (digest === undefined || !equal(digest, metadata.digest)) {
    throw new PolkadotError(PROBLEM.digest);
  }
  const shown = reader.items.map((item: Item) => ({ key: item.key, text: printed(item, chain) }));
  return { chain: chain.name, shown, hasTip };
}

/** One extension as it stands behind the call; true for a tip that is not zero. */
function readExtension(
  metadata: Metadata,
  { name, inExtrinsic }: SignedExtension,
  blob: ScaleReader,
): boolean {
  if (name === EXTENSION.mortality) {
    readEra(blob);
    return false;
  }
  if (name === EXTENSION.metadataHash && blob.left > 0 && blob.peek() !== MODE_ON) {
    throw new PolkadotError(PROBLEM.digest);
  }
  const reader = new ItemReader(metadata, blob);
  reader.read(inExtrinsic);
  const [first] = reader.items;
  if (name === EXTENSION.metadataHash && textOf(first?.value ?? new Uint8Array()) !== MODE_NAME) {
    throw new PolkadotError(PROBLEM.digest);
  }
  if (name !== EXTENSION.tip && name !== EXTENSION.tipInAsset) return false;
  return first?.form.startsWith('compact') === true && !equal(first.value, NO_TIP);
}

const NO_TIP = Uint8Array.of(0);

/** How long the transaction is valid: for ever (0), or a period and where it begins. */
function readEra(blob: ScaleReader): void {
  const first = blob.byte();
  if (first === 0) return;
  const encoded = first + 256 * blob.byte();
  const period = 2 << (encoded % 16);
  const phase = (encoded >> 4) * Math.max(1, period >> 12);
  // The app keeps the factor on a byte and the phase on two.
  if (period < 4 || (phase & 0xffff) >= period) throw new PolkadotError(PROBLEM.value);
}
