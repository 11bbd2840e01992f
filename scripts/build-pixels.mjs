// Writes src/simulator/screens/pixels/data/: letters and furniture of each display, pixel by pixel, as
// measured in pictures of the emulator's screens. Needed only when a display, a font or an icon
// changes. Before: npm run build (the boxes of the characters come from it). Then
//   node scripts/build-pixels.mjs FOLDER
// where FOLDER has, for each display, glyphs-MODEL.json (fonts, characters, rows of levels) and
// furniture-MODEL.json (pieces of ink: width, height, places, rows or rectangles of levels).
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { likelyLevels } from './grey-levels.mjs';
import { PIECES } from './pixel-pieces.mjs';

const FOLDER = new URL('../src/simulator/screens/pixels/data/', import.meta.url);
const DISPLAYS = { nano: 'nanosp', stax: 'stax', flex: 'flex', apex: 'apex_p' };
const CHARS = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i));
const LETTERS = 'ghijklmnopqrstuvwxyz';
const SHORTEST_RUN = 3;

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('give the folder with glyphs-MODEL.json and furniture-MODEL.json\n');
  process.exit(2);
}
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** Rows of `.` and `#`, or of hexadecimal levels, as one text: see `bitmap.ts`. */
function packed(rows) {
  const levels = rows.join('').replaceAll('#', 'f').replaceAll('.', '0');
  return levels.replace(/(.)\1*/g, (run, level) => {
    let text = '';
    for (let left = run.length; left > 0; ) {
      const count = Math.min(left, SHORTEST_RUN + LETTERS.length - 1);
      text += count < SHORTEST_RUN ? level.repeat(count) : level + LETTERS[count - SHORTEST_RUN];
      left -= count;
    }
    return text;
  });
}

function head(what) {
  return `/**\n * ${what}, measured in pictures of its screens.\n * Written by scripts/build-pixels.mjs; do not edit.\n */\n`;
}

const quoted = (text) => `'${text}'`;

function writeGlyphs(display, model) {
  const { fonts } = read(`glyphs-${model}.json`);
  const family = display === 'nano' ? 'Open Sans' : 'Inter';
  const licence = family.toLowerCase().replace(' ', '-');
  let text = head(
    `Letters 0x20..0x7e of this display (${family}, SIL Open Font License 1.1:\n * draw/glyphs/LICENSE-${licence}.txt)`,
  );
  text += "import type { GlyphLevels } from '../bitmap.js';\n";
  for (const [font, { glyphs }] of Object.entries(fonts)) {
    const rows = CHARS.map((char) => {
      const { rows, source, dx, dy } = glyphs[char];
      if (rows === null) return '';
      return packed(source === 'grey' ? likelyLevels(display, font, char, rows, dx, dy) : rows);
    });
    text += `\nexport const ${font.toUpperCase()}: GlyphLevels = [\n`;
    text += `${rows.map((row) => `  ${quoted(row)},\n`).join('')}];\n`;
  }
  writeFileSync(new URL(`${display}-glyphs.ts`, FOLDER), text);
}

function writePieces(display, model) {
  const found = read(`furniture-${model}.json`);
  let text = head('Icons, arrows and buttons of this display');
  const names = Object.keys(PIECES[display]).map(quoted).join(' | ');
  text += "import type { PieceData } from '../bitmap.js';\n\n";
  text += `export const PIECES: Readonly<Record<${names}, PieceData>> = {\n`;
  for (const [name, { origin = [0, 0], ink }] of Object.entries(PIECES[display])) {
    const parts = ink.map(([w, h, x, y, page]) => {
      const [piece, another] = found
        .filter((p) => p.w === w && p.h === h && (page === undefined || page in p.kinds))
        .filter((p) => p.at.some(([px, py]) => px === x && py === y));
      if (piece === undefined || another !== undefined)
        throw new Error(`${model} ${name}: not one ${w}x${h} at ${x},${y}`);
      return { x: x - origin[0], y: y - origin[1], w, h, rows: levelRows(piece) };
    });
    const { x, y, w, h, rows } = joined(parts);
    const data = `x: ${x}, y: ${y}, width: ${w}, height: ${h}, levels: ${quoted(packed(rows))}`;
    text += `  ${quoted(name)}: { ${data} },\n`;
  }
  text += '};\n';
  writeFileSync(new URL(`${display}-pieces.ts`, FOLDER), text);
}

/** Rows of a piece, with level 0 for `.` and f for `#`. */
function levelRows({ w, h, rows, rectangles }) {
  if (rows) return rows.map((row) => row.replaceAll('#', 'f').replaceAll('.', '0'));
  const grid = Array.from({ length: h }, () => new Array(w).fill('0'));
  for (const [x, y, width, height, level, step = 1] of rectangles) {
    for (let row = y; row < y + height; row++) {
      for (let column = x; column < x + width; column += step) {
        grid[row][column] = level.toString(16);
      }
    }
  }
  return grid.map((row) => row.join(''));
}

/** Several pieces as one; they do not touch. */
function joined(parts) {
  const x = Math.min(...parts.map((part) => part.x));
  const y = Math.min(...parts.map((part) => part.y));
  const w = Math.max(...parts.map((part) => part.x + part.w)) - x;
  const h = Math.max(...parts.map((part) => part.y + part.h)) - y;
  const grid = Array.from({ length: h }, () => new Array(w).fill('0'));
  for (const part of parts) {
    for (const [row, levels] of part.rows.entries()) {
      for (const [column, level] of [...levels].entries()) {
        if (level !== '0') grid[part.y - y + row][part.x - x + column] = level;
      }
    }
  }
  return { x, y, w, h, rows: grid.map((row) => row.join('')) };
}

mkdirSync(FOLDER, { recursive: true });
for (const [display, model] of Object.entries(DISPLAYS)) {
  writeGlyphs(display, model);
  writePieces(display, model);
}
execFileSync('npx', ['biome', 'format', '--write', FOLDER.pathname], { stdio: 'inherit' });
