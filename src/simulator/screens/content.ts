/**
 * What the review says, whatever the device. All texts are byte strings: one character
 * (U+0000..U+00FF) for each byte, already cut at their first NUL.
 */
import { isNano, type Model } from '../../device.js';
import type { ScreenLabels } from '../../firmware/labels.js';
import type { FirmwareProfile, ScreenRules } from '../../firmware/profile.js';
import { warnsInRows } from './foreign-address.js';
import { DEVICE_WORDS } from './labels.js';

/** The device that shows a page, and the words it has. */
export interface UiContext {
  readonly model: Model;
  /** 'Exchange', or 'Exchange TEST' for a build with test keys. */
  readonly appName: string;
  readonly appVersion: string;
  /** Build with test keys: the home page warns of it. */
  readonly testBuild: boolean;
  /** What stands under the name on a Nano's home page, where a coin app has its own words. */
  readonly readyText?: string | undefined;
  /** Words and ways of the firmware. */
  readonly labels: ScreenLabels;
  readonly rules: ScreenRules;
}

export function uiContext(profile: FirmwareProfile, model: Model, testBuild: boolean): UiContext {
  return {
    model,
    appName: testBuild ? profile.testName : 'Exchange',
    appVersion: profile.displayedVersion,
    // Releases whose test builds have no name of their own do not warn either.
    testBuild: testBuild && profile.testName !== 'Exchange',
    labels: profile.labels,
    rules: profile.screens,
  };
}

/** Everything a review shows, as the checks before it have made it. */
export interface ReviewFacts {
  readonly kind: 'swap' | 'sell' | 'fund';
  /** Normalised ticker of the currency that leaves the wallet. */
  readonly from: string;
  /** Swap: ticker received. Sell: fiat currency as received. Fund: ''. */
  readonly to: string;
  readonly partner: string;
  /** Sell: trader's email. */
  readonly email?: string;
  /** Fund: the user's id at the partner. */
  readonly user?: string;
  readonly send: string;
  /** Swap: amount. Sell: fiat amount. Unused for fund. */
  readonly receive: string;
  /** Fund: name of the account that is funded. */
  readonly account?: string;
  readonly fees: string;
  /** Floating rate. */
  readonly estimated: boolean;
  /** The payout address when it is not the wallet's own: brings the warning. */
  readonly crossSeedAddress: string | null;
  /** A review by a coin app itself: its words in place of all the rest. */
  readonly own?: OwnReview;
}

/** What a coin app shows when it asks its user itself. */
export interface OwnReview {
  readonly title: string;
  readonly rows: readonly Pair[];
  /** Question of the last page. */
  readonly sign: string;
  /** How a Nano's last page reads; 'Reject transaction' when absent. */
  readonly reject?: string;
  /** Touch models: one page with two buttons in place of all that; the upper one says yes. */
  readonly choice?: Choice;
}

export interface Choice {
  readonly description: string;
  readonly upper: string;
  readonly lower: string;
}

/** The facts of a coin app's own review. */
export function ownReviewFacts(own: OwnReview): ReviewFacts {
  const nothing = { from: '', to: '', partner: '', send: '', receive: '', fees: '' };
  return { kind: 'swap', ...nothing, estimated: false, crossSeedAddress: null, own };
}

/** One row of the review: what it is and its value. */
export interface Pair {
  readonly tag: string;
  readonly value: string;
}

/** Puts values into the `{name}` places of a label, in one pass: values are never searched. */
export function fill(label: string, values: Readonly<Record<string, string>>): string {
  return label.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** Tickers of this many bytes together no longer fit the title's second line. */
const LONG_TICKERS = 10;

function sentence(context: UiContext, facts: ReviewFacts, verb: string): string {
  const { to, operation, counterpart } = context.labels;
  const places = { from: facts.from, to: facts.to };
  const first = fill(operation[facts.kind], places);
  const second = fill(counterpart[facts.kind], places);
  const isOneLine = isNano(context.model) && context.rules.nanoTitle === 'one line';
  if (isOneLine) return `${verb} ${to} ${first} ${second}`;
  const long = facts.kind === 'fund' || facts.from.length + facts.to.length >= LONG_TICKERS;
  return long ? `${verb}\n${to} ${first}\n${second}` : `${verb} ${to}\n${first} ${second}`;
}

/** Text of the first page. */
export function reviewTitle(context: UiContext, facts: ReviewFacts): string {
  return facts.own?.title ?? sentence(context, facts, context.labels.review);
}

/** Text of the page on which the user approves. */
export function signQuestion(context: UiContext, facts: ReviewFacts): string {
  if (facts.own !== undefined) return facts.own.sign;
  const labels = context.labels;
  if (isNano(context.model) && labels.nanoSign !== null) return labels.nanoSign[facts.kind];
  return `${sentence(context, facts, labels.sign)}?`;
}

/** Rows of the review, in the order of its pages. */
export function reviewPairs(context: UiContext, facts: ReviewFacts): Pair[] {
  if (facts.own !== undefined) return [...facts.own.rows];
  const labels = context.labels;
  const { kind, crossSeedAddress } = facts;
  const pairs: Pair[] = [];
  const add = (tag: string, value: string): void => {
    pairs.push({ tag, value });
  };
  // Otherwise the address is asked about on a page of its own, before the review.
  if (crossSeedAddress !== null && warnsInRows(context)) {
    add(labels.warning, labels.foreignAddress);
    add(labels.learnMore, labels.foreignAddressLink);
  }
  if (kind !== 'fund' && labels.partner !== null) add(labels.partner, facts.partner);
  if (kind === 'sell') add(labels.email, facts.email ?? '');
  if (kind === 'fund') add(labels.user, facts.user ?? '');
  add(labels.send, facts.send);
  if (kind === 'fund') {
    add(fill(labels.fundedAccount, { partner: facts.partner }), facts.account ?? '');
  } else {
    add(facts.estimated ? labels.receiveEstimated : labels.receive, facts.receive);
  }
  add(labels.fees, facts.fees);
  if (crossSeedAddress !== null) add(labels.receiveAddress, crossSeedAddress);
  return pairs;
}

/** How a flow ended, for the status page. */
export type Ending =
  | { readonly kind: 'rejected' }
  | { readonly kind: 'signed' }
  | { readonly kind: 'refused-by-app'; readonly app: string }
  /** What a coin app says at the end of its own review. */
  | { readonly kind: 'own'; readonly text: string; readonly isGood: boolean };

export function endingText(context: UiContext, ending: Ending): string {
  const labels = context.labels;
  if (ending.kind === 'rejected') return labels.rejected;
  if (ending.kind === 'signed') return labels.signed;
  if (ending.kind === 'own') return ending.text;
  return fill(labels.refusedByApp, { app: ending.app });
}

/** Rows of the information pages: what and content. */
export function aboutApp(context: UiContext): Pair[] {
  return [
    { tag: DEVICE_WORDS.version, value: context.appVersion },
    { tag: DEVICE_WORDS.aboutApp, value: context.labels.copyright },
  ];
}
