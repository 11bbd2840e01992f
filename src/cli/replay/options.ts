/** Options of `replay` as the parser hands them over. */
import type { SetupOverrides } from '../../capture/device-setup.js';
import type { ScreensChoice } from '../screens/output.js';

export interface ReplayOptions extends SetupOverrides {
  /** true: draw every compared screen; a format: files in `out`. */
  readonly screens?: ScreensChoice;
  readonly out?: string;
  /** With `screens`: only those that were up when something differed. */
  readonly onlyFailed?: boolean;
  readonly json?: boolean;
  /** Which device, in any form `--device` takes. */
  readonly device?: string;
  readonly answers?: boolean;
  readonly byInstruction?: boolean;
  readonly fresh?: boolean;
  /** Who signs with `fresh`. */
  readonly partner?: string;
  readonly junit?: string;
}
