/**
 * What the commands of a Sui transaction come to: how much of which coin goes to whom. Source:
 * app-sui rust-app/src/parser/tx.rs (handle_transfer_object, handle_split_coins,
 * handle_merge_coins).
 */
import { equal } from '../../../bytes.js';
import { type Talk, unsupported } from './blocks.js';
import { type Coin, isOfSuiPackage, SUI } from './object.js';

/** What a command works on. */
export type Argument =
  /** All that is left of the coins that pay for the gas. */
  | { readonly kind: 'gas' }
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'result'; readonly command: number }
  | { readonly kind: 'nested'; readonly command: number; readonly index: number };

export type Command =
  | {
      readonly kind: 'transfer';
      readonly coins: readonly Argument[];
      readonly recipient: Argument;
    }
  | { readonly kind: 'split'; readonly coin: Argument; readonly amounts: readonly Argument[] }
  | { readonly kind: 'merge'; readonly coin: Argument; readonly coins: readonly Argument[] }
  | { readonly kind: 'vector'; readonly coins: readonly Argument[] };

/** An input; a coin once others were merged into it. */
export type CallArgument =
  | { readonly kind: 'address'; readonly address: Uint8Array }
  | { readonly kind: 'amount'; readonly amount: bigint }
  | { readonly kind: 'object'; readonly digest: Uint8Array }
  | { readonly kind: 'coin'; readonly coin: Coin }
  | { readonly kind: 'other' };

type Result =
  | { readonly kind: 'split'; readonly type: string; readonly amounts: readonly bigint[] }
  | { readonly kind: 'vector' };

interface Total extends Coin {
  /** The coins of the gas are paid, too; `amount` is without them. */
  readonly includesGas: boolean;
}

/** Bytes the app allows itself for inputs and results, and what its maps take on 32 bits. */
const HEAP = { max: 4800, maps: 24, input: 106, result: 170 } as const;

const wrapped = (amount: bigint) => BigInt.asUintN(64, amount);

export class Payments {
  readonly inputs = new Map<number, CallArgument>();
  private readonly results = new Map<number, Result>();
  private readonly lookUp: (digest: Uint8Array) => Talk<Coin | undefined>;
  private recipient: Uint8Array | undefined;
  private paid: Total | undefined;
  private addedToGas = 0n;

  /** @param lookUp asks the host for the coin of a digest. */
  constructor(lookUp: (digest: Uint8Array) => Talk<Coin | undefined>) {
    this.lookUp = lookUp;
  }

  /** @throws Rejected where the app would run out of memory. */
  requireRoom(): void {
    const { inputs, results } = this;
    const used = HEAP.maps + HEAP.input * inputs.size + HEAP.result * results.size;
    if (used > HEAP.max) throw unsupported('it has more inputs and commands than the app keeps');
  }

  /** @throws Rejected for what the app does not understand. */
  *run(number: number, command: Command): Talk<void> {
    switch (command.kind) {
      case 'transfer':
        this.setRecipient(command.recipient);
        this.paid = yield* this.sum(command.coins, this.paid);
        return;
      case 'split': {
        const type = yield* this.splitType(command.coin);
        const amounts = command.amounts.map((amount) => this.amountOf(amount));
        this.results.set(number, { kind: 'split', type, amounts });
        return;
      }
      case 'merge':
        yield* this.merge(command.coin, command.coins);
        return;
      case 'vector':
        yield* this.sum(command.coins);
        this.results.set(number, { kind: 'vector' });
    }
  }

  /** Who gets how much. @throws Rejected when nobody gets anything. */
  total(): { recipient: Uint8Array; amount: bigint; includesGas: boolean } {
    const { paid, recipient } = this;
    if (paid === undefined || recipient === undefined) throw unsupported('it transfers nothing');
    const { type, amount, includesGas } = paid;
    if (!isOfSuiPackage(type)) {
      if (includesGas) throw unsupported('it pays coins of two kinds');
      return { recipient, amount, includesGas };
    }
    return {
      recipient,
      amount: wrapped(includesGas ? amount + this.addedToGas : amount),
      includesGas,
    };
  }

