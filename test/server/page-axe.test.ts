/** The page under axe: contrast, roles, names, focus; light and dark, in the states it can be in. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Device } from '../../src/device.js';
import { ServedDevices } from '../../src/server/served-devices.js';
import { fixture } from '../check/fixtures.js';
import { browserTests, dropFile, NO_BROWSER, TWICE } from './page-browser.js';

if (NO_BROWSER !== undefined) console.warn(`test/server/page-axe.test.ts ${NO_BROWSER}`);

/** Every rule that axe has something against, with the elements and why. */
async function violations(page: Page): Promise<string[]> {
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

describe.skipIf(NO_BROWSER !== undefined).each(['light', 'dark'] as const)(
  'axe, %s',
  TWICE,
  (colorScheme) => {
    const { open } = browserTests();
    const look = (width = 1280) => ({ context: { colorScheme, viewport: { width, height: 800 } } });

    /** Everything unfolded: what is folded away, axe does not look at. */
    async function unfold(page: Page): Promise<void> {
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = true;
      });
    }

    async function start(page: Page, user: 'approve' | 'reject' | 'wait'): Promise<void> {
      await page.check(`input[name=user][value=${user}]`, { force: true });
      await page.click('#start-flow');
    }

    it('knows a fault when there is one', async () => {
      const { page } = await open(look());
      await page.evaluate(() => {
        document.getElementById('log-title')!.style.color = 'var(--line)';
        document.body.append(document.createElement('button'));
      });
      const ids = (await violations(page)).map((text) => text.split(':')[0]);
      expect(ids).toEqual(expect.arrayContaining(['button-name', 'color-contrast']));
    });

    it('before anything has passed', async () => {
      const { page } = await open(look());
      expect(await violations(page)).toEqual([]);
      await unfold(page);
      expect(await violations(page)).toEqual([]);
    });

    it.each([320, 1280])('a review on screen, the log full of rows, %i wide', async (width) => {
      const { page } = await open({ ...look(width), settings: { model: 'stax' } });
      await start(page, 'wait');
      await page.locator('#verdict.waiting').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.check('#log-all');
      await unfold(page);
      expect(await violations(page)).toEqual([]);
    });

    it('an approved flow, its bytes unfolded', async () => {
      const { page } = await open(look());
      await start(page, 'approve');
      await page.locator('#verdict.good').waitFor();
      await page.locator('#track .done', { hasText: 'Signing' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.check('#log-all');
      await unfold(page);
      expect(await violations(page)).toEqual([]);
    });

    it('a refused flow, a rejected one', async () => {
      const { page } = await open(look());
      await page.selectOption('#mistake', 'nonce');
      await start(page, 'approve');
      await page.locator('#verdict.bad').waitFor();
      await unfold(page);
      expect(await violations(page)).toEqual([]);
      await page.selectOption('#mistake', '');
      await start(page, 'reject');
      await page.locator('#verdict.no').waitFor();
      await unfold(page);
      expect(await violations(page)).toEqual([]);
    });

    it("a payout that is not the user's is flagged", async () => {
      const { page } = await open(look());
      await page.selectOption('#mistake', 'payout');
      await start(page, 'approve');
      await page.locator('#verdict.good .flag').waitFor();
      expect(await page.locator('#verdict .flag').textContent()).toContain(
        "The payout address is not the user's",
      );
      expect(await violations(page)).toEqual([]);
      await page.selectOption('#mistake', '');
      await page.click('#start-flow');
      await page.locator('#verdict.good').waitFor();
      await page.locator('#verdict .flag').waitFor({ state: 'detached' });
    });

    it('a lost answer, faults, several devices', async () => {
      const { page } = await open({ ...look(), count: 3 });
      await page.click('#faults-card summary');
      await page.selectOption('#faults [name=kind]', 'unplug');
      await page.click('#faults button[type=submit]');
      await page.locator('#faults-list li').waitFor();
      await start(page, 'approve');
      await page.locator('#verdict.bad').waitFor();
      await unfold(page);
      expect(await violations(page)).toEqual([]);
    });

    it('a bridge to a device that is out of sight, in the middle of a review', async () => {
      let answer = (_: Uint8Array) => {};
      const devices = new ServedDevices();
      const device: Device = {
        name: 'usb',
        model: 'nanox',
        exchange: () => new Promise((resolve) => (answer = resolve)),
        close: async () => {},
      };
      devices.add('1', { device, interrupts: false });
      const { page, served } = await open({ ...look(), devices, manage: false });
      const asked = served.apdu('e00f000300');
      await page.locator('#log .exchange').waitFor();
      await unfold(page);
      expect(await violations(page)).toEqual([]);
      answer(Uint8Array.of(0x6a, 0x84));
      await asked;
      await page.locator('#verdict.no').waitFor();
      expect(await violations(page)).toEqual([]);
    });

    it('findings of a dropped answer', async () => {
      const { page } = await open(look());
      const { providerSig, registered, deviceNonce, flow } = fixture('amount-human-unit');
      const answer = { providerSig, flow, registered, nonce: deviceNonce };
      await dropFile(page, 'answer.json', JSON.stringify(answer));
      await page.locator('#check-result .findings').waitFor();
      await unfold(page);
      expect(await violations(page)).toEqual([]);
    });
  },
);
