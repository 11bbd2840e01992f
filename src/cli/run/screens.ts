/** The screens of a run as the simulator has them: for data, files, pictures, and what they say. */
import type { ScreenView } from '../../device.js';
import { reviewOfFacts, reviewOnScreens, type ShownReview } from '../../host/shown-review.js';
import { type ScreenData, screenData } from '../../simulator/screens/draw/screen-data.js';
import type { Ui } from '../../simulator/screens/ui.js';
import type { Simulator } from '../../simulator/simulator.js';

export class RunScreens {
  private readonly uis = new Map<ScreenView, Ui>();

  /** From now on: every screen that comes up. */
  constructor(simulator: Simulator | undefined) {
    if (simulator === undefined) return;
    const { screen, ledger } = simulator;
    screen.onChange((view) => this.uis.set(view, ledger.ui));
  }

  /** In the order they came up. */
  get all(): Ui[] {
    return [...this.uis.values()];
  }

  of(screens: readonly ScreenView[]): Ui[] {
    return screens.flatMap((screen) => this.uis.get(screen) ?? []);
  }

  /** What the review said; undefined when none came up, or not all of it could be read. */
  review(screens: readonly ScreenView[]): ShownReview | undefined {
    const last = this.of(screens).findLast((ui) => ui.kind === 'review');
    return last === undefined ? reviewOnScreens(screens) : reviewOfFacts(last.facts);
  }

  /** Undefined for a screen of another device. */
  data(screen: ScreenView): ScreenData | undefined {
    const ui = this.uis.get(screen);
    return ui === undefined ? undefined : screenData(ui);
  }
}
