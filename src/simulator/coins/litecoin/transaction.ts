/**
 * Transactions as the Litecoin app takes them in: previous ones for a trusted input (E0 42), and
 * the one to sign (E0 44), over several commands. Source: lib-app-bitcoin transaction.c.
 *
 * A command may end where an input, a script or the outputs begin, and within a script; a field cut
 * in two stops the app. Which bytes are signed depends on how: a script's own, or as BIP 143 has it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, EMPTY, fromBigInt, toBigInt } from '../../../bytes.js';

export type Mode = 'trusted-input' | 'signature';

export interface Hashing {
  readonly step:
    | 'none'
    | 'inputs'
    | 'input-script'
    | 'outputs'
    | 'output'
    | 'output-script'
    | 'lock-time'
    | 'extra'
    | 'parsed'
    | 'outputs-to-come'
    | 'sign-ready';
  readonly isSegwit: boolean;
  /** BIP 143: the first pass over inputs and outputs is done, each input comes again to be signed. */
  readonly isSecondPass: boolean;
  readonly remaining: number;
  readonly script: number;
  /** Satoshis of all inputs; of a trusted input those of the output meant. */
  readonly amount: bigint;
  readonly version: Uint8Array;
  /** What is signed, or what the id of a previous transaction is a hash of. */
  readonly signed: Uint8Array;
  /** What all passes have in common, where nothing else ties them together. */
  readonly common: Uint8Array;
  /** BIP 143. */
  readonly outpoints: Uint8Array;
  readonly sequences: Uint8Array;
  readonly hashes: Readonly<Record<'outpoints' | 'sequences' | 'outputs', Uint8Array>>;
  readonly inputValue: Uint8Array;
  /** The output a trusted input is about, how many came before, and whether it came. */
  readonly target: number;
  readonly index: number;
  readonly isFound: boolean;
  /** How many inputs the transaction has; counted when a signature's bytes begin. */
  readonly inputs: number;
}

export const NOTHING: Hashing = {
  step: 'none',
  isSegwit: false,
  isSecondPass: false,
  remaining: 0,
  script: 0,
  amount: 0n,
  version: EMPTY,
  signed: EMPTY,
  common: EMPTY,
  outpoints: EMPTY,
  sequences: EMPTY,
  hashes: { outpoints: EMPTY, sequences: EMPTY, outputs: EMPTY },
  inputValue: EMPTY,
  target: 0,
  index: 0,
  isFound: false,
  inputs: 0,
};

/** An assertion of the app: what it does then nobody has recorded. */
export class Stopped extends Error {}

const TRUSTED = { size: 56, magic: 0x32, signed: 48 } as const;
const FLAG = { untrusted: 0, trusted: 1, segwit: 2 } as const;

export const doubleSha256 = (data: Uint8Array) => sha256(sha256(data));

/** @throws Stopped */
export function parse(
  from: Hashing,
  data: Uint8Array,
  mode: Mode,
  isOurs: (trusted: Uint8Array) => boolean,
): Hashing {
  const parser = new Parser(from, data, mode, isOurs);
  parser.run();
  return parser.now;
}

class Parser {
  now: Hashing;
  private readonly data: Uint8Array;
  private readonly mode: Mode;
  private readonly isOurs: (trusted: Uint8Array) => boolean;
  private at = 0;

  constructor(
    from: Hashing,
    data: Uint8Array,
    mode: Mode,
    isOurs: (trusted: Uint8Array) => boolean,
  ) {
    this.now = from;
    this.data = data;
    this.mode = mode;
    this.isOurs = isOurs;
  }

  run(): void {
    while (this.step()) {
      // Each step that returns true has moved on.
    }
  }

  private set(changes: Partial<Hashing>): true {
    this.now = { ...this.now, ...changes };
    return true;
  }

  private get left(): number {
    return this.data.length - this.at;
  }

