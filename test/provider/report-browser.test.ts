/** The HTML report in a real browser, without a network: axe, light and dark, and narrow. */
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlReport } from '../../src/provider/report/html.js';
import { NO_BROWSER, TWICE } from '../server/page-browser.js';
import { finishedRun } from './fixtures.js';

if (NO_BROWSER !== undefined) console.warn(`test/provider/report-browser.test.ts ${NO_BROWSER}`);

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

describe.skipIf(NO_BROWSER !== undefined)('the HTML report', TWICE, () => {
  let browser: Browser;
  let text: string;

  beforeAll(async () => {
    text = await htmlReport(await finishedRun());
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser?.close());

  async function open(colorScheme: 'light' | 'dark', width: number) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height: 900 },
      offline: true,
      // Only so that axe can be put into the page.
      bypassCSP: true,
    });
    const page = await context.newPage();
    const requests: string[] = [];
    const problems: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    await page.setContent(text);
    return { page, context, requests, problems };
  }

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    return page.evaluate(async () => {
      for (const one of document.querySelectorAll('details')) one.open = true;
      const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') };
      const { violations: found } = await checker.run(document);
      return found.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
      );
    });
  }

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 320],
  ] as const)('axe has nothing against it, %s, %i wide', async (scheme, width) => {
    const { page, context, requests, problems } = await open(scheme, width);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    );
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('draws its pictures', async () => {
    const { page, context } = await open('light', 1280);
    const sizes = await page.evaluate(() =>
      [...document.images].map(({ naturalWidth, complete }) => complete && naturalWidth > 0),
    );
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes).not.toContain(false);
    await context.close();
  });

  it('shows on paper what is folded on screen', async () => {
    const { page, context } = await open('dark', 1280);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = false;
    });
    await page.emulateMedia({ media: 'print' });
    const shown = await page.evaluate(() => {
      const inside = document.querySelector('#call-1')!;
      const { backgroundColor } = getComputedStyle(document.body);
      return { height: inside.getBoundingClientRect().height, backgroundColor };
    });
    expect(shown.height).toBeGreaterThan(50);
    expect(shown.backgroundColor).toBe('rgb(255, 255, 255)');
    await context.close();
  });
});
