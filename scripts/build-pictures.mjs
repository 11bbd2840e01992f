// Draws docs/pictures/ from docs/pictures/reviews.json (built first: npm run build). The pictures
// are the same bytes on every machine; test/picture/pictures.test.ts compares them.
import { readFileSync, writeFileSync } from 'node:fs';
import { reviewScreens } from '../build/picture/review-pictures.js';
import { pictureOf, sheetOf } from '../build/picture/screen-files.js';
import { framed } from '../build/simulator/screens/draw/framed.js';
import { drawScreen } from '../build/simulator/screens/draw/screen.js';
import { screenText } from '../build/simulator/screens/ui.js';

const FOLDER = new URL('../docs/pictures/', import.meta.url);
const MODEL_NAMES = {
  nanosp: 'Nano S Plus',
  nanox: 'Nano X',
  stax: 'Stax',
  flex: 'Flex',
  apex_p: 'Apex',
};
const USAGE = [
  'exchange-sim screens --flow sell --email user@example.com --model stax',
  'exchange-sim screens --cross-seed ADDRESS --format png --out pictures',
  'exchange-sim screens --status signed --format svg --sheet --out review.svg',
  'exchange-sim screens --format png --frame --model flex --out pictures',
  'exchange-sim screens --json',
  '',
  "import { renderReview } from 'exchange-sim/picture';",
  "const files = await renderReview(facts, { models: ['stax'], format: 'png' });",
];
const reviews = JSON.parse(readFileSync(new URL('reviews.json', FOLDER), 'utf8'));

const lines = [
  '# What the user sees',
  '',
  'Drawn by `npm run generate pictures` from [reviews.json](reviews.json): every page of five',
  'reviews on all five models. The screens are the device’s own, pixel by pixel (Stax and Flex made smaller); the bodies',
  'around them are our drawings. Below each picture stands its text. The npm package has two of the pictures; all of',
  'them are in the repository, and `exchange-sim screens --format png --out FOLDER` draws any.',
];
for (const { name, title, facts } of reviews) {
  const uis = reviewScreens(facts);
  writeFileSync(new URL(`${name}.png`, FOLDER), await pictureOf(await sheetOf(title, uis), 'png'));
  lines.push('', `## ${title}`, '', `![${title}, all pages on five devices](${name}.png)`, '');
  lines.push('<details><summary>The same as text</summary>', '');
  for (const [model, label] of Object.entries(MODEL_NAMES)) {
    const own = uis.filter((ui) => ui.context.model === model);
    lines.push(`${label}`, '', ...own.map((ui) => `    ${screenText(ui).join(' | ')}`), '');
  }
  lines.push('</details>');
}
for (const model of ['nanosp', 'stax']) {
  const [, ui] = reviewScreens(reviews[0].facts, { models: [model] });
  const png = await pictureOf(framed(model, await drawScreen(ui)), 'png');
  writeFileSync(new URL(`framed-${model}.png`, FOLDER), png);
}
lines.push(
  '',
  '## Within a device',
  '',
  '![Nano S Plus: the name of the partner](framed-nanosp.png)',
  '',
);
lines.push('![Stax: partner, amounts and fees](framed-stax.png)', '');
lines.push('## Your own', '', ...USAGE.map((line) => (line === '' ? '' : `    ${line}`)), '');
writeFileSync(new URL('README.md', FOLDER), lines.join('\n'));