  private peek(size: number): Uint8Array {
    if (this.left < size) throw new Stopped('a field is cut by the end of a command');
    return this.data.subarray(this.at, this.at + size);
  }

  private take(size: number): Uint8Array {
    const bytes = this.peek(size);
    this.at += size;
    return bytes;
  }

  private sign(...parts: Uint8Array[]): void {
    this.set({ signed: concat(this.now.signed, ...parts) });
  }

  private signInCommon(bytes: Uint8Array): void {
    this.sign(bytes);
    this.set({ common: concat(this.now.common, bytes) });
  }

  /** The bytes of a number, and the number. */
  private varint(): [Uint8Array, number] {
    const [first = 0] = this.peek(1);
    const size = first < 0xfd ? 0 : first === 0xfd ? 2 : first === 0xfe ? 4 : -1;
    if (size < 0) throw new Stopped('a count of 8 bytes');
    const bytes = this.take(1 + size);
    const value = size === 0 ? first : Number(toBigInt(bytes.slice(1).reverse()));
    return [bytes, value];
  }

  private step(): boolean {
    switch (this.now.step) {
      case 'none':
        return this.begin();
      case 'inputs':
        if (this.now.remaining === 0) return this.inputsDone();
        return this.left > 0 && this.input();
      case 'input-script':
        return this.left > 0 && this.inputScript();
      case 'outputs': {
        if (this.left < 1) return false;
        const [bytes, remaining] = this.varint();
        this.sign(bytes);
        return this.set({ step: 'output', remaining, index: 0 });
      }
      case 'output':
        if (this.now.remaining === 0) return this.set({ step: 'lock-time' });
        return this.left > 0 && this.output();
      case 'output-script':
        return this.left > 0 && this.outputScript();
      case 'lock-time':
        if (this.left < 1) return false;
        this.sign(this.take(4));
        if (this.left === 0) return this.set({ step: 'parsed' });
        return this.set({ step: 'extra', script: this.varint()[1] });
      case 'extra':
        if (this.now.script === 0) return this.set({ step: 'parsed' });
        return this.left > 0 && this.scriptBytes(this.now.script);
      case 'parsed':
      case 'outputs-to-come':
      case 'sign-ready':
        return false;
    }
  }

  private begin(): boolean {
    const { isSegwit, isSecondPass, hashes } = this.now;
    const isNew = isSegwit && !isSecondPass;
    this.set({ signed: EMPTY, common: EMPTY, amount: 0n, script: 0 });
    if (isNew) this.set({ outpoints: EMPTY, sequences: EMPTY, hashes: NOTHING.hashes });
    if (isSegwit && isSecondPass) {
      this.sign(this.now.version, hashes.outpoints, hashes.sequences);
    }
    const version = this.take(4);
    const [bytes, inputs] = this.varint();
    if (!isSegwit) this.signInCommon(concat(version, bytes));
    return this.set({ step: 'inputs', version, remaining: inputs, inputs });
  }

  private input(): boolean {
    if (this.mode === 'trusted-input') this.sign(this.take(36));
    else if (this.now.isSegwit) this.segwitInput();
    else this.plainInput();
    const [bytes, script] = this.varint();
    if (this.mode === 'trusted-input' || !this.now.isSegwit || this.now.isSecondPass) {
      this.sign(bytes);
    }
    return this.set({ step: 'input-script', script });
  }

  private trusted(): Uint8Array {
    const size = this.peek(2)[1]!;
    if (size !== TRUSTED.size) throw new Stopped('a trusted input of another size');
    this.take(2);
    const trusted = this.take(size);
    if (!this.isOurs(trusted)) throw new Stopped('a trusted input this device has not made');
    return trusted;
  }

