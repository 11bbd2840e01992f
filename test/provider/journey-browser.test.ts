/** The journey page in headless Chromium, without a network beyond the backend: light, dark, narrow. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { NO_BROWSER } from '../server/page-browser.js';
import { journeyBrowser, unfold, violations, width } from './support/journey-browser.js';

/** Only a broken test waits that long. */

if (NO_BROWSER !== undefined) console.warn(`test/provider/journey-browser.test.ts ${NO_BROWSER}`);

const LOOKS = [
  ['light', 1280],
  ['dark', 1280],
  ['light', 360],
  ['dark', 360],
] as const;

const verdict = (page: Page, kind: string) => page.locator(`#verdict.${kind}`);

/** Folded, and unfolded. */
async function isClean(page: Page, wide: number): Promise<void> {
  expect(await violations(page)).toEqual([]);
  await unfold(page);
  expect(await violations(page)).toEqual([]);
  expect(await width(page)).toBeLessThanOrEqual(wide);
}

describe.skipIf(NO_BROWSER !== undefined)('the journey page', () => {
  const { open } = journeyBrowser();
  const look = (colorScheme: 'light' | 'dark' = 'light', wide = 1280) => ({
    colorScheme,
    viewport: { width: wide, height: 900 },
  });

  it.each(LOOKS)('shows a swap from quote to status, %s, %i wide', async (scheme, wide) => {
    const { page, journeys } = await open({ product: 'swap' }, look(scheme, wide));
    await isClean(page, wide);
    await page.click('text=Run the journey');
    await page.locator('#decide').waitFor();
    expect(await verdict(page, 'waiting').textContent()).toContain('The device shows the review.');
    const pages = await page.locator('#step-review img').evaluateAll((images) =>
      Promise.all(
        (images as HTMLImageElement[]).map(async (image) => {
          await image.decode();
          return [image.alt, image.naturalWidth > 0] as const;
        }),
      ),
    );
    expect(pages.map(([alt]) => alt)).toEqual(
      expect.arrayContaining(['Send / 0.01 BTC', 'Receive / 0.247705 ETH']),
    );
    expect(pages.every(([, isDrawn]) => isDrawn)).toBe(true);
    await isClean(page, wide);
    await page.click('text=Approve on the device');
    await page.locator('#step-status.running').waitFor();
    await journeys.provider.admin.advance(200);
    await verdict(page, 'good').waitFor();
    await isClean(page, wide);
    const status = (await page.locator('#step-status').textContent()) ?? '';
    expect(status).toContain('the order is FINISHED');
    expect(status).toContain('stored: TRANSFER_IN_COMPLETED, amount 0.247705');
    expect(await page.locator('#stored').textContent()).toContain('ACCEPTED');
    await expect.poll(() => page.locator('#earlier .chip').textContent()).toBe('done');
  });

  it.each(LOOKS)('says what failed, and by which rule, %s, %i wide', async (scheme, wide) => {
    const misbehave = ['NONCE_OTHER_TRANSACTION'];
    const { page } = await open({ product: 'swap', misbehave }, look(scheme, wide));
    await page.click('text=Run the journey');
    await verdict(page, 'bad').waitFor();
    expect(await verdict(page, 'bad').textContent()).toMatch(
      /^Signed payload failed\.check: nonce family: The nonce is of another transaction/,
    );
    const device = (await page.locator('#step-device .reason').textContent()) ?? '';
    expect(device).toMatch(/^DEVICE_REFUSES: PROCESS_TRANSACTION_RESPONSE is refused with 6a82/);
    expect(await page.locator('#step-payload .differs').textContent()).toMatch(
      /^expected [0-9a-f]{64}$/,
    );
    await isClean(page, wide);
  });

  it('lets choose among quotes, with the keyboard alone', async () => {
    const { page } = await open({ product: 'swap', other: [] }, look('dark'));
    await page.focus('[name=amount]');
    await page.keyboard.type('0.02');
    await page.focus('text=Get quotes');
    await page.keyboard.press('Enter');
    await verdict(page, 'waiting').waitFor();
    await isClean(page, 1280);
    expect(await page.locator('#step-quote .offers li').allTextContents()).toEqual([
      expect.stringMatching(/^mine 0\.02 BTC give [\d.]+ ETH, fixed/),
      expect.stringMatching(/^other 0\.02 BTC give [\d.]+ ETH, fixed/),
    ]);
    await page.focus('button[data-provider=other]');
    await page.keyboard.press('Enter');
    await page.locator('#decide').waitFor();
    expect(await page.locator('#journey-facts').textContent()).toMatch(/^swap · other · /);
    await page.focus('[data-answer=reject]');
    await page.keyboard.press('Enter');
    await verdict(page, 'no').waitFor();
    expect(await page.locator('#step-status').textContent()).toContain('not reached');
    await isClean(page, 1280);
  });

  it('keeps open what was unfolded, and the focus, while the journey goes on', async () => {
    const { page } = await open({ product: 'swap' }, look());
    await page.click('text=Run the journey');
    await page.locator('#decide').waitFor();
    const pending = page.locator('#step-review details.box summary').first();
    await pending.focus();
    await page.keyboard.press('Enter');
    await page.evaluate(() => {
      const id = location.hash.slice(1);
      const headers = { 'content-type': 'application/json' };
      return fetch(`/journey/${id}/approve`, { method: 'POST', headers, body: '{}' });
    });
    await page.locator('#step-review.done').waitFor();
    const [isOpen, focused] = await page.evaluate(() => [
      document.querySelector<HTMLDetailsElement>('#step-review details.box')?.open,
      document.activeElement?.textContent,
    ]);
    expect(isOpen).toBe(true);
    expect(focused).toContain('PROMPT_UI_DISPLAY');
  });

  it('sell: a touch screen without the e-mail address, the redirect as a link', async () => {
    const { page, journeys } = await open({ product: 'sell' }, look());
    await page.selectOption('[name=model]', 'stax');
    await page.click('text=Run the journey');
    await page.locator('#decide').waitFor();
    const link = page.locator('#step-redirect a[target=_blank]');
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/provider\.example\/offramp\?/);
    expect(await link.getAttribute('rel')).toBe('noreferrer noopener');
    await unfold(page);
    expect(await page.content()).not.toContain(journeys.provider.settings.customer.email);
    expect(await page.locator('#step-review .touch img').count()).toBe(3);
    await isClean(page, 1280);
  });

  it('buy has no device: neither in the form nor among the steps', async () => {
    const { page } = await open({ product: 'buy' }, look('dark', 360));
    expect(await page.locator('[name=model]').isVisible()).toBe(false);
    await page.click('text=Run the journey');
    await verdict(page, 'good').waitFor();
    expect(await page.locator('#track .name').allTextContents()).toEqual([
      'Offer',
      'Quote',
      'Redirect',
    ]);
    await isClean(page, 360);
  });
});
