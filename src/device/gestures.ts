/**
 * Gestures on each model, and which of them leads a page of a review to a decision. Coordinates are
 * those of Ledger's ragger, in pixels.
 */
import { type Button, isNano, type Model, type ScreenView, type Touch } from '../device.js';

/** One press or one touch. */
export type PressOrTouch = { readonly press: Button } | { readonly touch: Touch };

/** What existing automation does on a model. */
export interface Gestures {
  /** One page forward. */
  readonly next: PressOrTouch;
  /** On the last page, or on a Nano's page that asks: yes. */
  readonly approve: PressOrTouch;
  /** Touch: opens the question whether to reject. Nano: the page that rejects must be shown. */
  readonly reject: PressOrTouch;
  /** Upper and lower button of a question. */
  readonly confirm: PressOrTouch;
  readonly cancel: PressOrTouch;
  /** Away with a status page, or with the details of a value. */
  readonly dismiss: PressOrTouch;
}

const BOTH: PressOrTouch = { press: 'both' };

const NANO: Gestures = {
  next: { press: 'right' },
  approve: BOTH,
  reject: BOTH,
  confirm: BOTH,
  cancel: BOTH,
  dismiss: BOTH,
};

type Point = readonly [x: number, y: number];

/** Ragger holds for 3 s, more than any model needs. */
const HOLD_SECONDS = 3;

function touchGestures(next: Point, hold: Point, reject: Point, centre: Point): Gestures {
  const tap = ([x, y]: Point): PressOrTouch => ({ touch: { x, y } });
  return {
    next: tap(next),
    approve: { touch: { x: hold[0], y: hold[1], seconds: HOLD_SECONDS } },
    reject: tap(reject),
    confirm: tap(hold),
    cancel: tap(reject),
    dismiss: tap(centre),
  };
}

const TOUCH: Readonly<Record<Exclude<Model, 'nanosp' | 'nanox'>, Gestures>> = {
  stax: touchGestures([342, 606], [200, 515], [36, 606], [200, 335]),
  flex: touchGestures([430, 550], [240, 435], [55, 530], [240, 300]),
  apex_p: touchGestures([270, 370], [150, 312], [50, 370], [150, 200]),
};

export function gesturesFor(model: Model): Gestures {
  return model === 'nanosp' || model === 'nanox' ? NANO : TOUCH[model];
}

/** What the user decides on a review. */
export type UserDecision = 'approve' | 'reject';

/** What a gesture is chosen by. */
export type PageOf = Pick<ScreenView, 'model' | 'kind'>;

/** Kinds of page a review is made of (`ScreenView.kind`). */
const REVIEW_PAGES: readonly string[] = [
  'title',
  'pair',
  'pairs',
  'details',
  'warning',
  'approve',
  'reject',
  'reject-dialog',
];

export function isReviewPage({ kind }: Pick<ScreenView, 'kind'>): boolean {
  return REVIEW_PAGES.includes(kind);
}

/** One page forward; a warning is accepted, a question or the details of a value are closed. */
export function forwardGesture({ model, kind }: PageOf): PressOrTouch {
  const { next, confirm, cancel } = gesturesFor(model);
  if (isNano(model)) return next;
  if (kind === 'warning') return confirm;
  // The lower button of the question and the modal's only one both contain ragger's reject point.
  return kind === 'reject-dialog' || kind === 'details' ? cancel : next;
}

/**
 * The next gesture on the way to a decision. The pages are read to the end before a Nano's user can
 * reject; on a touch screen `Reject` is always at hand.
 */
export function decidingGesture({ model, kind }: PageOf, decision: UserDecision): PressOrTouch {
  const gestures = gesturesFor(model);
  if (isNano(model)) {
    if (kind === decision) return gestures[decision];
    return kind === 'reject' ? { press: 'left' } : gestures.next;
  }
  if (decision === 'approve') {
    return kind === 'approve' ? gestures.approve : forwardGesture({ model, kind });
  }
  if (kind === 'warning' || kind === 'details') return gestures.cancel;
  return kind === 'reject-dialog' ? gestures.confirm : gestures.reject;
}

/** More gestures than any review has pages. */
export const MOST_GESTURES = 1000;
