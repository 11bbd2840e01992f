/**
 * Gestures that existing automation makes, and the ones that take a review to its end.
 * Coordinates are those of Ledger's ragger, in pixels.
 */
import { isNano, type Model } from '../../device.js';
import { layout, react, type Ui, type UiEvent } from './ui.js';

export interface Gestures {
  /** One page forward. */
  readonly next: UiEvent;
  /** On the last page, or on a Nano's page that asks: yes. */
  readonly approve: UiEvent;
  /** Touch: opens the question whether to reject. Nano: the page that rejects must be shown. */
  readonly reject: UiEvent;
  /** Upper and lower button of a question. */
  readonly confirm: UiEvent;
  readonly cancel: UiEvent;
  /** Away with a status page, or with the details of a value. */
  readonly dismiss: UiEvent;
}

const BOTH: UiEvent = { press: 'both' };

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
  const tap = ([x, y]: Point): UiEvent => ({ touch: { x, y } });
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

/** One page forward; a warning is accepted, a question or the details of a value are closed. */
export function nextGesture(ui: Ui): UiEvent {
  const gestures = gesturesFor(ui.context.model);
  if (ui.kind !== 'review') return gestures.next;
  if (ui.over === 'warning') {
    const asks = !isNano(ui.context.model) || layout(ui).kind === 'approve';
    return asks ? gestures.confirm : gestures.next;
  }
  // The lower button of the question and the modal's only one both contain ragger's reject point.
  return ui.over === null ? gestures.next : gestures.cancel;
}

/** Takes a review from wherever it is to its approval; nothing when no review is shown. */
export function approveGestures(ui: Ui): UiEvent[] {
  return travel(ui, 'approve', (at) => {
    const { next, approve } = gesturesFor(at.context.model);
    const { kind } = layout(at);
    if (kind === 'approve') return approve;
    if (kind === 'reject') return { press: 'left' };
    return kind === 'title' || kind === 'pair' || kind === 'pairs' ? next : nextGesture(at);
  });
}

/** Takes a review from wherever it is to its refusal; nothing when no review is shown. */
export function rejectGestures(ui: Ui): UiEvent[] {
  return travel(ui, 'reject', (at) => {
    const { next, reject, confirm, cancel } = gesturesFor(at.context.model);
    const { kind } = layout(at);
    if (isNano(at.context.model)) return kind === 'reject' ? reject : next;
    if (kind === 'warning' || kind === 'details') return cancel;
    return kind === 'reject-dialog' ? confirm : reject;
  });
}

/** Seconds the models want a hold to last: 1.2 on Stax and Apex, 1.5 on Flex. */
const HOLD_TIMES = [1.2, 1.5] as const;

/** After how many seconds a finger held at this point approves; undefined where it never does. */
export function holdTime(ui: Ui, x: number, y: number): number | undefined {
  return HOLD_TIMES.find(
    (seconds) => react(ui, { touch: { x, y, seconds } }).outcome === 'approve',
  );
}

/** More gestures than any review has pages. */
const LIMIT = 1000;

function travel(ui: Ui, goal: string, choose: (at: Ui) => UiEvent): UiEvent[] {
  const made: UiEvent[] = [];
  let at = ui;
  while (at.kind === 'review' && made.length < LIMIT) {
    const event = choose(at);
    made.push(event);
    at = react(at, event).ui;
  }
  if (at.kind === 'review') throw new RangeError(`no gestures lead this review to '${goal}'`);
  return made;
}
