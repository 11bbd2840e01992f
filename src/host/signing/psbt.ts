/**
 * A PSBT of the user's own (BIP-174, BIP-370), of either version, as the maps of version 2 that the
 * Bitcoin app is shown. Only what is needed to do so is read; the app judges the rest.
 */
import { toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';
import { GLOBAL, INPUT, OUTPUT } from '../../simulator/coins/bitcoin/psbt-fields.js';
import {
  ByteReader,
  fromLittleEndian,
  littleEndian,
  varint,
} from '../../simulator/coins/bitcoin/varint.js';
import type { PsbtMap } from './merkle-host.js';

export interface Psbt {
  readonly global: PsbtMap;
  readonly inputs: readonly PsbtMap[];
  readonly outputs: readonly PsbtMap[];
}

/** `psbt` and ff. */
const MAGIC = '70736274ff';
const UNSIGNED_TRANSACTION = 0x00;
const INPUT_COUNT = 0x04;
const OUTPUT_COUNT = 0x05;
const VERSION = 0xfb;
/** More than any transaction has. */
const MOST = 100_000n;

export function isPsbt(bytes: Uint8Array): boolean {
  return toHex(bytes.subarray(0, MAGIC.length / 2)) === MAGIC;
}

/** @throws InputError for what is no PSBT, in one sentence. */
export function readPsbt(bytes: Uint8Array): Psbt {
  if (!isPsbt(bytes)) wrong(`it begins with ${toHex(bytes.subarray(0, 5)) || 'nothing'}`);
  // A copy: the slices of a Node Buffer would be the caller's own bytes.
  const reader = new ByteReader(new Uint8Array(bytes).subarray(MAGIC.length / 2));
  const global = readMap(reader, 'global map');
  const version = fieldOf(global, VERSION);
  const number = version === undefined ? 0n : fromLittleEndian(version);
  if (number !== 0n && number !== 2n) wrong(`its version is ${number}`);
  const [head, shapes] = number === 0n ? fromVersion0(global) : fromVersion2(global);
  const maps = (own: readonly PsbtMap[], name: string) =>
    own.map((fields, i) => [...fields, ...readMap(reader, `${name} ${i}`)]);
  const psbt = {
    global: head,
    inputs: maps(shapes.inputs, 'input'),
    outputs: maps(shapes.outputs, 'output'),
  };
  if (reader.left > 0) wrong(`${reader.left} bytes follow its last output`);
  requireFields(psbt.inputs, 'input', [INPUT.previousTxid, INPUT.outputIndex]);
  requireFields(psbt.outputs, 'output', [OUTPUT.amount, OUTPUT.script]);
  return psbt;
}

/** Value of the field with this type and no more key; undefined when there is none. */
export function fieldOf(map: PsbtMap, type: number): Uint8Array | undefined {
  return map.find(([key]) => key.length === 1 && key[0] === type)?.[1];
}

interface Shapes {
  readonly inputs: readonly PsbtMap[];
  readonly outputs: readonly PsbtMap[];
}

/** The counts say how many maps follow. */
function fromVersion2(global: PsbtMap): [PsbtMap, Shapes] {
  const count = (type: number, name: string): PsbtMap[] => {
    const value = fieldOf(global, type);
    const number = value && new ByteReader(value).varint();
    if (number === undefined || number > MOST) wrong(`it does not say how many ${name} it has`);
    return Array.from({ length: Number(number) }, () => []);
  };
  requireFields([global], 'global map', [GLOBAL.txVersion]);
  return [
    global,
    { inputs: count(INPUT_COUNT, 'inputs'), outputs: count(OUTPUT_COUNT, 'outputs') },
  ];
}

/** The unsigned transaction becomes fields of the maps. */
function fromVersion0(global: PsbtMap): [PsbtMap, Shapes] {
  const unsigned = fieldOf(global, UNSIGNED_TRANSACTION);
  if (unsigned === undefined) wrong('it has no unsigned transaction');
  const reader = new ByteReader(unsigned);
  const take = <T>(value: T | undefined): T => value ?? wrong('its unsigned transaction is cut');
  const count = () => {
    const number = take(reader.varint());
    return number > MOST ? wrong('its unsigned transaction is cut') : Number(number);
  };
  const version = take(reader.bytes(4));
  const inputs = Array.from({ length: count() }, (): PsbtMap => {
    const txid = take(reader.bytes(32));
    const index = take(reader.bytes(4));
    if (count() !== 0) wrong('its transaction is signed already');
    return [
      [Uint8Array.of(INPUT.previousTxid), txid],
      [Uint8Array.of(INPUT.outputIndex), index],
      [Uint8Array.of(INPUT.sequence), take(reader.bytes(4))],
    ];
  });
  const outputs = Array.from({ length: count() }, (): PsbtMap => {
    const amount = take(reader.bytes(8));
    return [
      [Uint8Array.of(OUTPUT.amount), amount],
      [Uint8Array.of(OUTPUT.script), take(reader.bytes(count()))],
    ];
  });
  const locktime = take(reader.bytes(4));
  if (reader.left > 0) wrong('bytes follow its unsigned transaction');
  const head: PsbtMap = [
    ...global.filter(([key]) => key[0] !== UNSIGNED_TRANSACTION && key[0] !== VERSION),
    [Uint8Array.of(GLOBAL.txVersion), version],
    [Uint8Array.of(GLOBAL.fallbackLocktime), locktime],
    [Uint8Array.of(INPUT_COUNT), varint(inputs.length)],
    [Uint8Array.of(OUTPUT_COUNT), varint(outputs.length)],
    [Uint8Array.of(VERSION), littleEndian(2, 4)],
  ];
  return [head, { inputs, outputs }];
}

function readMap(reader: ByteReader, name: string): PsbtMap {
  const fields: (readonly [Uint8Array, Uint8Array])[] = [];
  const seen = new Set<string>();
  const take = (): Uint8Array => {
    const size = reader.varint();
    const bytes =
      size === undefined || size > BigInt(reader.left) ? undefined : reader.bytes(Number(size));
    return bytes ?? wrong(`its ${name} is cut`);
  };
  for (let key = take(); key.length > 0; key = take()) {
    const text = toHex(key);
    if (seen.has(text)) wrong(`its ${name} has the key ${text} twice`);
    seen.add(text);
    fields.push([key, take()]);
  }
  return fields;
}

function requireFields(maps: readonly PsbtMap[], name: string, types: readonly number[]): void {
  for (const [i, map] of maps.entries()) {
    const missing = types.find((type) => fieldOf(map, type) === undefined);
    if (missing === undefined) continue;
    const field = toHex(Uint8Array.of(missing));
    wrong(`its ${name === 'global map' ? name : `${name} ${i}`} has no field ${field}`);
  }
}

function wrong(what: string): never {
  throw new InputError(expected('transaction', 'a PSBT of version 0 or 2', `one in which ${what}`));
}
