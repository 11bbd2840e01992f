/** Glyphs of a model's fonts. Loaded when the first picture of that model is asked for. */
import { isNano, type Model } from '../../../device.js';
import type { FontName } from '../font.js';
import type { GlyphLevels } from '../pixels/bitmap.js';
import { fontOf } from '../ui.js';
import { type Outlines, outlinePath, pixelPath } from './glyph.js';

/** The path of a text, and how many pixels one of its units is. Origin: pen and top of the line. */
export interface TextPath {
  readonly path: string;
  readonly scale: number;
  /** From the top of the line down to the path's origin, pixels. */
  readonly drop: number;
}

/** Draws texts of one model. */
export type Typesetter = (name: FontName, text: string) => TextPath;

/** An outline font as a model uses it. */
interface OutlineFont {
  readonly outlines: Outlines;
  /** Pixels of an em, and of the baseline below the top of the line. */
  readonly size: number;
  readonly baseline: number;
}

/** Sizes by the device's own font names; baselines measured in the golden images. */
const OUTLINE_SIZES = {
  stax: {
    small: { size: 24, baseline: 24 },
    bold: { size: 24, baseline: 24 },
    large: { size: 32, baseline: 33 },
  },
  flex: {
    small: { size: 28, baseline: 27 },
    bold: { size: 28, baseline: 27 },
    large: { size: 36, baseline: 35 },
  },
} as const;

export async function loadTypesetter(model: Model): Promise<Typesetter> {
  if (isNano(model)) {
    const { SMALL, BOLD } = await import('../pixels/data/nano-glyphs.js');
    return pixelTypesetter(model, { small: SMALL, bold: BOLD, large: SMALL });
  }
  if (model === 'apex_p') {
    const { SMALL, BOLD, LARGE } = await import('../pixels/data/apex-glyphs.js');
    return pixelTypesetter(model, { small: SMALL, bold: BOLD, large: LARGE });
  }
  const sizes = OUTLINE_SIZES[model === 'stax' ? 'stax' : 'flex'];
  const { small, bold, large } = await loadOutlines();
  return outlineTypesetter(model, {
    small: { outlines: small, ...sizes.small },
    bold: { outlines: bold, ...sizes.bold },
    large: { outlines: large, ...sizes.large },
  });
}

/** Inter in the weights of Stax and Flex; captions use it too. */
export async function loadOutlines(): Promise<Record<FontName, Outlines>> {
  const [{ INTER_REGULAR }, { INTER_SEMIBOLD }, { INTER_MEDIUM }] = await Promise.all([
    import('./glyphs/inter-regular.js'),
    import('./glyphs/inter-semibold.js'),
    import('./glyphs/inter-medium.js'),
  ]);
  return { small: INTER_REGULAR, bold: INTER_SEMIBOLD, large: INTER_MEDIUM };
}

function pixelTypesetter(model: Model, glyphs: Record<FontName, GlyphLevels>): Typesetter {
  return (name, text) => ({
    path: pixelPath(glyphs[name], fontOf(model, name), text),
    scale: 1,
    drop: 0,
  });
}

function outlineTypesetter(model: Model, fonts: Record<FontName, OutlineFont>): Typesetter {
  return (name, text) => {
    const { outlines, size, baseline } = fonts[name];
    const { advances } = fontOf(model, name);
    const path = outlinePath(outlines, size, text, (code) => advances[code - 0x20] ?? 0);
    return { path, scale: size / outlines.unitsPerEm, drop: baseline };
  };
}
