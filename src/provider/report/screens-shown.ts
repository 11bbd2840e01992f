/** Screens of a review for the report: what is written on each, and its drawing. */
import { screenText, type Ui } from '../../simulator/screens/ui.js';
import type { ShownScreen } from '../test/order-shown.js';

/** The code that draws is loaded when it is called. */
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
