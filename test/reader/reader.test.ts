/** The reader as `npm run build` makes it and `page` writes it: opened from a file, without a network. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../cli/command-line.js';
import { BROWSER_PATH, NO_BROWSER, TWICE } from '../server/page-browser.js';

const GOLDEN = new URL('../golden/', import.meta.url);
const golden = (path: string) => readFileSync(new URL(path, GOLDEN));

describe.skipIf(NO_BROWSER !== undefined)('the reader in a browser', TWICE, () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-reader-'));
  const file = join(folder, 'reader.html');
  const url = pathToFileURL(file).href;

  beforeAll(async () => {
    expect(await run(['page', '--out', file])).toMatchObject({ code: 0 });
    browser = await chromium.launch({
      executablePath: BROWSER_PATH,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(scheme: 'light' | 'dark' = 'light', width = 1280): Promise<Page> {
    const context = await browser.newContext({
      colorScheme: scheme,
      viewport: { width, height: 900 },
      offline: true,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const problems: string[] = [];
    const requests: string[] = [];
    page.on('console', (one) => {
      if (['error', 'warning'].includes(one.type())) problems.push(one.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    onTestFinished(async () => {
      await context.close();
      expect(problems).toEqual([]);
      const elsewhere = requests.filter((one) => one !== url && !one.startsWith('data:'));
      expect(elsewhere).toEqual([]);
    });
    await page.goto(url);
    return page;
  }

  async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
    const dataTransfer = await page.evaluateHandle(
      ([file, base64]) => {
        const all = Uint8Array.from(atob(base64 ?? ''), (char) => char.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([all], file ?? ''));
        return transfer;
      },
      [name, Buffer.from(bytes).toString('base64')],
    );
    await page.dispatchEvent('body', 'drop', { dataTransfer });
    await page
      .locator('#result-title', { hasText: name })
      .filter({ hasNotText: 'Reading' })
      .waitFor();
  }

  it('decodes a dropped log, step by step, with the screens', async () => {
    const page = await open();
    await drop(page, 'swap.apdu', golden('suite-nanosp/ethereum-swap_ui_only.apdu'));
    const steps = page.locator('.steps button');
    expect(await steps.count()).toBe(9);
    await steps.first().focus();
    for (let at = 0; at < 4; at++) await page.keyboard.press('ArrowDown');
    await page.locator('.detail', { hasText: 'amount_to_wallet' }).waitFor();
    expect(await page.locator('.detail').textContent()).toContain('0.04696614 ETH');
    await page.keyboard.press('End');
    await page.locator('.detail .screens img').first().waitFor();
    const texts = await page
      .locator('.detail .screens img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).alt));
    expect(texts.join('\n')).toContain('0.04696614 ETH');
  });

  it('reads a gzip archive and a log of another tool', async () => {
    const page = await open();
    await drop(page, 'swap.apdu.gz', golden('logs/files/gzipped-swap.apdu.gz'));
    expect(await page.locator('.steps button').count()).toBe(12);
  });

  it("judges a dropped provider's answer", async () => {
    const page = await open();
    const answer = golden('fixtures/mistake-fixtures.json');
    const [first] = JSON.parse(answer.toString()).fixtures;
    await drop(page, 'answer.json', new TextEncoder().encode(JSON.stringify(first)));
    await page.locator('#result h3').waitFor();
    expect(await page.locator('#result h3').textContent()).toMatch(/device|Nobody/);
  });

  it('shows no private key', async () => {
    const page = await open();
    const key = '7f'.repeat(32);
    await page
      .locator('#file')
      .setInputFiles({ name: 'key.txt', mimeType: 'text/plain', buffer: Buffer.from(`${key}\n`) });
    await page.locator('#trouble', { hasText: 'looks like a key' }).waitFor();
    expect(await page.locator('body').innerHTML()).not.toContain('7f7f7f');
  });

  it('says what cannot be read', async () => {
    const page = await open();
    await drop(page, 'poem.txt', new TextEncoder().encode('No bytes pass here at all.'));
    expect(await page.locator('#result').textContent()).toContain('expected');
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)('passes axe: %s, %i pixels', async (scheme, width) => {
    const page = await open(scheme, width);
    await drop(page, 'swap.apdu', golden('suite-nanosp/ethereum-swap_ui_only.apdu'));
    // The policy lets no script be added: axe comes through the debugger.
    const found = await page.evaluate(
      `${axe.source}; axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ')))`,
    );
    expect(found).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
  });
});