  private setRecipient(argument: Argument): void {
    const input = argument.kind === 'input' ? this.inputs.get(argument.index) : undefined;
    if (input?.kind !== 'address') throw unsupported('a transfer names no address');
    if (this.recipient !== undefined && !equal(this.recipient, input.address)) {
      throw unsupported('it has several recipients');
    }
    this.recipient = input.address;
  }

  private *sum(coins: readonly Argument[], before?: Total): Talk<Total> {
    let total = before;
    for (const argument of coins) {
      const coin = argument.kind === 'gas' ? undefined : yield* this.coin(argument);
      const type = coin?.type ?? SUI;
      total ??= { type, amount: 0n, includesGas: false };
      if (total.type !== type) throw unsupported('it pays coins of two kinds');
      if (coin !== undefined) total = { ...total, amount: wrapped(total.amount + coin.amount) };
      else if (total.includesGas) throw unsupported('it pays the coins of the gas twice');
      else total = { ...total, includesGas: true };
    }
    if (coins.length === 0 || total === undefined) throw unsupported('a command names no coins');
    return total;
  }

  /** One coin, whole. */
  private *coin(argument: Argument): Talk<Coin> {
    switch (argument.kind) {
      case 'gas':
        throw unsupported('a command uses the coins of the gas');
      case 'input':
        return yield* this.inputCoin(argument.index);
      case 'nested': {
        const { type, amounts } = this.split(argument.command);
        const amount = amounts[argument.index];
        if (amount === undefined) throw unsupported('a command names a coin there is not');
        return { type, amount };
      }
      case 'result': {
        const { type, amounts } = this.split(argument.command);
        if (amounts.length !== 1) throw unsupported('a command names several coins as one');
        return { type, amount: amounts[0]! };
      }
    }
  }

  private *inputCoin(index: number): Talk<Coin> {
    const input = this.inputs.get(index);
    if (input?.kind === 'coin') return input.coin;
    const coin = input?.kind === 'object' ? yield* this.lookUp(input.digest) : undefined;
    if (coin === undefined) throw unsupported('a command names a coin the host tells nothing of');
    return coin;
  }

  private split(command: number): Result & { kind: 'split' } {
    const result = this.results.get(command);
    if (result?.kind !== 'split') throw unsupported('a command names no coin');
    return result;
  }

  private *splitType(coin: Argument): Talk<string> {
    switch (coin.kind) {
      case 'gas':
        return SUI;
      case 'input':
        return (yield* this.inputCoin(coin.index)).type;
      case 'nested':
        return this.split(coin.command).type;
      case 'result':
        throw unsupported('the result of a command is split');
    }
  }

  private amountOf(argument: Argument): bigint {
    const input = argument.kind === 'input' ? this.inputs.get(argument.index) : undefined;
    if (input?.kind !== 'amount') throw unsupported('a coin is split into what is no amount');
    return input.amount;
  }

  private *merge(into: Argument, coins: readonly Argument[]): Talk<void> {
    if (into.kind === 'result') throw unsupported('coins are merged into the result of a command');
    const first = into.kind === 'gas' ? { type: SUI, amount: 0n } : yield* this.coin(into);
    let { amount } = first;
    for (const argument of coins) {
      const all =
        argument.kind === 'result' ? this.split(argument.command) : yield* this.single(argument);
      if (all.type !== first.type) throw unsupported('coins of two kinds are merged');
      amount = wrapped(all.amounts.reduce((sum, each) => sum + each, amount));
    }
    this.setMerged(into, { type: first.type, amount });
  }

  private *single(argument: Argument): Talk<{ type: string; amounts: readonly bigint[] }> {
    const { type, amount } = yield* this.coin(argument);
    return { type, amounts: [amount] };
  }

  private setMerged(into: Argument, coin: Coin): void {
    if (into.kind === 'gas') this.addedToGas = wrapped(this.addedToGas + coin.amount);
    if (into.kind === 'input') this.inputs.set(into.index, { kind: 'coin', coin });
    if (into.kind === 'nested') {
      const split = this.split(into.command);
      const amounts = split.amounts.with(into.index, coin.amount);
      this.results.set(into.command, { ...split, amounts });
    }
  }
}
