/** A drawing as SVG: paths only, no font, no script, no style, the same bytes everywhere. */
import { type Colour, type Drawing, decimal, type Inset, type Shape } from './drawing.js';

/** A whole SVG document. */
export function svgOf(drawing: Drawing): string {
  const { width, height } = drawing;
  const size = `width="${decimal(width)}" height="${decimal(height)}"`;
  return `${element(drawing, `xmlns="http://www.w3.org/2000/svg" ${size}`, 'img')}\n`;
}

function element(drawing: Drawing, attributes: string, role: 'img' | 'group'): string {
  const { width, height, title, description, background, crisp, parts } = drawing;
  const box = `viewBox="0 0 ${decimal(width)} ${decimal(height)}"`;
  // Squares of pixel art must not be smoothed into each other.
  const rendering = crisp === true ? ' shape-rendering="crispEdges"' : '';
  const words = description.length === 0 ? '' : `<desc>${escaped(description.join('\n'))}</desc>`;
  return [
    `<svg ${attributes} ${box} role="${role}"${rendering}>`,
    `<title>${escaped(title)}</title>${words}`,
    `<path fill="${colour(background)}" d="M0 0h${decimal(width)}v${decimal(height)}H0z"/>`,
    ...parts.map((part) => ('path' in part ? shape(part) : inset(part))),
    '</svg>',
  ].join('\n');
}

function shape({ path, fill, x = 0, y = 0, scale = 1 }: Shape): string {
  const moves: string[] = [];
  if (x !== 0 || y !== 0) moves.push(`translate(${decimal(x)} ${decimal(y)})`);
  if (scale !== 1) moves.push(`scale(${scale})`);
  const transform = moves.length === 0 ? '' : ` transform="${moves.join(' ')}"`;
  return `<path fill="${colour(fill)}"${transform} d="${path}"/>`;
}

/** An `svg` element of its own cuts what sticks out of the inner drawing. */
function inset({ drawing, x, y, scale }: Inset): string {
  const place = `x="${decimal(x)}" y="${decimal(y)}"`;
  const size = `width="${decimal(drawing.width * scale)}" height="${decimal(drawing.height * scale)}"`;
  return element(drawing, `${place} ${size}`, 'group');
}

function colour(value: Colour): string {
  return `#${value.toString(16).padStart(6, '0')}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Anyone's text as XML text; what XML cannot hold at all (controls, lone surrogates) becomes U+FFFD. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