  private segwitInput(): void {
    const [flag] = this.peek(2);
    if (flag !== FLAG.trusted && flag !== FLAG.segwit)
      throw new Stopped('an input of no such kind');
    let input: Uint8Array;
    if (flag === FLAG.trusted) input = this.trusted().subarray(4, TRUSTED.signed);
    else {
      this.take(1);
      input = this.take(44);
    }
    const outpoint = input.subarray(0, 36);
    const value = input.subarray(36);
    if (this.now.isSecondPass) {
      this.sign(outpoint);
      this.set({ inputValue: value });
    } else {
      this.set({ outpoints: concat(this.now.outpoints, outpoint) });
      this.add(value);
    }
  }

  private plainInput(): void {
    const [flag] = this.peek(2);
    if (flag === FLAG.untrusted) {
      this.take(1);
      this.signInCommon(this.take(36));
      return;
    }
    if (flag !== FLAG.trusted) throw new Stopped('an input of no such kind');
    const trusted = this.trusted();
    if (trusted[0] !== TRUSTED.magic) throw new Stopped('no trusted input');
    this.signInCommon(trusted.subarray(4, 40));
    this.add(trusted.subarray(40, TRUSTED.signed));
  }

  private add(value: Uint8Array): void {
    const amount = this.now.amount + toBigInt(value.slice().reverse());
    if (amount >= 1n << 64n) throw new Stopped('more than 8 bytes of inputs');
    this.set({ amount });
  }

  private get signsScripts(): boolean {
    return this.mode === 'trusted-input' || !this.now.isSegwit || this.now.isSecondPass;
  }

  private scriptBytes(most: number): true {
    const bytes = this.take(Math.min(most, this.left));
    if (this.signsScripts) this.sign(bytes);
    return this.set({ script: this.now.script - bytes.length });
  }

  private inputScript(): boolean {
    if (this.now.script > 1) return this.scriptBytes(this.now.script - 1);
    if (this.now.script === 1) this.scriptBytes(1);
    const { isSegwit, isSecondPass } = this.now;
    const isSigned = this.mode === 'signature';
    if (isSigned && isSegwit && isSecondPass) this.sign(this.now.inputValue);
    const sequence = this.take(4);
    if (!isSigned) this.sign(sequence);
    else if (!isSegwit) this.signInCommon(sequence);
    else if (isSecondPass) this.sign(sequence);
    else this.set({ sequences: concat(this.now.sequences, sequence) });
    return this.set({ step: 'inputs', remaining: this.now.remaining - 1 });
  }

  private inputsDone(): boolean {
    if (this.mode === 'trusted-input') return this.set({ step: 'outputs' });
    const { isSegwit, isSecondPass, hashes, outpoints, sequences } = this.now;
    if (isSegwit && isSecondPass) {
      if (hashes.outputs.length === 0) throw new Stopped('outputs that never ended');
      this.sign(hashes.outputs);
      return this.set({ step: 'sign-ready' });
    }
    if (!isSegwit) return this.set({ step: 'outputs-to-come' });
    const done = { outpoints: doubleSha256(outpoints), sequences: doubleSha256(sequences) };
    return this.set({ step: 'outputs-to-come', signed: EMPTY, hashes: { ...hashes, ...done } });
  }

  private output(): boolean {
    const amount = this.take(8);
    if (this.now.index === this.now.target) {
      this.set({ amount: toBigInt(amount.slice().reverse()), isFound: true });
    }
    const [bytes, script] = this.varint();
    this.sign(amount, bytes);
    return this.set({ step: 'output-script', script });
  }

  private outputScript(): boolean {
    const { script, remaining, index } = this.now;
    if (script > 0) return this.scriptBytes(script);
    return this.set({ step: 'output', remaining: remaining - 1, index: index + 1 });
  }
}

/** The first 48 bytes of a trusted input, made of a previous transaction. */
export function trustedInput({ signed, target, amount }: Hashing, nonce: Uint8Array): Uint8Array {
  const index = fromBigInt(BigInt(target), 4).reverse();
  const value = fromBigInt(amount, 8).reverse();
  return concat(Uint8Array.of(TRUSTED.magic, 0), nonce, doubleSha256(signed), index, value);
}
