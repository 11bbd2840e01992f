/** Screens as data, for entries that draw them or tell what they say. */
export type { Ending, UiContext } from './content.js';
export type * from './facts-types.js';
export type {
  BlankUi,
  HomeUi,
  InfoUi,
  ProcessingUi,
  ReviewUi,
  StatusUi,
  Ui,
  UiEvent,
} from './state.js';
