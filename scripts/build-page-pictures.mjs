// Takes the pictures of the page in docs/pictures: `node scripts/build-page-pictures.mjs` after a
// build. Needs Chromium (CHROMIUM_PATH, or /usr/bin/chromium).
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { DeviceRack } from '../build/server/device-rack.js';
import { startServer } from '../build/server/node-server.js';

const SIZE = { width: 1280, height: 800 };

const target = (name) => fileURLToPath(new URL(`../docs/pictures/${name}`, import.meta.url));

const rack = new DeviceRack();
rack.create({ model: 'nanosp' }, 'nano');
rack.create({ model: 'stax' }, 'stax');
const server = await startServer({
  rack,
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
  await page.screenshot({ path: target(name) });
  await context.close();
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
