/** Screens of a review for the report: what is written on each, and its drawing. */
import { type ReviewOptions, reviewScreens } from '../../picture/review-pictures.js';
import { type ReviewFacts, screenText, type Ui } from '../../simulator/screens/ui.js';
import type { ShownScreen } from '../test/order-shown.js';
import type { Redact } from './redacted.js';

/** The review of an order with its secrets replaced before it is drawn, on the models asked for. */
export function reviewShown(
  facts: ReviewFacts,
  redact: Redact,
  options: ReviewOptions = {},
): Promise<ShownScreen[]> {
  const shown = Object.entries(facts).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? redact(value) : value,
  ]);
  return screensShown(reviewScreens(Object.fromEntries(shown) as ReviewFacts, options));
}

/** Screens as they were: reports leave out those with an e-mail address on them. */
export async function screensShown(uis: readonly Ui[]): Promise<ShownScreen[]> {
  const [{ drawScreen }, { svgOf }] = await Promise.all([
    import('../../simulator/screens/draw/screen.js'),
    import('../../simulator/screens/draw/svg.js'),
  ]);
  return Promise.all(
    uis.map(async (ui) => ({
      model: ui.context.model,
      lines: screenText(ui),
      svg: svgOf(await drawScreen(ui)),
    })),
  );
}
