/** The gestures that take a simulated review to its end, and when a held button acts. */

import {
  decidingGesture,
  forwardGesture,
  gesturesFor,
  MOST_GESTURES,
  type UserDecision,
} from '../../device/gestures.js';
import { isNano } from '../../device.js';
import { layout, react, type Ui, type UiEvent } from './ui.js';

const pageOf = (ui: Ui) => ({ model: ui.context.model, kind: layout(ui).kind });

/** One page forward; a warning is accepted, a question or the details of a value are closed. */
export function nextGesture(ui: Ui): UiEvent {
  const { model } = ui.context;
  if (ui.kind !== 'review') return gesturesFor(model).next;
  const page = pageOf(ui);
  const asks = isNano(model) && ui.over === 'warning' && page.kind === 'approve';
  return asks ? gesturesFor(model).confirm : forwardGesture(page);
}

/** Takes a review from wherever it is to its approval; nothing when no review is shown. */
export function approveGestures(ui: Ui): UiEvent[] {
  return travel(ui, 'approve');
}

/** Takes a review from wherever it is to its refusal; nothing when no review is shown. */
export function rejectGestures(ui: Ui): UiEvent[] {
  return travel(ui, 'reject');
}

/** Seconds the models want a hold to last: 1.2 on Stax and Apex, 1.5 on Flex. */
const HOLD_TIMES = [1.2, 1.5] as const;

/** After how many seconds a finger held at this point approves; undefined where it never does. */
export function holdTime(ui: Ui, x: number, y: number): number | undefined {
  return HOLD_TIMES.find(
    (seconds) => react(ui, { touch: { x, y, seconds } }).outcome === 'approve',
  );
}

function travel(ui: Ui, decision: UserDecision): UiEvent[] {
  const made: UiEvent[] = [];
  let at = ui;
  while (at.kind === 'review' && made.length < MOST_GESTURES) {
    const event = decidingGesture(pageOf(at), decision);
    made.push(event);
    at = react(at, event).ui;
  }
  if (at.kind === 'review') throw new RangeError(`no gestures lead this review to '${decision}'`);
  return made;
}
