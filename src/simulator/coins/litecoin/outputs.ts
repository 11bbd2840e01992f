/**
 * The outputs as the Litecoin app takes them in (E0 4A): through a buffer of 100 bytes, whose older
 * bytes stay behind the newer ones. Source: lib-app-bitcoin handler/hash_input_finalize_full.c,
 * customizable_helpers.c, customizable_ui.c.
 */
import { bech32 } from '@scure/base';
import { concat, equal, fromHex, toBigInt } from '../../../bytes.js';
import { base58WithPrefix, hash160 } from '../hashes.js';
import { LITECOIN } from './app.js';

export interface Outputs {
  readonly step: 'count' | 'output' | 'finalized';
  /** What came and is not looked at yet are the first `filled` bytes. */
  readonly buffer: Uint8Array;
  readonly filled: number;
  readonly remaining: number;
  /** Satoshis of all outputs. */
  readonly total: bigint;
  readonly hasChange: boolean;
  /** Size of the output to be confirmed. */
  readonly open: number;
}

export const BUFFER_SIZE = 100;

export const NO_OUTPUTS: Outputs = {
  step: 'count',
  buffer: new Uint8Array(BUFFER_SIZE),
  filled: 0,
  remaining: 0,
  total: 0n,
  hasChange: false,
  open: 0,
};

/** As the app forgets them: the bytes of the buffer and the count stay. */
export const reset = (outputs: Outputs): Outputs => ({
  ...outputs,
  step: 'count',
  filled: 0,
  total: 0n,
  hasChange: false,
});

export const emptied = (outputs: Outputs, size: number): Outputs => {
  const buffer = outputs.buffer.slice();
  buffer.copyWithin(0, size, outputs.filled);
  return { ...outputs, buffer, filled: outputs.filled - size };
};

export function filled(outputs: Outputs, data: Uint8Array): Outputs {
  const buffer = outputs.buffer.slice();
  buffer.set(data, outputs.filled);
  return { ...outputs, buffer, filled: outputs.filled + data.length };
}

export interface Change {
  /** hash160 of its public key. */
  readonly hash: Uint8Array | null;
  readonly isSegwit: boolean;
}

/** Waiting for more, an output to be confirmed by the app, or an error in words. */
export type Progress =
  | { readonly outputs: Outputs; readonly found: 'nothing' | 'output' }
  | { readonly problem: string };

/** Goes on until bytes are missing or an output is not the change. */
export function progress(from: Outputs, change: Change): Progress {
  let outputs = from;
  for (;;) {
    if (outputs.step === 'finalized') return { problem: 'the transaction was finalized before' };
    const next = outputs.step === 'count' ? count(outputs) : output(outputs, change);
    if ('problem' in next || next.found !== 'more') return next as Progress;
    outputs = next.outputs;
  }
}

type Next = Progress | { readonly outputs: Outputs; readonly found: 'more' };

const little = (bytes: Uint8Array) => Number(toBigInt(bytes.slice().reverse()));

function count(outputs: Outputs): Next {
  const { buffer, filled } = outputs;
  const waiting: Next = { outputs, found: 'nothing' };
  if (filled < 1) return waiting;
  const first = buffer[0]!;
  const size = first < 0xfd ? 1 : first === 0xfd ? 3 : first === 0xfe ? 5 : 0;
  if (size === 0) return { problem: 'a count of 8 bytes' };
  if (filled < size) return waiting;
  const remaining = size === 1 ? first : little(buffer.subarray(1, size));
  return { outputs: { ...emptied(outputs, size), step: 'output', remaining }, found: 'more' };
}

function output(outputs: Outputs, change: Change): Next {
  const { buffer, filled } = outputs;
  const waiting: Next = { outputs, found: 'nothing' };
  if (filled < 9) return waiting;
  const first = buffer[8]!;
  if (first > 0xfd) return { problem: 'a script of such a size' };
  if (first === 0xfd && filled < 11) return waiting;
  // The app reads four bytes of size where there are two.
  const script = first < 0xfd ? first : little(buffer.subarray(9, 13));
  const size = 8 + (first < 0xfd ? 1 : 3) + script;
  if (filled < size) return waiting;
  const amount = toBigInt(buffer.slice(0, 8).reverse());
  const kind = kindOf(buffer.subarray(8));
  if (kind === null || (kind === 'op-return' && amount !== 0n)) {
    return { problem: 'an output script the app does not know' };
  }
  const next = { ...outputs, total: (outputs.total + amount) & 0xffffffffffffffffn };
  if (!isChange(buffer.subarray(8), kind, change)) {
    return { outputs: { ...next, open: size }, found: 'output' };
  }
  if (outputs.hasChange) return { problem: 'a second output of change' };
  const remaining = outputs.remaining - 1;
  return { outputs: { ...emptied(next, size), remaining, hasChange: true }, found: 'more' };
}

type Kind = 'witness' | 'key-hash' | 'script-hash' | 'op-return';

const START = {
  witnessKeyHash: fromHex('160014'),
  witnessScriptHash: fromHex('220020'),
  keyHash: fromHex('1976a914'),
  scriptHash: fromHex('17a914'),
} as const;
const END = { keyHash: fromHex('88ac'), scriptHash: fromHex('87') } as const;
const OP_RETURN = 0x6a;

const has = (script: Uint8Array, at: number, bytes: Uint8Array) =>
  equal(script.subarray(at, at + bytes.length), bytes);

/** @param script with its size in front */
function kindOf(script: Uint8Array): Kind | null {
  if (has(script, 0, START.witnessKeyHash) || has(script, 0, START.witnessScriptHash)) {
    return 'witness';
  }
  if (has(script, 0, START.keyHash) && has(script, 24, END.keyHash)) return 'key-hash';
  if (has(script, 0, START.scriptHash) && has(script, 23, END.scriptHash)) return 'script-hash';
  return script[1] === OP_RETURN ? 'op-return' : null;
}

const OFFSET = { witness: 3, 'key-hash': 4, 'script-hash': 3 } as const;

function isChange(script: Uint8Array, kind: Kind, { hash, isSegwit }: Change): boolean {
  if (hash === null || kind === 'op-return') return false;
  if (kind !== 'script-hash') return has(script, OFFSET[kind], hash);
  return isSegwit && has(script, OFFSET[kind], hash160(concat(fromHex('0014'), hash)));
}

/** The address an output pays, as the app writes it. */
export function addressOf({ buffer }: Outputs): string {
  const script = buffer.subarray(8);
  const kind = kindOf(script);
  switch (kind) {
    case null:
    case 'op-return':
      return 'OP_RETURN';
    case 'witness': {
      const program = script.subarray(OFFSET.witness, OFFSET.witness + script[2]!);
      return bech32.encode(LITECOIN.segwitPrefix, [0, ...bech32.toWords(program)]);
    }
    case 'key-hash':
    case 'script-hash': {
      const prefix = kind === 'key-hash' ? LITECOIN.keyHashPrefix : LITECOIN.scriptHashPrefix;
      return base58WithPrefix([prefix], script.subarray(OFFSET[kind], OFFSET[kind] + 20));
    }
  }
}

export const amountOf = ({ buffer }: Outputs): bigint => toBigInt(buffer.slice(0, 8).reverse());
