/** What was other than recorded when a log was played to a device. */
import { compareExchanges, type FieldDifference } from '../decode/compare.js';
import type { DecodedExchange } from '../decode/decoded.js';
import { Decoder } from '../decode/decoder.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import type { Verifier } from '../simulator/verifier.js';
import type { PlayedExchange } from './device-replay.js';

/**
 * - strict: the same bytes. - answers: the same, without screens.
 * - instruction: what the device adds is named and no difference.
 * - fresh: what follows from another nonce and other keys is no difference.
 */
export type ReplayMode = 'strict' | 'answers' | 'instruction' | 'fresh';

/** An exchange that went otherwise than it was recorded. */
export interface ReplayDifference {
  /** Number of the exchange, from 1, and its place in the file. */
  readonly number: number;
  readonly at: number;
  readonly name: string;
  readonly fields: readonly FieldDifference[];
  /** Why the device says so, where it can tell. */
  readonly because?: string;
}

/** What a device adds to a recorded answer. */
export interface ReplayAddition {
  readonly number: number;
  readonly at: number;
  readonly name: string;
  readonly what: string;
}

/** Fields of commands and answers that are made anew. */
const MADE_ANEW: readonly RegExp[] = [
  /^answer\.(nonce|challenge)$/,
  /^publicKey$/,
  /^signature$/,
  /^payload\.device_transaction_id(_ng)?$/,
  /^part$/,
];

/** Compares played exchanges with recorded ones, in order. */
export class ReplayJudge {
  readonly differences: ReplayDifference[] = [];
  readonly additions: ReplayAddition[] = [];
  exchanges = 0;
  compared = 0;
  byCoinApp = 0;
  /** The recording does not have their answers. */
  lost = 0;
  private readonly mode: ReplayMode;
  private readonly recorded: Decoder;
  private readonly played: Decoder;

  constructor(mode: ReplayMode, firmware: FirmwareProfile, verifier: Verifier) {
    this.mode = mode;
    this.recorded = new Decoder({ firmware, verifier });
    this.played = new Decoder({ firmware, verifier });
  }

  /** The next exchange; undefined when it is as recorded. */
  judge(exchange: PlayedExchange): ReplayDifference | undefined {
    this.exchanges++;
    const before = this.recorded.decode(exchange.recorded);
    const after = this.played.decode(exchange.played);
    if (exchange.byCoinApp) {
      this.byCoinApp++;
      return undefined;
    }
    if (exchange.recorded.lost !== undefined) {
      this.lost++;
      return undefined;
    }
    this.compared++;
    const fields = this.fieldsOf(exchange, before, after);
    const screens = this.mode === 'strict' ? screenDifferences(exchange) : [];
    const all = [...fields, ...screens];
    if (all.length === 0) return undefined;
    const difference: ReplayDifference = {
      number: this.exchanges,
      at: exchange.recorded.at,
      name: before.name,
      fields: all,
      ...(exchange.reason === undefined ? {} : { because: exchange.reason }),
    };
    this.differences.push(difference);
    return difference;
  }

  private fieldsOf(
    exchange: PlayedExchange,
    before: DecodedExchange,
    after: DecodedExchange,
  ): FieldDifference[] {
    const all = compareExchanges(before, after);
    if (this.mode === 'fresh') {
      return all.filter(({ field }) => !MADE_ANEW.some((pattern) => pattern.test(field)));
    }
    if (this.mode === 'instruction') {
      return all.filter((difference) => !this.isAddition(difference, before, exchange.recorded.at));
    }
    return all;
  }

  private isAddition(
    { field, before, after }: FieldDifference,
    { name }: DecodedExchange,
    at: number,
  ): boolean {
    if (before !== undefined || after === undefined) return false;
    const what = `${field}: ${after}`;
    this.additions.push({ number: this.exchanges, at, name, what });
    return true;
  }
}

/** Recorded screens that this device did not show while the command ran, in their order. */
function screenDifferences({ expectedScreens, screens }: PlayedExchange): FieldDifference[] {
  const shown = screens.map(({ lines }) => lines.map(({ text }) => text.trim()).join(' | '));
  let from = 0;
  return expectedScreens.flatMap((text): FieldDifference[] => {
    const at = shown.indexOf(text, from);
    if (at >= 0) from = at + 1;
    return at >= 0 ? [] : [{ field: 'screen', before: text, after: shown[from] }];
  });
}
