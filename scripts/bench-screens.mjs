// Times of drawing, on the built package: a whole review as text and as contact sheets.
// `screensFigures()` is for scripts/bench.mjs; run alone it prints them.
import { MODELS } from '../build/device.js';
import { reviewScreens } from '../build/picture/review-pictures.js';
import { pictureOf, screenFiles, sheetOf } from '../build/picture/screen-files.js';
import { screenText } from '../build/simulator/screens/ui.js';

const FACTS = {
  kind: 'swap',
  from: 'ETH',
  to: 'BTC',
  partner: 'Test partner',
  send: '0.25 ETH',
  receive: '0.01 BTC',
  fees: '0.00042 ETH',
  estimated: false,
  crossSeedAddress: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
};

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function timed(runs, work) {
  const times = [];
  for (let i = 0; i < runs; i++) {
    const before = performance.now();
    await work();
    times.push(performance.now() - before);
  }
  return median(times);
}

/** Five sheets, one for each model; `scale` pixels for one of the display. */
async function sheets(scale) {
  let bytes = 0;
  for (const model of MODELS) {
    const options = scale === undefined ? {} : { scale };
    const sheet = await sheetOf(model, reviewScreens(FACTS, { models: [model] }), options);
    bytes += (await pictureOf(sheet, 'png')).length;
  }
  return bytes;
}

/** Milliseconds. */
export async function screensFigures() {
  const start = performance.now();
  await sheets();
  const firstSheets = performance.now() - start;
  for (let i = 0; i < 200; i++) reviewScreens(FACTS, { models: ['stax'] }).map(screenText);
  const text = [];
  for (const model of MODELS) {
    text.push(await timed(200, () => reviewScreens(FACTS, { models: [model] }).map(screenText)));
  }
  return {
    reviewAsTextSlowestModel: Math.max(...text),
    fiveSheetsCold: firstSheets,
    fiveSheets: await timed(5, () => sheets()),
    fiveSheetsAtFullSize: await timed(3, () => sheets(1)),
    allScreensAsSvg: await timed(5, () => screenFiles(reviewScreens(FACTS), 'svg')),
  };
}

if (import.meta.filename === process.argv[1]) {
  for (const [name, ms] of Object.entries(await screensFigures())) {
    console.log(`${name.padEnd(28)} ${ms.toFixed(2)} ms`);
  }
}
