/** Real pixels in terminals that can show them: kitty's protocol, iTerm2's, sixel. */
import { pngOf } from '../../picture/png.js';
import { rasterOf } from '../../picture/raster.js';
import { sixelOf } from '../../picture/sixel.js';
import type { Drawing } from '../../simulator/screens/draw/drawing.js';

export const PIXEL_PROTOCOLS = ['kitty', 'iterm', 'sixel'] as const;
export type PixelProtocol = (typeof PIXEL_PROTOCOLS)[number];

/** Terminals by the name they give in TERM_PROGRAM. */
const BY_PROGRAM: Readonly<Record<string, PixelProtocol>> = {
  'iTerm.app': 'iterm',
  WezTerm: 'iterm',
  ghostty: 'kitty',
};

/** What this terminal says it can; null when it says nothing, or something stands in between. */
export function detectProtocol(
  env: Readonly<Record<string, string | undefined>>,
): PixelProtocol | null {
  const term = env.TERM ?? '';
  // Multiplexers pass text on, not pictures.
  if (env.TMUX !== undefined || /^(screen|tmux|dumb)/.test(term)) return null;
  if (env.KITTY_WINDOW_ID !== undefined || term === 'xterm-kitty') return 'kitty';
  const known = BY_PROGRAM[env.TERM_PROGRAM ?? ''];
  if (known !== undefined) return known;
  return /sixel|^(foot|mlterm|contour)/.test(term) ? 'sixel' : null;
}

/** A drawing as what makes the terminal show it, then a new line. Only for a terminal. */
export function terminalPicture(drawing: Drawing, protocol: PixelProtocol): string {
  const raster = rasterOf(drawing);
  if (protocol === 'sixel') return `${sixelOf(raster)}\n`;
  const png = Buffer.from(pngOf(raster));
  if (protocol === 'kitty') return `${kitty(png.toString('base64'))}\n`;
  const size = `size=${png.length};width=${raster.width}px;height=${raster.height}px`;
  return `\u001b]1337;File=inline=1;${size}:${png.toString('base64')}\u0007\n`;
}

/** Kitty takes at most 4096 characters at a time. */
const KITTY_CHUNK = 4096;

function kitty(base64: string): string {
  let text = '';
  for (let at = 0; at < base64.length; at += KITTY_CHUNK) {
    const more = at + KITTY_CHUNK < base64.length ? 1 : 0;
    const head = at === 0 ? `a=T,f=100,q=2,m=${more}` : `m=${more}`;
    text += `\u001b_G${head};${base64.slice(at, at + KITTY_CHUNK)}\u001b\\`;
  }
  return text;
}
