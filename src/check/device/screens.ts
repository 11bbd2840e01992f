/** The review of a run on a Nano S Plus, page by page, as lists of lines. */
import type { FirmwareProfile } from '../../firmware/profile.js';
import {
  layout,
  type ReviewFacts,
  react,
  review,
  screenText,
  type Ui,
  uiContext,
} from '../../simulator/screens/ui.js';

const MODEL = 'nanosp';
/** More pages than any review has. */
const LIMIT = 200;

/** For whoever wants more of the pages than their lines. */
export function reviewUis(facts: ReviewFacts, firmware: FirmwareProfile): Ui[] {
  let ui: Ui = review(uiContext(firmware, MODEL, false), facts);
  const uis: Ui[] = [];
  while (uis.length < LIMIT && layout(ui).kind !== 'reject') {
    uis.push(ui);
    ui = react(ui, { press: 'right' }).ui;
  }
  return uis;
}

export function reviewScreens(
  facts: ReviewFacts,
  firmware: FirmwareProfile,
): (readonly string[])[] {
  return reviewUis(facts, firmware).map(screenText);
}
