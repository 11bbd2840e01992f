/**
 * What the device showed for approval, read off its review: never off the order, which a wrong
 * payload or a limit of the device may have changed.
 */

import { isReviewPage } from '../device/gestures.js';
import { isNano, type ScreenView } from '../device.js';
import type { ScreenLabels } from '../firmware/labels.js';
import { RELEASES } from '../firmware/releases.js';
import type { ReviewFacts } from '../simulator/screens/ui.js';

/** Texts as the device wrote them. */
export interface ShownReview {
  readonly send: string;
  /** Null for fund: nothing comes back. */
  readonly receive: string | null;
  /** Receive is an estimate (floating rate). */
  readonly estimated: boolean;
  readonly fees: string;
  readonly partner: string;
  /** Fund: which account. Sell: whose e-mail. */
  readonly account?: string;
  /** Fund: the user's id at the partner. */
  readonly user?: string;
  /** The payout address, when the device warned that it is not one of its own. */
  readonly foreignPayout: string | null;
}

/** The texts behind a review of the simulator. */
export function reviewOfFacts(facts: ReviewFacts): ShownReview {
  const { kind, send, receive, estimated, fees, partner, email, user, account } = facts;
  return {
    send,
    receive: kind === 'fund' ? null : receive,
    estimated,
    fees,
    partner,
    ...(kind === 'sell' ? { account: email ?? '' } : {}),
    ...(kind === 'fund' ? { account: account ?? '', user: user ?? '' } : {}),
    foreignPayout: facts.crossSeedAddress,
  };
}

const ROWS = [
  'partner',
  'email',
  'user',
  'send',
  'receive',
  'receiveEstimated',
  'fees',
  'receiveAddress',
] as const satisfies (keyof ScreenLabels)[];
type Row = (typeof ROWS)[number];

/** How a row was called by any release. */
const CALLED = new Map<Row, readonly string[]>(
  ROWS.map((row) => {
    const words = RELEASES.flatMap(({ labels }) => labels[row] ?? []);
    return [row, [...new Set(words)]];
  }),
);
const NAMES: readonly string[] = [...CALLED.values()].flat();
/** The row that names the funded account is called after the partner. */
const ACCOUNT = /^To ./;
/** Words of a touch page that belong to no row. */
const FURNITURE = /^(Reject|More|\d+ of \d+)$/;

/**
 * Reads the rows off the screens of one review, whatever device showed them. Undefined when they
 * are not all there or a value reads like the name of another row.
 * @param screens in the order they came up; others may be among them.
 */
export function reviewOnScreens(screens: readonly ScreenView[]): ShownReview | undefined {
  const rows = new Map<string, string[]>();
  for (const view of screens.filter(isReviewPage)) {
    if (view.kind === 'pair' || view.kind === 'pairs') {
      if (!readRows(view, rows)) return undefined;
    }
  }
  // A name without a value may be the value of the row before.
  if ([...rows.values()].some((values) => values.length === 0)) return undefined;
  const row = (which: Row) => {
    const name = CALLED.get(which)!.find((one) => rows.has(one));
    return name === undefined ? undefined : rows.get(name);
  };
  const amount = (which: Row) => joined(row(which), joinedAmount);
  const text = (which: Row) => joined(row(which), joinedText);
  const account = [...rows.keys()].find((name) => ACCOUNT.test(name));
  const [sent, paid] = [amount('send'), amount('fees')];
  const isEstimate = row('receiveEstimated') !== undefined;
  const received = amount(isEstimate ? 'receiveEstimated' : 'receive');
  const named = account === undefined ? text('partner') : account.replace(/^To /, '');
  if (sent === undefined || paid === undefined || named === undefined) return undefined;
  if (received === undefined && account === undefined) return undefined;
  const [mail, id] = [text('email'), text('user')];
  return {
    send: sent,
    receive: received ?? null,
    estimated: isEstimate,
    fees: paid,
    partner: named,
    ...(mail === undefined ? {} : { account: mail }),
    ...(account === undefined ? {} : { account: joined(rows.get(account), joinedText) ?? '' }),
    ...(id === undefined ? {} : { user: id }),
    foreignPayout: row('receiveAddress')?.join('') ?? null,
  };
}

/**
 * False when a name stands on a page twice: a text of the provider may look like one. A page may
 * come up again.
 */
function readRows({ model, lines }: ScreenView, rows: Map<string, string[]>): boolean {
  const texts = lines.map((line) => line.text.trim()).filter((text) => text !== '');
  if (isNano(model)) {
    const [first = '', ...values] = texts;
    // A long value counts its pages behind the name: `Send (1/2)`.
    const [, name = '', page] = /^(.*?)(?: \((\d+)\/\d+\))?$/.exec(first) ?? [];
    if (!NAMES.includes(name) && !ACCOUNT.test(name)) return true;
    const before = page === undefined || page === '1' ? [] : (rows.get(name) ?? []);
    rows.set(name, [...before, ...values]);
    return true;
  }
  let current: string[] | undefined;
  const named = new Set<string>();
  for (const text of texts.filter((candidate) => !FURNITURE.test(candidate))) {
    if (!NAMES.includes(text) && !ACCOUNT.test(text)) {
      current?.push(text);
      continue;
    }
    if (named.has(text)) return false;
    named.add(text);
    current = [];
    rows.set(text, current);
  }
  return true;
}

function joined(
  lines: readonly string[] | undefined,
  join: (before: string, line: string) => string,
): string | undefined {
  return lines?.reduce((before, line) => (before === '' ? line : join(before, line)), '');
}

/** A number that is too long breaks between digits, anything else at its blank. */
function joinedAmount(before: string, line: string): string {
  return /[\d.]$/.test(before) && /^[\d.]/.test(line) ? before + line : `${before} ${line}`;
}

/** Where a text broke cannot be seen: at a blank if it has others. */
function joinedText(before: string, line: string): string {
  return before.includes(' ') || line.includes(' ') ? `${before} ${line}` : before + line;
}
