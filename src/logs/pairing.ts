/**
 * Commands and answers become exchanges. An answer belongs to the last unanswered command of the same
 * device; a command after an unanswered one of its device leaves that without an answer; an answer
 * that no command waits for is a problem and no exchange.
 */
import { type Failure, type Found, MOST_APDU, type Turn } from './found.js';

/** A command and the answer that belongs to it, with their places. */
export interface PairedExchange {
  /** The command APDU. */
  readonly command: Uint8Array;
  /** Data and status word; null where the file has no answer. */
  response: Uint8Array | null;
  /** From 1, by first appearance. */
  readonly device: number;
  /** When the command was sent, milliseconds since 1970, UTC; absent where the file has no date. */
  readonly time?: number;
  /** Line or packet of the command, from 1. */
  readonly at: number;
  /** Line or packet of the answer. */
  answeredAt?: number;
  /** When the answer came, as `time`. */
  answeredTime?: number;
  /** What came in place of an answer. */
  lost?: string;
}

export interface Pairing {
  /** What this completes, in the order in which the commands were sent. */
  add(found: Found): void;
  /** Takes the exchanges that are complete; after {@link end} all of them. */
  take(): PairedExchange[];
  end(): void;
  readonly devices: number;
}

/** Exchanges that wait for an earlier one of another device; then that one counts as unanswered. */
const MOST_WAITING = 10_000;

export function pairing(problem: (at: number, what: string) => void): Pairing {
  const devices = new Map<string, number>();
  /** In the order of the commands, the first of them still open. */
  let waiting: PairedExchange[] = [];
  let done: PairedExchange[] = [];
  const open = new Map<number, PairedExchange>();
  /** Status words that errors named, of commands that are still open. */
  const named = new WeakMap<PairedExchange, Uint8Array>();

  const numberOf = (key = ''): number => {
    const known = devices.get(key);
    if (known !== undefined) return known;
    devices.set(key, devices.size + 1);
    return devices.size;
  };

  function leave(device: number, what = 'command without an answer'): void {
    const exchange = open.get(device);
    if (exchange === undefined) return;
    open.delete(device);
    exchange.response = named.get(exchange) ?? null;
    if (exchange.response === null) problem(exchange.at, what);
  }

  function failure({ what, status }: Failure, device: number): void {
    const exchange = open.get(device);
    if (exchange === undefined) return;
    if (status !== undefined) {
      named.set(exchange, status);
      return;
    }
    exchange.lost = what;
    leave(device, `command without an answer: ${what}`);
  }

  function command({ bytes, at, time }: Turn, device: number): void {
    leave(device);
    const exchange: PairedExchange = {
      command: bytes,
      response: null,
      device,
      at,
      ...(time === undefined ? {} : { time }),
    };
    open.set(device, exchange);
    waiting.push(exchange);
  }

  function answer({ bytes, at, time }: Turn, device: number): void {
    const exchange = open.get(device);
    if (exchange === undefined) {
      problem(at, 'answer without a command in front of it');
      return;
    }
    exchange.response = bytes;
    exchange.answeredAt = at;
    if (time !== undefined) exchange.answeredTime = time;
    open.delete(device);
  }

  function turn(found: Turn): void {
    const { kind, bytes, at, device } = found;
    if (bytes.length > MOST_APDU) {
      problem(at, `${kind} of ${bytes.length} bytes: expected at most ${MOST_APDU}`);
    } else if (kind === 'command') command(found, numberOf(device));
    else answer(found, numberOf(device));
  }

  function settle(): void {
    const isOpen = (exchange: PairedExchange) => open.get(exchange.device) === exchange;
    if (waiting.length > MOST_WAITING && isOpen(waiting[0]!)) leave(waiting[0]!.device);
    const first = waiting.findIndex(isOpen);
    const count = first < 0 ? waiting.length : first;
    done = done.concat(waiting.slice(0, count));
    waiting = waiting.slice(count);
  }

  return {
    add(found) {
      if (found.kind === 'problem') problem(found.at, found.what);
      else if (found.kind === 'failure') failure(found, numberOf(found.device));
      else if (found.kind !== 'comment') turn(found);
    },
    take() {
      settle();
      const all = done;
      done = [];
      return all;
    },
    end() {
      for (const device of [...open.keys()]) leave(device);
    },
    get devices() {
      return devices.size;
    },
  };
}
