// Writes src/simulator/screens/draw/glyphs/ from the fonts of @fontsource (SIL Open Font License).
// Needed only when a font, a weight or a display changes: the result is committed, and what it takes
// is no dependency of this package. Before:
//   npm run build      (the boxes of the devices' characters come from it)
//   npm install --no-save opentype.js@2.0.0 @fontsource/inter@5.3.0 @fontsource/open-sans@5.3.0
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype from 'opentype.js';
import * as apex from '../dist/simulator/screens/fonts/apex.js';
import * as nano from '../dist/simulator/screens/fonts/nano.js';
import * as touchUps from './nano-touch-ups.mjs';

const FOLDER = new URL('../src/simulator/screens/draw/glyphs/', import.meta.url);
const require = createRequire(import.meta.url);
/** Samples taken along each side of a pixel. */
const SAMPLES = 8;
const FIRST_CHAR = 0x20;
const LAST_CHAR = 0x7e;
const CHARS = Array.from({ length: LAST_CHAR - FIRST_CHAR + 1 }, (_, i) =>
  String.fromCharCode(FIRST_CHAR + i),
);

function load(family, weight) {
  const path = `@fontsource/${family}/files/${family}-latin-${weight}-normal.woff`;
  const bytes = readFileSync(require.resolve(path));
  return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** A character as the devices write it: in font units, y upwards. */
function glyphOf(font, char) {
  const { path, advanceWidth } = font.charToGlyph(char);
  const isInter =
    font.unitsPerEm === 2048 && font.names.windows?.fontFamily?.en?.startsWith('Inter');
  const own = isInter ? DISAMBIGUATED[char]?.(font) : undefined;
  return own ?? { commands: path.commands, advance: advanceWidth };
}

function pathOf(font, char) {
  const path = new opentype.Path();
  path.commands = glyphOf(font, char).commands.map((command) => {
    const turned = { ...command };
    for (const y of ['y', 'y1']) if (y in turned) turned[y] = -turned[y];
    return turned;
  });
  return path;
}

/**
 * The devices tell I, l and 1 apart: I has bars, l has a tail. The packaged fonts lack these forms,
 * so they are drawn here around Inter's own stem.
 */
const DISAMBIGUATED = {
  I(font) {
    const { x1, x2, y2 } = font.charToGlyph('I').path.getBoundingBox();
    const stem = x2 - x1;
    const [left, right] = [68, 836];
    const middle = (left + right) / 2;
    const bar = stem * 0.93;
    const bars = [box(left, y2 - bar, right, y2), box(left, 0, right, bar)];
    const commands = [...bars.flat(), ...box(middle - stem / 2, 0, middle + stem / 2, y2)];
    return { commands, advance: 940 };
  },
  l(font) {
    const { x1, x2, y2 } = font.charToGlyph('l').path.getBoundingBox();
    const left = 150;
    const right = left + (x2 - x1);
    const tail = (x2 - x1) * 0.87;
    const end = right + 180;
    const commands = [
      { type: 'M', x: left, y: y2 },
      { type: 'L', x: right, y: y2 },
      { type: 'L', x: right, y: tail + 90 },
      { type: 'Q', x1: right, y1: tail, x: right + 90, y: tail },
      { type: 'L', x: end, y: tail },
      { type: 'L', x: end, y: 0 },
      { type: 'L', x: right + 40, y: 0 },
      { type: 'Q', x1: left, y1: 0, x: left, y: tail + 60 },
      { type: 'Z' },
    ];
    return { commands, advance: 540 };
  },
};

function box(left, bottom, right, top) {
  return [
    { type: 'M', x: left, y: top },
    { type: 'L', x: right, y: top },
    { type: 'L', x: right, y: bottom },
    { type: 'L', x: left, y: bottom },
    { type: 'Z' },
  ];
}

function head(what, family, licence) {
  return [
    `/**\n * ${what}\n`,
    ` * Copyright The ${family} Project Authors, SIL Open Font License 1.1: LICENSE-${licence}.txt.\n`,
    ' * Written by scripts/build-glyphs.mjs; do not edit.\n */\n',
  ].join('');
}

/** Outlines in font units, y downwards, every step relative: a glyph can begin anywhere. */
function writeOutlines(name, weight) {
  const font = load('inter', weight);
  const glyphs = CHARS.map((char) => glyphOf(font, char));
  const constant = `INTER_${name.toUpperCase()}`;
  const lines = [
    head(`Outlines of Inter ${weight}, 0x20..0x7e.`, 'Inter', 'inter'),
    "import type { Outlines } from '../glyph.js';\n",
    `\nexport const ${constant}: Outlines = {\n`,
    `  unitsPerEm: ${font.unitsPerEm},\n`,
    `  advances: [${glyphs.map((glyph) => Math.round(glyph.advance)).join(', ')}],\n`,
    '  paths: [\n',
    ...glyphs.map((glyph) => `    '${relativePath(glyph.commands)}',\n`),
    '  ],\n};\n',
  ];
  writeFileSync(new URL(`inter-${name}.ts`, FOLDER), lines.join(''));
}

function relativePath(commands) {
  let path = '';
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const step = (letter, ...points) => {
    const numbers = points.flatMap(([px, py]) => [px - x, py - y]);
    path += letter + numbers.map((n, i) => (i > 0 && n >= 0 ? ` ${n}` : `${n}`)).join('');
    [x, y] = points.at(-1);
  };
  for (const command of commands) {
    const at = [Math.round(command.x), -Math.round(command.y)];
    switch (command.type) {
      case 'M':
        step('m', at);
        [startX, startY] = [x, y];
        break;
      case 'L':
        if (at[0] === x) path += `v${at[1] - y}`;
        else if (at[1] === y) path += `h${at[0] - x}`;
        else step('l', at);
        [x, y] = at;
        break;
      case 'Q':
        step('q', [Math.round(command.x1), -Math.round(command.y1)], at);
        break;
      case 'Z':
        path += 'z';
        [x, y] = [startX, startY];
        break;
      default:
        throw new Error(`an outline has a ${command.type}`);
    }
  }
  return path;
}

/** Glyphs of one bit per pixel: an outline stretched to the box of the device's own bitmap. */
function writePixels(display, family, fonts) {
  const lines = [
    head(
      `${family} as pixels for displays of one bit per pixel: ${display}, 0x20..0x7e.`,
      family,
      family.toLowerCase().replace(' ', '-'),
    ),
    "import type { PixelGlyphs } from '../glyph.js';\n",
  ];
  for (const [name, data, font, threshold, byHand = {}] of fonts) {
    const rows = CHARS.map((char, i) => {
      const [, , width, height] = data.boxes.slice(4 * i, 4 * i + 4);
      if (char in byHand) return handRows(byHand[char], char, width, height);
      return char === ' ' ? '' : hexRows(pathOf(font, char), width, height, threshold);
    });
    lines.push(`\nexport const ${name}: PixelGlyphs = [\n`);
    lines.push(...rows.map((row) => `  '${row}',\n`), '];\n');
  }
  writeFileSync(new URL(`pixels-${display}.ts`, FOLDER), lines.join(''));
}

function handRows(rows, char, width, height) {
  if (rows.length !== height || rows.some((row) => row.length !== width)) {
    throw new Error(`${char} drawn by hand must be ${width} by ${height}`);
  }
  const bits = (row) => Number.parseInt(row.replaceAll('#', '1').replaceAll('.', '0'), 2);
  return rows.map((row) => bits(row).toString(16)).join(' ');
}

/** Each row of the box as a hexadecimal number, highest bit left. */
function hexRows(path, width, height, threshold) {
  const box = path.getBoundingBox();
  const scaleX = width / (box.x2 - box.x1);
  const scaleY = height / (box.y2 - box.y1);
  const lines = flattened(path.commands).map(([x0, y0, x1, y1]) => [
    (x0 - box.x1) * scaleX,
    (y0 - box.y1) * scaleY,
    (x1 - box.x1) * scaleX,
    (y1 - box.y1) * scaleY,
  ]);
  const covered = new Float64Array(width * height);
  for (let sample = 0; sample < height * SAMPLES; sample++) {
    const y = (sample + 0.5) / SAMPLES;
    const crossings = lines
      .filter(([, y0, , y1]) => y0 <= y !== y1 <= y)
      .map(([x0, y0, x1, y1]) => [x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), y1 > y0 ? 1 : -1])
      .sort((a, b) => a[0] - b[0]);
    let winding = 0;
    for (const [i, [from, direction]] of crossings.entries()) {
      winding += direction;
      const to = crossings[i + 1]?.[0];
      if (winding === 0 || to === undefined) continue;
      for (let x = Math.max(0, Math.floor(from)); x < Math.min(width, to); x++) {
        const part = Math.min(to, x + 1) - Math.max(from, x);
        covered[Math.floor(sample / SAMPLES) * width + x] += part / SAMPLES;
      }
    }
  }
  const rows = Array.from({ length: height }, (_, y) => {
    let bits = 0;
    for (let x = 0; x < width; x++) bits = bits * 2 + (covered[y * width + x] >= threshold ? 1 : 0);
    return bits.toString(16);
  });
  return rows.join(' ');
}

