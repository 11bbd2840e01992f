/** Pictures of what the user sees: `renderReview()` and the parts it is made of. No Node needed. */
export type { Model, TextLine } from '../device.js';
export type { InstructionName } from '../exchange/constants.js';
export type { FlowName, NgForm } from '../exchange/flows.js';
export type { Range, WireLimits } from '../exchange/layouts.js';
export type { DeviceBuild, FirmwareDevice } from '../firmware/builds.js';
export type { Admission, Instructions } from '../firmware/instructions.js';
export type { ByKind, ScreenLabels } from '../firmware/labels.js';
export type { FirmwareProfile, ReleaseKind, ScreenRules } from '../firmware/profile.js';
export type { StatusWords } from '../firmware/status-words.js';
export type { TrustedNameRules } from '../firmware/trusted-name.js';
export type { FieldLimits } from '../payload/nanopb.js';
export type { Ending, OwnReview, Pair, UiContext } from '../simulator/screens/content.js';
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
export type {
  BlankUi,
  HomeUi,
  InfoUi,
  ProcessingUi,
  ReviewUi,
  StatusUi,
} from '../simulator/screens/state.js';
export type { ReviewFacts, Ui } from '../simulator/screens/ui.js';
export { contextFor, type ReviewOptions, renderReview, reviewScreens } from './review-pictures.js';
export {
  pictureOf,
  SCREEN_FORMATS,
  type ScreenFile,
  type ScreenFormat,
  screenFiles,
  sheetOf,
} from './screen-files.js';
