/** One exchange of a log in words and as data. Bytes are lower-case hex. */

import type { Verdict } from '../check/verdict.js';
import type { Reason } from '../device.js';
import type { FlowName } from '../exchange/flows.js';

/** A field of a command, a message or an answer. */
export interface DecodedField {
  /** As the layout, the message or the tag list calls it. */
  readonly name: string;
  /** Text, number or amount where it has one; else hex. */
  readonly value: string;
  /** Bytes that came. */
  readonly size?: number;
  /** Bytes this firmware has room for. */
  readonly limit?: number;
  /** What is wrong with it. */
  readonly problem?: string;
  /** Of what has parts. */
  readonly fields?: readonly DecodedField[];
}

/** Something that was verified on the spot. */
export interface DecodedCheck {
  readonly subject:
    | 'partner credentials'
    | 'coin configuration'
    | 'payload signature'
    | 'nonce'
    | 'ticker'
    | 'answer';
  /** null: it cannot be told from this log. */
  readonly holds: boolean | null;
  /** One sentence. */
  readonly says: string;
  /** Whose signature of Ledger's it is. */
  readonly by?: string;
}

/** An answer in words: its status word and its fields. */
export interface DecodedAnswer {
  /** Four hex digits. */
  readonly status: string;
  readonly name: string;
  readonly says: string;
  /** Empty when there is nothing to fix. */
  readonly fix: string;
  readonly fields: readonly DecodedField[];
  /** Of a coin app's refusal: what differs, where a simulated coin app answers the same. */
  readonly reason?: Reason;
}

/** Who this command is for. */
export type CommandTarget = 'exchange' | 'os' | 'coin app' | 'unknown';

/** A command and its answer in words and as data; bytes are lower-case hex. */
export interface DecodedExchange {
  /** From 1. */
  readonly number: number;
  /** Line or packet of the command. */
  readonly at: number;
  readonly device?: number;
  /** Milliseconds since 1970, UTC. */
  readonly time?: number;
  readonly command: string;
  readonly response: string | null;
  readonly to: CommandTarget;
  /** Instruction as in the firmware, or in words. */
  readonly name: string;
  readonly flow?: FlowName;
  readonly rate?: 'fixed' | 'floating';
  /** Place of this chunk, from 1, and whether it is the last. */
  readonly chunk?: { readonly number: number; readonly last: boolean };
  readonly fields: readonly DecodedField[];
  /** Why the data cannot be read further. */
  readonly problem?: string;
  readonly checks: readonly DecodedCheck[];
  /** null: the log has none. */
  readonly answer: DecodedAnswer | null;
  /** `check` on the payload, where its signature stands. */
  readonly verdict?: Verdict;
}

/** What the answers of a device say about it. */
export interface DeviceFacts {
  readonly device: number;
  readonly exchanges: number;
  /** Each with where it is seen: `firmware 4.4.2: GET_VERSION at line 3`. */
  readonly facts: readonly string[];
}
