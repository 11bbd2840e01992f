/**
 * What the Polkadot app would show of a value, by its type: one item for each number, text, address
 * and variant, in order. No recording: source app-polkadot app/src/metadata_parser.c,
 * parser_print.c.
 */
import { bytesOf, textOf, toHex } from '../../../bytes.js';
import { ByteReader } from '../byte-reader.js';
import { trimmedDecimal } from '../decimal.js';
import {
  type Chain,
  type Field,
  type Metadata,
  type MetadataType,
  TYPE,
  type TypeRef,
} from './metadata.js';
import { compactValue, PolkadotError, PROBLEM, type ScaleReader } from './scale.js';
import { ss58 } from './ss58.js';

type Form =
  | 'number'
  | 'balance'
  | 'compact'
  | 'compact-balance'
  | 'text'
  | 'hex'
  | 'address'
  | 'other';

export interface Item {
  /** Name of the field in the call, or of the pallet. */
  readonly key: string;
  form: Form;
  readonly value: Uint8Array;
}

const BALANCE_NAMES: readonly string[] = [
  'Balance',
  'BalanceOf<T>',
  'BalanceOf<T, I>',
  'DepositBalance',
  'ExtendedBalance',
  'PalletBalanceOf<T>',
  'T::Balance',
];
const ACCOUNT_SIZE = 32;
const MAX_DEPTH = 50;
/** By type reference, from `u8` and from `i8`. */
const NUMBER_SIZES = [1, 2, 4, 8, 16, 32] as const;

/** Reads values of the types of one metadata, and collects items. */
export class ItemReader {
  readonly items: Item[] = [];
  private readonly types: readonly MetadataType[];
  private readonly blob: ScaleReader;
  private key = '';

  constructor({ types }: Pick<Metadata, 'types'>, blob: ScaleReader) {
    this.types = types;
    this.blob = blob;
  }

  /** @throws PolkadotError or Unreadable */
  read({ index, id }: TypeRef, depth = 0): void {
    if (index === TYPE.byId) this.readType(id, depth);
    else if (index !== TYPE.nothing) this.add(...this.primitive(index));
  }

  private primitive(index: number): [Form, Uint8Array] {
    if (index === TYPE.bool) return ['other', this.blob.take(1)];
    if (index === TYPE.char) return ['text', this.blob.take(1)];
    if (index >= TYPE.u8 && index <= TYPE.u256) {
      return ['number', this.blob.take(NUMBER_SIZES[index - TYPE.u8]!)];
    }
    if (index >= TYPE.i8 && index <= TYPE.i256) {
      return ['other', this.blob.take(NUMBER_SIZES[index - TYPE.i8]!)];
    }
    if (index >= TYPE.compactU8 && index <= TYPE.compactU256) {
      return ['compact', this.blob.compactBytes()];
    }
    throw new PolkadotError(PROBLEM.value);
  }

  private add(form: Form, value: Uint8Array): void {
    this.items.push({ key: this.key, form, value });
  }

  private readType(id: number, depth: number): void {
    if (depth >= MAX_DEPTH) throw new PolkadotError(PROBLEM.other);
    const type = this.types.find((candidate) => candidate.id === id);
    if (type === undefined) throw new PolkadotError(PROBLEM.end);
    const { definition, path } = type;
    switch (definition.kind) {
      case 'composite':
        for (const field of definition.fields) this.readField(field, depth, path);
        return;
      case 'enumeration':
        this.readVariant(type, depth);
        return;
      case 'sequence':
        this.readSequence(definition.of, depth);
        return;
      case 'array':
        this.readElements(definition.of, definition.size, depth);
        return;
      case 'tuple':
        for (const part of definition.of) this.read(part, depth + 1);
        return;
      case 'bits':
        throw new PolkadotError(PROBLEM.range);
    }
  }

  private readField({ type, typeName }: Field, depth: number, path: readonly string[] = []): void {
    const start = this.items.length;
    this.read(type, depth + 1);
    for (const item of this.items.slice(start)) {
      const isAccount = item.form === 'hex' && item.value.length === ACCOUNT_SIZE;
      if (isAccount && path.includes('AccountId32')) item.form = 'address';
      else if (typeName !== undefined && BALANCE_NAMES.includes(typeName)) {
        if (item.form === 'compact') item.form = 'compact-balance';
        if (item.form === 'number') item.form = 'balance';
      }
    }
  }

  private readVariant(first: MetadataType, depth: number): void {
    const index = this.blob.byte();
    const variant = this.types.find(
      ({ id, definition }) =>
        id === first.id && definition.kind === 'enumeration' && definition.index === index,
    );
    if (variant?.definition.kind !== 'enumeration') throw new PolkadotError(PROBLEM.end);
    const { name, fields } = variant.definition;
    // The pallet is the key of what comes next, which is the name of its method.
    if (variant.path.includes('RuntimeCall')) this.key = textOf(name);
    else if (!['Option', 'Some'].includes(textOf(name))) this.add('text', name);
    const isCall = variant.path.includes('Call');
    for (const field of fields) {
      if (isCall && field.name !== undefined) this.key = field.name;
      this.readField(field, depth);
    }
  }

  private readSequence(of: TypeRef, depth: number): void {
    const size = this.blob.compact();
    if (size === 0) this.add('text', bytesOf('<Empty>'));
    else this.readElements(of, size, depth);
  }

  private readElements(of: TypeRef, size: number, depth: number): void {
    if (size === 0) return;
    if (of.index === TYPE.u8) {
      this.add('hex', this.blob.take(size));
      return;
    }
    // More elements than bytes: a device would count to the end and find nothing more.
    if (size > this.blob.left) throw new PolkadotError(PROBLEM.end);
    for (let left = size; left > 0; left--) this.read(of, depth + 1);
  }
}

/** The item as the app prints it. @throws PolkadotError */
export function printed({ form, value }: Item, { prefix, decimals, unit }: Chain): string {
  const money = (amount: bigint) => `${unit} ${trimmedDecimal(amount, decimals, 1)}`;
  const number = () => new ByteReader(value).uintLe(value.length);
  switch (form) {
    case 'number':
      return number().toString();
    case 'balance':
      return money(number());
    case 'compact':
      return compactNumber(value).toString();
    case 'compact-balance':
      return money(compactNumber(value));
    case 'text':
      return /^[\x20-\x7e]*$/.test(textOf(value)) ? textOf(value) : toHex(value);
    case 'address': {
      const text = ss58(value, prefix);
      if (text === undefined) throw new PolkadotError(PROBLEM.noData);
      return text;
    }
    default:
      return toHex(value);
  }
}

const LONGEST_COMPACT = 32;

function compactNumber(bytes: Uint8Array): bigint {
  if (bytes.length > LONGEST_COMPACT) throw new PolkadotError(PROBLEM.range);
  if (bytes.length <= 4) return compactValue(bytes);
  return new ByteReader(bytes.subarray(1)).uintLe(bytes.length - 1);
}
