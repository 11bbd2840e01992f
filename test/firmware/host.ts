/**
 * A host that walks a flow on a simulated Ledger of any release, with commands put together by hand
 * from device-behaviour.md#tables-of-the-protocol and not with the project's encoders.
 */
import { createHash } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { bytesOf, concat, EMPTY, fromHex, toHex } from '../../src/bytes.js';
import type { Model } from '../../src/device.js';
import { FLOWS, type FlowName } from '../../src/exchange/flows.js';
import { firmware } from '../../src/firmware/index.js';
import { BUILDS } from '../../src/simulator/build.js';
import { Ledger, type LedgerOptions } from '../../src/simulator/ledger.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { screenText } from '../../src/simulator/screens/ui.js';
import { remembering } from '../../src/simulator/verifier.js';
import { apdu, byLedger, NONCE } from '../simulator/machine-flow.js';

const SECRET = new Uint8Array(32).fill(0x42);
const KEY = p256.getPublicKey(SECRET, false);
const ADDRESS = 'bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg';
const PATH = fromHex('02058000005480000000800000000000000000000000');
const AMOUNT = fromHex('000f4240');
const verifier = remembering(nodeVerifier, 4096);

type Value = string | Uint8Array;
type Fields = Readonly<Record<number, Value | null>>;

const MESSAGES = {
  swap: {
    1: 'payin',
    3: ADDRESS,
    5: ADDRESS,
    7: 'BTC',
    8: 'BTC',
    9: AMOUNT,
    10: AMOUNT,
    12: NONCE,
  },
  sell: {
    1: 'a@b',
    2: 'BTC',
    3: AMOUNT,
    4: 'payin',
    5: 'EUR',
    6: fromHex('0a0230391002'),
    7: NONCE,
  },
  fund: { 1: 'user', 2: 'account', 3: 'BTC', 4: AMOUNT, 5: 'payin', 6: NONCE },
} as const satisfies Record<string, Fields>;

export interface Deal {
  readonly flow?: FlowName;
  /** Fields of the message in place of the usual ones, by number; null leaves one out. */
  readonly fields?: Fields;
  /** Ticker and app of the coin configuration of the outgoing side. */
  readonly coin?: { ticker: string; app: string };
  /** The base64 text of the payload, in place of the message's. */
  readonly payload?: string;
  /** Forms of NG in the first version (2.0.14, 3.1.0), whatever the release has. */
  readonly form?: 'first' | 'second';
  readonly partnerSignature?: Uint8Array;
}

const sized = (value: Uint8Array) => concat(Uint8Array.of(value.length), value);

/** A DER length or protobuf length above 127 takes two bytes. */
function record(number: number, value: Value): Uint8Array {
  const bytes = typeof value === 'string' ? bytesOf(value) : value;
  const length =
    bytes.length < 128 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
  return concat(Uint8Array.of(number * 8 + 2, ...length), bytes);
}

export class Host {
  readonly ledger: Ledger;
  private readonly instructions: Readonly<Record<number, unknown>>;
  private readonly ngForm: 'first' | 'second';

  constructor(version: string, model: Model = 'nanosp', options: LedgerOptions = {}) {
    const profile = firmware(version);
    this.instructions = profile.instructions;
    this.ngForm = profile.ngForm;
    this.ledger = new Ledger({
      firmware: profile,
      model,
      build: BUILDS.test,
      verifier,
      apiLevel: 22,
      ...options,
    });
  }

  /** Status word, with data in front if there is any; 'no answer' for none. */
  send(ins: number, p2: number, data: Uint8Array = EMPTY, p1 = 0): string {
    return this.raw(apdu(ins, p2, data, p1));
  }

  raw(command: Uint8Array): string {
    this.ledger.send(command);
    const answer = this.ledger.takeAnswer();
    return answer === undefined ? 'no answer' : toHex(answer);
  }

  get screen(): string {
    return screenText(this.ledger.ui).join(' | ');
  }

