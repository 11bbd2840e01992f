// Writes src/simulator/screens/draw/glyphs/ from the fonts of @fontsource (SIL Open Font License):
// outlines for SVG; build-pixels.mjs writes the letters of displays without greys. Needed only when a
// font or a weight changes: the result is committed, and what it takes is no dependency of this
// package. Before:
//   npm install --no-save opentype.js@2.0.0 @fontsource/inter@5.3.0 @fontsource/open-sans@5.3.0
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype from 'opentype.js';

const FOLDER = new URL('../src/simulator/screens/draw/glyphs/', import.meta.url);
const require = createRequire(import.meta.url);
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
  return DISAMBIGUATED[char]?.(font) ?? { commands: path.commands, advance: advanceWidth };
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

mkdirSync(FOLDER, { recursive: true });
for (const [name, weight] of [
  ['regular', 400],
  ['medium', 500],
  ['semibold', 600],
]) {
  writeOutlines(name, weight);
}
for (const family of ['inter', 'open-sans']) {
  const licence = readFileSync(require.resolve(`@fontsource/${family}/LICENSE`));
  writeFileSync(new URL(`LICENSE-${family}.txt`, FOLDER), licence);
}
execFileSync('npx', ['biome', 'format', '--write', FOLDER.pathname], { stdio: 'inherit' });
