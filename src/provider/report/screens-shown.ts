/** Screens of a review for the report: what is written on each, and its drawing. */
import { type ReviewFacts, screenText, type Ui } from '../../simulator/screens/ui.js';
import type { ShownScreen } from '../test/order-shown.js';
import { type Redact, withoutEmails } from './redacted.js';

/**
 * A picture cannot be redacted, so what must not be seen is replaced before it is drawn; reports
 * leave out the pages where that was not possible. The code that draws is loaded when it is called.
 */
export async function screensShown(
  uis: readonly Ui[],
  redact: Redact = withoutEmails,
): Promise<ShownScreen[]> {
  const [{ drawScreen }, { svgOf }] = await Promise.all([
    import('../../simulator/screens/draw/screen.js'),
    import('../../simulator/screens/draw/svg.js'),
  ]);
  return Promise.all(
    uis.map(async (given) => {
      const ui = replaced(given, redact);
      return { model: ui.context.model, lines: screenText(ui), svg: svgOf(await drawScreen(ui)) };
    }),
  );
}

/** The same page with other texts; a further part of a long value has no counterpart. */
function replaced(ui: Ui, redact: Redact): Ui {
  if (ui.kind !== 'review' || ui.part > 0 || ui.start > 0) return ui;
  const facts = Object.entries(ui.facts).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? redact(value) : value,
  ]);
  const other: Ui = { ...ui, facts: Object.fromEntries(facts) as ReviewFacts };
  // With shorter texts there may be fewer pages.
  return screenText(other).length > 0 ? other : ui;
}
