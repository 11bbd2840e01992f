// Takes the pictures of the page in docs/pictures: `node scripts/build-page-pictures.mjs` after a
// build. Needs Chromium (CHROMIUM_PATH, or /usr/bin/chromium).
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { pngOf } from '../build/picture/png.js';
import { startServer } from '../build/server/node-server.js';
import { ServedDevices } from '../build/server/served-devices.js';

const SIZE = { width: 1280, height: 800 };

const target = (name) => fileURLToPath(new URL(`../docs/pictures/${name}`, import.meta.url));

const devices = new ServedDevices();
devices.create({ model: 'nanosp' }, 'nano');
devices.create({ model: 'stax' }, 'stax');
const server = await startServer({
  devices,
  apiPort: 0,
  gate: { origins: [] },
  version: '0.1.0',
  manage: true,
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
});

/** The page of one device, after `play`. */
async function picture(name, device, colorScheme, play) {
  const look = { viewport: SIZE, deviceScaleFactor: 0.75, colorScheme };
  const context = await browser.newContext({ ...look, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${server.url}/#device=${device}`);
  await page.locator('#connection[data-live=yes]').waitFor();
  await play(page);
  await page.evaluate(() => {
    document.activeElement?.blur();
    scrollTo(0, 0);
  });
  // The list of devices looks again once in a while.
  await page.waitForTimeout(2500);
  const shot = await page.screenshot();
  await context.close();
  writeFileSync(target(name), pngOf(await rasterOf(shot)));
}

/** Of each colour's 256 steps: together no more than 256 colours, which pack into a third. */
const STEP = 16;

/** The pixels of a PNG, read by the browser. */
async function rasterOf(png) {
  const blank = await browser.newPage();
  const { width, height, bytes } = await blank.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      return { width: image.width, height: image.height, bytes: [...data] };
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  await blank.close();
  const rounded = (value) => Math.min(255, Math.round(value / STEP) * STEP);
  const pixels = new Uint32Array(width * height).map((_, at) => {
    const [red, green, blue] = bytes.slice(4 * at, 4 * at + 3).map(rounded);
    return (red << 16) | (green << 8) | blue;
  });
  return { width, height, pixels };
}

await picture('page-light.png', 'stax', 'light', async (page) => {
  await page.click('#start-flow');
  await page.locator('#verdict.waiting').waitFor();
  await page.click('[data-gesture=next]');
});
await picture('page-dark.png', 'nano', 'dark', async (page) => {
  await page.selectOption('#mistake', 'nonce');
  await page.click('#start-flow');
  await page.locator('#verdict.bad').waitFor();
});
await browser.close();
await server.close();
