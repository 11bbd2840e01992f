/** A review in every format, from its fields alone: no flow, no device. */

import { gesturesFor } from '../device/gestures.js';
import { isNano, MODELS, type Model } from '../device.js';
import { DEFAULT_FIRMWARE, type FirmwareProfile } from '../firmware/index.js';
import { type ScreenData, screenData } from '../simulator/screens/draw/screen-data.js';
import { reviewUis } from '../simulator/screens/review-uis.js';
import {
  type Ending,
  home,
  processing,
  type ReviewFacts,
  react,
  status,
  type Ui,
  type UiContext,
  uiContext,
} from '../simulator/screens/ui.js';
import { type ScreenFile, screenFiles } from './screen-files.js';

/** Which pages of a review, on which models. */
export interface ReviewOptions {
  /** All five when absent. */
  readonly models?: readonly Model[];
  /** Release whose words and pages they are; the newest when absent. */
  readonly firmware?: FirmwareProfile;
  /** Build with test keys; false when absent, as users see it. */
  readonly testBuild?: boolean;
  /** The home page before the review. */
  readonly home?: boolean;
  /** How the flow ends: adds what comes between the review and that page, and the page. */
  readonly ending?: Ending;
}

/** The device that shows a review: its model, and whether its app has test keys. */
export function contextFor(
  model: Model,
  testBuild = false,
  firmware: FirmwareProfile = DEFAULT_FIRMWARE,
): UiContext {
  return uiContext(firmware, model, testBuild);
}

/** The screens of a review in the order a user meets them, model by model. */
export function reviewScreens(facts: ReviewFacts, options: ReviewOptions = {}): Ui[] {
  const { models = MODELS, testBuild = false, firmware, ending } = options;
  return models.flatMap((model) => {
    const context = contextFor(model, testBuild, firmware);
    const uis = reviewUis(context, facts);
    if (options.home === true) uis.unshift(home(context));
    if (ending === undefined) return uis;
    if (ending.kind !== 'rejected') uis.push(processing(context));
    else uis.push(...rejectQuestion(uis.at(-1)));
    return [...uis, status(context, ending)];
  });
}

/** What a touch model asks before it rejects; a Nano has its last page for that. */
function rejectQuestion(last: Ui | undefined): Ui[] {
  if (last === undefined || isNano(last.context.model)) return [];
  return [react(last, gesturesFor(last.context.model).reject).ui];
}

/** A review as files: one SVG, PNG or text for each screen. */
export function renderReview(
  facts: ReviewFacts,
  options: ReviewOptions & { readonly format: 'text' | 'svg' | 'png' },
): Promise<ScreenFile[]>;
/** A review as data. */
export function renderReview(
  facts: ReviewFacts,
  options: ReviewOptions & { readonly format: 'json' },
): Promise<ScreenData[]>;
export async function renderReview(
  facts: ReviewFacts,
  options: ReviewOptions & { readonly format: 'text' | 'json' | 'svg' | 'png' },
): Promise<ScreenFile[] | ScreenData[]> {
  const uis = reviewScreens(facts, options);
  return options.format === 'json' ? uis.map(screenData) : screenFiles(uis, options.format);
}
