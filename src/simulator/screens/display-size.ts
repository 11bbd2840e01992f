/** Size of a display. Apart from the drawing, so that data and reports need not load it. */
import { isNano, type Model } from '../../device.js';
import { touchModel } from './touch-models.js';

const NANO = { width: 128, height: 64 } as const;

/** Pixels. */
export function displaySize(model: Model): { width: number; height: number } {
  if (isNano(model)) return { ...NANO };
  const { width, height } = touchModel(model);
  return { width, height };
}
