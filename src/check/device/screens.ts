/** The review of a run on a Nano S Plus, page by page, as lists of lines. */
import type { FirmwareProfile } from '../../firmware/profile.js';
import { reviewFacts } from '../../simulator/review-facts.js';
import { reviewUis } from '../../simulator/screens/review-uis.js';
import {
  layout,
  type ReviewFacts,
  screenText,
  type Ui,
  uiContext,
} from '../../simulator/screens/ui.js';
import type { AppState } from '../../simulator/state.js';
import type { Verdict } from '../verdict.js';

const MODEL = 'nanosp';

/** For whoever wants more of the pages than their lines; without the one that rejects. */
export function nanoReview(facts: ReviewFacts, firmware: FirmwareProfile): Ui[] {
  const uis = reviewUis(uiContext(firmware, MODEL, false), facts);
  return uis.filter((ui) => layout(ui).kind !== 'reject');
}

export function reviewScreens(
  facts: ReviewFacts,
  firmware: FirmwareProfile,
): (readonly string[])[] {
  return nanoReview(facts, firmware).map(screenText);
}

/** The review of a state that waits for the user: its pages, and what they say. */
export function shownReview(
  state: AppState,
  firmware: FirmwareProfile,
): Required<Pick<Verdict, 'screens' | 'review'>> {
  const review = reviewFacts(state);
  return { screens: reviewScreens(review, firmware), review };
}
