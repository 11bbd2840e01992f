/**
 * What is on the screen and where the user has got to: plain data, one shape for all models.
 * `ui.ts` is the way in; `nano-ui.ts` and `touch-ui.ts` say how gestures change it.
 */
import { type Button, isNano, type Touch } from '../../device.js';
import type { Ending, ReviewFacts, UiContext } from './content.js';

/** The home page of the app. */
export interface HomeUi {
  readonly kind: 'home';
  readonly context: UiContext;
  /** Nano: home, information, quit. Touch: always 0. */
  readonly page: number;
}

/** What the app says of itself. */
export interface InfoUi {
  readonly kind: 'info';
  readonly context: UiContext;
  /** Nano: version, copyright, back. Touch: always 0. */
  readonly page: number;
}

/** A page of a review. */
export interface ReviewUi {
  readonly kind: 'review';
  readonly context: UiContext;
  readonly facts: ReviewFacts;
  /** Nano: the step. Touch: the page. From 0. */
  readonly page: number;
  /** Nano: page within a step of several pages, and the byte it starts at; else 0. */
  readonly part: number;
  readonly start: number;
  /** Touch: what lies over the pages. `warning` comes before them, `part` counts `details` pages. */
  readonly over: 'warning' | 'reject' | 'details' | null;
  /** Of a question of its own: the page a coin app drew right before. */
  readonly under?: HomeUi;
}

/** The page after an approval, until the coin app draws. */
export interface ProcessingUi {
  readonly kind: 'processing';
  readonly context: UiContext;
  /** How long it has been shown, milliseconds: its spinner turns. */
  readonly shown: number;
  /** The page that stays on screen in releases without a spinner. */
  readonly last?: ReviewUi;
  /** What a coin app says in place of Exchange's word. */
  readonly text?: string;
}

/** The page that tells how it ended, for a while. */
export interface StatusUi {
  readonly kind: 'status';
  readonly context: UiContext;
  readonly ending: Ending;
  /** How long it has been shown, milliseconds. */
  readonly shown: number;
  /** The page a coin app drew right before: its texts are reported with those of this one. */
  readonly under?: HomeUi;
  readonly part: number;
  readonly start: number;
}

/** Nothing of the app on screen: it was quit, or a coin app draws. */
export interface BlankUi {
  readonly kind: 'blank';
  readonly context: UiContext;
}

/** What is on the screen. */
export type Ui = HomeUi | InfoUi | ReviewUi | ProcessingUi | StatusUi | BlankUi;

/** A gesture, or time. */
export type UiEvent =
  | { readonly press: Button }
  | { readonly touch: Touch }
  /** Time that passes without a finger on the device, milliseconds. */
  | { readonly elapse: number };

/** What the user has decided. `reject-warning` is the refusal the app answers with 6A92. */
export type UiOutcome = 'approve' | 'reject' | 'reject-warning' | 'quit';

export interface UiStep {
  readonly ui: Ui;
  readonly outcome?: UiOutcome;
}

export function homeUi(context: UiContext): HomeUi {
  return { kind: 'home', context, page: 0 };
}

export function processingUi(context: UiContext): ProcessingUi {
  return { kind: 'processing', context, shown: 0 };
}

export function statusUi(context: UiContext, ending: Ending, under?: HomeUi): StatusUi {
  const base = { kind: 'status', context, ending, shown: 0, part: 0, start: 0 } as const;
  return under === undefined ? base : { ...base, under };
}

/** Nano S Plus and Nano X of releases up to 4.2.4. */
export function isBagl({ model, rules }: UiContext): boolean {
  return isNano(model) && rules.nano === 'bagl';
}

/** What stands on the screen from the approval until the coin app has answered. */
export function whileSigning(ui: Ui): Ui {
  const { context } = ui;
  const { nanoAfterApproval } = context.rules;
  if (!isNano(context.model) || nanoAfterApproval === 'spinner') {
    return ui.kind === 'processing' ? ui : processingUi(context);
  }
  if (nanoAfterApproval === 'home') return homeUi(context);
  return ui.kind === 'review' ? { ...processingUi(context), last: ui } : ui;
}

/** What tells how a flow ended; BAGL shows the home menu instead. */
export function ended(context: UiContext, ending: Ending, under?: HomeUi): Ui {
  return isBagl(context) ? homeUi(context) : statusUi(context, ending, under);
}

/** What a decision leaves on the screen. */
export function decided(ui: Ui, outcome: UiOutcome): UiStep {
  const { context } = ui;
  if (outcome === 'approve') return { ui: whileSigning(ui), outcome };
  if (outcome === 'quit') return { ui: { kind: 'blank', context }, outcome };
  return { ui: ended(context, { kind: 'rejected' }), outcome };
}
