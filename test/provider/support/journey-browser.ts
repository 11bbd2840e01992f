/** The journey page in a real browser: its script bundled afresh, everything noted that it should not do. */
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { ARGUMENTS, BROWSER_PATH, bundledScript } from '../../server/page-browser.js';
import { Journeys, type JourneysOptions } from './journeys.js';

export interface OpenJourneys {
  readonly page: Page;
  readonly journeys: Journeys;
}

/** Call in a `describe`: opens the browser for its tests. A page is checked when its test ends. */
export function journeyBrowser() {
  let browser: Browser;
  let script: string;

  beforeAll(async () => {
    script = await bundledScript('provider/backend/page/client/main.ts');
    browser = await chromium.launch({
      executablePath: BROWSER_PATH,
      headless: true,
      args: ARGUMENTS,
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
  });

  return {
    async open(options: JourneysOptions, look: BrowserContextOptions = {}): Promise<OpenJourneys> {
      const journeys = await Journeys.open({ ...options, script: async () => script });
      const context = await browser.newContext({ reducedMotion: 'reduce', ...look });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const problems: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('request', (request) => requests.push(request.url()));
      onTestFinished(async () => {
        await context.close();
        await journeys.close();
        expect(problems).toEqual([]);
        expect(requests.filter((url) => !url.startsWith(`${journeys.url}/`))).toEqual([]);
      });
      await page.goto(`${journeys.url}/`);
      return { page, journeys };
    },
  };
}

/** Everything unfolded: what is folded away, axe does not look at. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
  });
}

/** Every rule that axe has something against, with the elements and why. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations: found } = await checker.run(document);
    return found.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => {
        const why = failureSummary.split('\n').at(1)?.trim() ?? '';
        return `${id}: ${help} · ${target.join(' ')} · ${why}`;
      }),
    );
  });
}

export const width = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth);