function flattened(commands) {
  const lines = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const to = (nextX, nextY) => {
    lines.push([x, y, nextX, nextY]);
    [x, y] = [nextX, nextY];
  };
  for (const command of commands) {
    if (command.type === 'M') [x, y, startX, startY] = [command.x, command.y, command.x, command.y];
    else if (command.type === 'L') to(command.x, command.y);
    else if (command.type === 'Z') to(startX, startY);
    else {
      const [fromX, fromY] = [x, y];
      for (let i = 1; i <= 16; i++) {
        const t = i / 16;
        const u = 1 - t;
        const at = (p0, p1, p2) => u * u * p0 + 2 * u * t * p1 + t * t * p2;
        to(at(fromX, command.x1, command.x), at(fromY, command.y1, command.y));
      }
    }
  }
  return lines;
}

mkdirSync(FOLDER, { recursive: true });
for (const [name, weight] of [
  ['regular', 400],
  ['medium', 500],
  ['semibold', 600],
]) {
  writeOutlines(name, weight);
}
// The share of a pixel's square that must be covered: for each font the one whose letters come
// closest to those of Ledger's golden images.
writePixels('nano', 'Open Sans', [
  ['SMALL', nano.REGULAR, load('open-sans', 400), 0.45, touchUps.SMALL],
  ['BOLD', nano.BOLD, load('open-sans', 800), 0.55, touchUps.BOLD],
]);
writePixels('apex', 'Inter', [
  ['SMALL', apex.SMALL, load('inter', 500), 0.4],
  ['BOLD', apex.BOLD, load('inter', 700), 0.35],
  ['LARGE', apex.LARGE, load('inter', 600), 0.55],
]);
for (const family of ['inter', 'open-sans']) {
  const licence = readFileSync(require.resolve(`@fontsource/${family}/LICENSE`));
  writeFileSync(new URL(`LICENSE-${family}.txt`, FOLDER), licence);
}
execFileSync('npx', ['biome', 'format', '--write', FOLDER.pathname], { stdio: 'inherit' });
