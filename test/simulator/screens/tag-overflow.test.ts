/**
 * Names of rows on a Nano that run out of their buffer into the style of the row: boxes of the text
 * events, as the real app in the real emulator draws them (recordings in test/golden/found-nanosp).
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { deviceSetup } from '../../../src/capture/device-setup.js';
import { parseRecording } from '../../../src/capture/format.js';
import type { TextLine } from '../../../src/device.js';
import type { UiView } from '../../../src/simulator/screens/ui.js';
import { createSimulator } from '../../../src/simulator/simulator.js';

const FOUND = new URL('../../golden/found-nanosp/', import.meta.url);

/** The events of every screen of a recording. */
async function screensOf(name: string): Promise<(readonly TextLine[])[]> {
  const file = `${name}.apdu`;
  const recording = parseRecording(readFileSync(new URL(file, FOUND), 'utf8'), file);
  const device = createSimulator(deviceSetup(recording, {}));
  const screens: (readonly TextLine[])[] = [];
  device.screen.onChange((view) => void screens.push((view as UiView).events));
  for (const event of recording.events) {
    if (event.kind === 'command') {
      const answer = device.exchange(event.apdu);
      answer.catch(() => {});
      await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 5))]);
    }
    if (event.kind === 'press') await device.screen.press(event.button);
  }
  await device.close();
  return screens;
}

const box = ({ text, x, y, w, h }: TextLine) => [text, x, y, w, h];

it('a tag of 24 bytes makes its row regular: narrower, and its block as high as its lines', async () => {
  const screens = await screensOf('nano-tag-regular-font-utf8');
  const titles = screens.map(([first]) => box(first!)).filter(([text]) => /^To /.test(`${text}`));
  expect(titles).toContainEqual(['To Yvm...cV (1/2)', 23, 5, 84, 12]);
  expect(titles).toContainEqual(['To Yvm...cV (2/2)', 23, 19, 84, 12]);
});

it('so does a tag with line breaks', async () => {
  const screens = await screensOf('nano-tag-regular-font-newline');
  const page = screens.find(([first]) => first?.text === 'To iaia')!;
  expect(page.map(box)).toEqual([
    ['To iaia', 48, 1, 33, 65545],
    ['a', 63, 15, 4, 6],
    ['...', 61, 48, 7, 1],
    ['x', 63, 59, 4, 6],
  ]);
});

it('a tag that begins above the screen stands far below it', async () => {
  const screens = await screensOf('nano-tag-regular-font-short-name');
  const page = screens.find(([first]) => first?.text === 'To a')!;
  expect(page.map(box)).toEqual([
    ['To a', 54, 65520, 21, 12],
    [' (1/...o a', 43, 12, 41, 12],
    ['WWWWWWWWWWW', 10, 43, 110, 8],
    ['WWWWWWWWWWW', 10, 57, 110, 8],
    ['WWWWWWWWWWW', 10, 71, 110, 8],
  ]);
});
