/** The review of a run on a Nano S Plus, page by page, as lists of lines. */
import { reviewFacts } from '../simulator/review-facts.js';
import { layout, react, review, screenText, type Ui } from '../simulator/screens/ui.js';
import type { AppState } from '../simulator/state.js';

const MODEL = 'nanosp';
/** More pages than any review has. */
const LIMIT = 200;

export function reviewScreens(state: AppState, appVersion: string): (readonly string[])[] {
  const context = { model: MODEL, appName: 'Exchange', appVersion, testBuild: false } as const;
  let ui: Ui = review(context, reviewFacts(state));
  const screens: (readonly string[])[] = [];
  while (screens.length < LIMIT) {
    const { kind } = layout(ui);
    if (kind === 'reject') break;
    screens.push(screenText(ui));
    ui = react(ui, { press: 'right' }).ui;
  }
  return screens;
}