  /** START_NEW_TRANSACTION to CHECK_TRANSACTION_SIGNATURE; `ins status` of a refusal. */
  toSignature(deal: Deal = {}): string {
    const flow = FLOWS[deal.flow ?? 'SWAP_NG'];
    const p2 = flow.subcommand;
    const second = (deal.form ?? this.ngForm) === 'second';
    const credentials = concat(sized(bytesOf('Partner')), second ? Uint8Array.of(1) : EMPTY, KEY);
    const fields = { ...(MESSAGES[flow.kind] as Fields), ...deal.fields };
    const parts = Object.entries(fields).flatMap(([number, value]) =>
      value === null ? [] : [record(Number(number), value)],
    );
    const text = deal.payload ?? Buffer.from(concat(...parts)).toString('base64url');
    const payload = bytesOf(text);
    const transaction = concat(
      second ? Uint8Array.of(1) : EMPTY,
      Uint8Array.of(payload.length >> 8, payload.length & 0xff),
      payload,
      sized(Uint8Array.of(0x64)),
    );
    const digest = createHash('sha256').update('.').update(payload).digest();
    const signature = p256.sign(digest, SECRET, { prehash: false, format: 'compact' });
    const steps: [number, number, Uint8Array][] = [
      [0x03, p2, EMPTY],
      [0x04, p2, credentials],
      [0x05, p2, deal.partnerSignature ?? byLedger(credentials)],
    ];
    for (let at = 0; at === 0 || at < transaction.length; at += 255) {
      const more = at + 255 < transaction.length ? 0x20 : 0;
      const bits = (at > 0 ? 0x10 : 0) | more;
      steps.push([0x06, p2 | bits, transaction.subarray(at, at + 255)]);
    }
    steps.push([0x07, p2, concat(second ? Uint8Array.of(1, 1) : EMPTY, signature)]);
    return this.all(steps);
  }

  /** The coin checks, to the review; 'review' or `ins status` of a refusal. */
  toReview(deal: Deal = {}): string {
    const flow = FLOWS[deal.flow ?? 'SWAP_NG'];
    const p2 = flow.subcommand;
    const { ticker, app } = deal.coin ?? { ticker: 'BTC', app: 'Bitcoin' };
    const check = coinCheck(ticker, app);
    const known = (ins: number) => Object.hasOwn(this.instructions, ins);
    const steps: [number, number, Uint8Array][] = [];
    if (flow.kind === 'swap') steps.push([0x08, p2, coinCheck('BTC', 'Bitcoin')]);
    const [apart, shown] = flow.kind === 'swap' ? [0x0c, 0x09] : [0x0d, 0x0b];
    if (known(apart)) steps.push([apart, p2, check], [0x0f, p2, EMPTY]);
    else steps.push([shown, p2, check]);
    const refused = this.all(steps);
    return this.ledger.waitsForUser ? 'review' : refused;
  }

  /** A whole flow to its review. */
  walk(deal: Deal = {}): string {
    const refused = this.toSignature(deal);
    return refused === '' ? this.toReview(deal) : refused;
  }

  /**
   * Goes right to the page with this text, as far as there are pages; false when it is not there.
   */
  goTo(text: string): boolean {
    for (let pages = 0; pages < 30 && !this.screen.includes(text); pages++) {
      this.ledger.press('right');
    }
    return this.screen.includes(text);
  }

  /** Decides on the review at its page with this text; the answer to its command. */
  decide(text: string): string {
    if (!this.goTo(text)) throw new Error(`no page says ${text}`);
    this.ledger.press('both');
    const answer = this.ledger.takeAnswer();
    return answer === undefined ? 'no answer' : toHex(answer);
  }

  private all(steps: readonly (readonly [number, number, Uint8Array])[]): string {
    for (const [ins, p2, data] of steps) {
      const answer = this.send(ins, p2, data);
      if (this.ledger.waitsForUser) return '';
      if (!answer.endsWith('9000')) return `${ins.toString(16).padStart(2, '0')} ${answer}`;
    }
    return '';
  }
}

/** Data of a coin check, signed by the public test key. */
export function coinCheck(ticker: string, app: string): Uint8Array {
  const configuration = concat(sized(bytesOf(ticker)), sized(bytesOf(app)), Uint8Array.of(0));
  return concat(sized(configuration), byLedger(configuration), sized(PATH));
}
