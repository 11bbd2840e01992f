/**
 * Pictures of what the user sees: `renderReview()` and the parts it is made of. No Node needed.
 * @packageDocumentation
 */

export type * from '../device/types.js';
export type * from '../firmware/types.js';
export {
  contactSheet,
  type SheetOptions,
  type SheetPage,
  type SheetRow,
} from '../simulator/screens/draw/contact-sheet.js';
export type { Drawing, Inset, Shape } from '../simulator/screens/draw/drawing.js';
export { framed } from '../simulator/screens/draw/framed.js';
export { drawScreen } from '../simulator/screens/draw/screen.js';
export { type ScreenData, screenData } from '../simulator/screens/draw/screen-data.js';
export { svgOf } from '../simulator/screens/draw/svg.js';
export type { IconName, PageKind } from '../simulator/screens/page.js';
export type * from '../simulator/screens/types.js';
export { contextFor, type ReviewOptions, renderReview, reviewScreens } from './review-pictures.js';
export {
  pictureOf,
  SCREEN_FORMATS,
  type ScreenFile,
  type ScreenFormat,
  screenFiles,
  sheetOf,
} from './screen-files.js';
