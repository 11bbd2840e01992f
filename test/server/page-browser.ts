/**
 * The page in a real browser, for tests: Chromium where it is installed, the page's script
 * bundled afresh, and everything noted that a page should not do.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { type ServeChanges, type Served, serve } from './serve.js';

export const BROWSER_PATH = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/**
 * Why the browser tests cannot run; undefined when they can. On CI they must: there they run and
 * fail.
 */
export const NO_BROWSER: string | undefined =
  existsSync(BROWSER_PATH) || process.env.CI === 'true'
    ? undefined
    : `skipped: there is no Chromium at ${BROWSER_PATH} (apt-get install chromium, or set CHROMIUM_PATH)`;

/**
 * For `describe`: a browser on a busy machine may lose an event between two frames. What is broken
 * fails twice; a test that needed it is reported as such.
 */
export const TWICE = { retry: 1 } as const;

export const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface OpenPage {
  readonly page: Page;
  readonly served: Served;
  /** Console errors and warnings, exceptions, failed requests. */
  readonly problems: readonly string[];
  /** Addresses of all requests. */
  readonly requests: readonly string[];
}

export interface OpenOptions extends ServeChanges {
  readonly context?: BrowserContextOptions;
  /** Behind the server's address. */
  readonly path?: string;
  /** What the browser may say of answers that refuse something. */
  readonly expected?: RegExp;
}

/** Call in a `describe`: opens the browser for its tests. A page is checked when its test ends. */
export function browserTests() {
  let browser: Browser;
  let script: string;

  beforeAll(async () => {
    script = await bundledScript('server/page/client/main.ts');
    // Playwright gives each launch a new, empty profile folder.
    browser = await chromium.launch({
      executablePath: BROWSER_PATH,
      headless: true,
      args: ARGUMENTS,
    });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
  });

  async function open(options: OpenOptions = {}): Promise<OpenPage> {
    const { context: look, path = '/', expected, ...changes } = options;
    const served = await serve({ page: async () => script, ...changes });
    const context = await browser.newContext({ reducedMotion: 'reduce', ...look });
    context.setDefaultTimeout(10_000);
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
      expect(problems.filter((text) => expected?.test(text) !== true)).toEqual([]);
      const own = (url: string) => url.startsWith(`${served.url}/`) || url.startsWith('blob:');
      expect(requests.filter((url) => !own(url))).toEqual([]);
    });
    await page.goto(served.url + path);
    await page.locator('#connection[data-live=yes]').waitFor();
    return { page, served, problems, requests };
  }

  return { open };
}

/** A page's script, bundled afresh as the build does it. @param main module that begins, below src/. */
export async function bundledScript(main: string): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL(`../../src/${main}`, import.meta.url)),
    platform: 'browser',
  });
  const { output } = await bundle.generate({ format: 'iife', codeSplitting: false });
  await bundle.close();
  return output[0].code;
}

/** A file falls onto the page. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ''], file ?? ''));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer });
}

/** Where a pixel of the device is on the page, once the picture that is asked for has come. */
export async function placeOf(page: Page, x: number, y: number): Promise<[number, number]> {
  const screen = page.locator('#screen');
  await screen.scrollIntoViewIfNeeded();
  const box = await screen.evaluate(async (image: HTMLImageElement) => {
    // A picture has no size before it is read, nor has one that replaces it.
    while (!image.complete || image.naturalWidth === 0) await new Promise(requestAnimationFrame);
    const { x, y, width, height } = image.getBoundingClientRect();
    return { x, y, scaleX: width / image.naturalWidth, scaleY: height / image.naturalHeight };
  });
  return [box.x + (x + 0.5) * box.scaleX, box.y + (y + 0.5) * box.scaleY];
}
