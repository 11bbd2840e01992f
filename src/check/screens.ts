/** The review of a run on a Nano S Plus, page by page, as lists of lines. */
import {
  layout,
  type ReviewFacts,
  react,
  review,
  screenText,
  type Ui,
} from '../simulator/screens/ui.js';

const MODEL = 'nanosp';
/** More pages than any review has. */
const LIMIT = 200;

/** For whoever wants more of the pages than their lines. */
export function reviewUis(facts: ReviewFacts, appVersion: string): Ui[] {
  const context = { model: MODEL, appName: 'Exchange', appVersion, testBuild: false } as const;
  let ui: Ui = review(context, facts);
  const uis: Ui[] = [];
  while (uis.length < LIMIT && layout(ui).kind !== 'reject') {
    uis.push(ui);
    ui = react(ui, { press: 'right' }).ui;
  }
  return uis;
}

export function reviewScreens(facts: ReviewFacts, appVersion: string): (readonly string[])[] {
  return reviewUis(facts, appVersion).map(screenText);
}
