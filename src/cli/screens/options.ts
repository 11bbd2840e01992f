/** Options of `screens` as the parser hands them over. */
import type { Model } from '../../device.js';
import type { PixelsChoice } from '../options/pixels.js';
import type { ReviewFields } from './facts.js';

export interface ScreensOptions extends ReviewFields {
  readonly model?: 'all' | Model;
  readonly firmware?: string;
  readonly home?: boolean;
  /** `signed`, `rejected` or `refused:APP`. */
  readonly status?: string;
  readonly testBuild?: boolean;
  readonly format?: 'text' | 'json' | 'svg' | 'png';
  readonly json?: boolean;
  readonly out?: string;
  readonly sheet?: boolean;
  readonly frame?: boolean;
  readonly pixels?: PixelsChoice;
}
