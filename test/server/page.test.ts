/** The page in a real browser: what a person does on it, and what comes of it. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Device } from '../../src/device.js';
import { FLOWS } from '../../src/exchange/flows.js';
import { testPartner } from '../../src/host/partner.js';
import { signPayment } from '../../src/host/signing/sign-payment.js';
import type { OrderOptions } from '../../src/order/options.js';
import { startServer } from '../../src/server/node-server.js';
import { ServedDevices } from '../../src/server/served-devices.js';
import { fixture } from '../check/fixtures.js';
import { requestOf, stepsOf } from '../host/flow.js';
import { approvedOn } from '../host/signing/approved-device.js';
import { browserTests, dropFile, NO_BROWSER, placeOf, TWICE } from './page-browser.js';

if (NO_BROWSER !== undefined) console.warn(`test/server/page.test.ts ${NO_BROWSER}`);

describe.skipIf(NO_BROWSER !== undefined)('the page', TWICE, () => {
  const { open } = browserTests();

  const verdict = (page: Page) => page.locator('#verdict');
  const start = async (page: Page) => {
    await page.click('#start-flow');
    await page.locator('#verdict.waiting').waitFor();
  };
  const spoken = (page: Page) => page.locator('#screen-spoken');
  const stage = (page: Page, name: string) =>
    page.locator('#track li', { hasText: name }).getAttribute('class');
  const fitsWidth = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

  it('starts a swap by clicking, and approves with the keyboard', async () => {
    const { page, served } = await open();
    await start(page);
    expect(await stage(page, 'Review')).toBe('current');
    for (let pages = 0; pages < 10; pages++) {
      if ((await page.locator('#body').getAttribute('data-kind')) === 'approve') break;
      const before = await spoken(page).textContent();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => spoken(page).textContent()).not.toBe(before);
    }
    await page.keyboard.press('Enter');
    await page.locator('#verdict.good').waitFor();
    expect(await verdict(page).textContent()).toContain('Approved by the user.');
    await page.locator('#track .done', { hasText: 'Signing' }).waitFor();
    const names = await page.locator('#log .exchange .sent b').allTextContents();
    expect(names[0]).toBe('START_NEW_TRANSACTION');
    expect(names.at(-1)).toBe('START_SIGNING_TRANSACTION');
    const first = page.locator('#log .exchange').first();
    expect(await first.textContent()).toContain('SWAP_NG, fixed rate');
    expect(await first.locator('.chip').textContent()).toBe('9000');
    expect(served.simulator().ledger.coinAppRuns).toBe(true);
  });

  it('opens Exchange again when a flow has met the coin app', async () => {
    const { page, served } = await open();
    const flow = async () => {
      await served.ask('/sim/flow', {});
      await expect
        .poll(async () => (await served.ask('/sim/flow')).json)
        .not.toMatchObject({ outcome: 'running' });
    };
    await flow();
    await page.locator('#verdict.good').waitFor();
    await flow();
    await page.locator('#verdict.bad').waitFor();
    expect(await verdict(page).textContent()).toMatch(/Exchange is not in front.*Ethereum app has/);
    await page.click('#open-app');
    await expect.poll(() => served.simulator().ledger.coinAppRuns).toBe(false);
    await start(page);
  });

  it('shows what the coin app made of the transaction of any client', async () => {
    const { page, served } = await open();
    const client = {
      ...{ name: 'client', model: served.simulator().model, screen: served.simulator().screen },
      exchange: (apdu: Uint8Array) => served.devices.get()!.exchange(apdu, 'http').answer,
      close: async () => {},
    };
    const pay = async (order: OrderOptions, tamper?: 'amount') => {
      const payment = await approvedOn(served.simulator(), { to: 'btc', ...order }, client);
      return signPayment(client, payment, tamper === undefined ? {} : { tamper });
    };
    const order = { from: 'usdc', amount: '12.5', fees: '0.000065' };
    const signing = await pay(order);
    if (signing.outcome !== 'signed') throw new Error(JSON.stringify(signing));
    await page.locator('#verdict.good h3', { hasText: 'Signed by the Ethereum app.' }).waitFor();
    expect(await verdict(page).locator('.hex').textContent()).toBe(signing.signatures[0]);
    await pay(order, 'amount');
    await page.locator('#verdict.bad h3', { hasText: 'Refused by the Ethereum app' }).waitFor();
    expect(await verdict(page).textContent()).toContain(
      'amount 12.500001 USDC, approved 12.5 USDC',
    );
    expect(await stage(page, 'Signing')).toBe('refused');
    const last = page.locator('#log .note.signing').last();
    expect(await last.textContent()).toMatch(/^refused by the Ethereum app: amount 12.500001/);
  });

  it('rejects on a touch model with taps at exact places', async () => {
    const { page, served } = await open({ settings: { model: 'stax' } });
    await start(page);
    await page.mouse.click(...(await placeOf(page, 36, 606)));
    await expect.poll(() => spoken(page).textContent()).toContain('Reject transaction?');
    await page.mouse.click(...(await placeOf(page, 200, 515)));
    await page.locator('#verdict.no').waitFor();
    expect(await stage(page, 'Review')).toBe('rejected');
    const touches = served.devices
      .get()!
      .journal.since()
      .flatMap(({ happening }) => (happening.type === 'touch' ? [happening.touch] : []));
    // A pixel of the page is more than one of the device.
    expect(Math.abs(touches[0]!.x - 36) + Math.abs(touches[0]!.y - 606)).toBeLessThanOrEqual(2);
    expect(touches[0]!.seconds).toBeUndefined();
  });

  it('swipes through a review and holds to sign', async () => {
    const { page, served } = await open({ settings: { model: 'flex' } });
    await start(page);
    const count = 4;
    for (let turn = 0; turn < count; turn++) {
      if ((await page.locator('#body').getAttribute('data-kind')) === 'approve') break;
      const before = await spoken(page).textContent();
      await page.mouse.move(...(await placeOf(page, 400, 250)));
      await page.mouse.down();
      await page.mouse.move(...(await placeOf(page, 150, 260)), { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => spoken(page).textContent()).not.toBe(before);
    }
    await page.mouse.move(...(await placeOf(page, 240, 435)));
    await page.mouse.down();
    await page.locator('#holding', { hasText: 'Holding' }).waitFor();
    await page.locator('#verdict.good').waitFor();
    await page.mouse.up();
    const last = served.devices
      .get()!
      .journal.since()
      .findLast(({ happening }) => happening.type === 'touch')?.happening;
    expect(last).toMatchObject({ type: 'touch', touch: { seconds: expect.any(Number) } });
  });

  it('says why a payload was refused and what to change', async () => {
    const { page } = await open();
    await page.selectOption('#mistake', 'nonce');
    await page.click('#start-flow');
    await page.locator('#verdict.bad').waitFor();
    const text = await verdict(page).textContent();
    expect(text).toContain('6a82 WRONG_TRANSACTION_ID');
    expect(text).toContain('is not the nonce this device made');
    expect(text).toContain('Copy the nonce of this very transaction');
    expect(await verdict(page).getAttribute('aria-live')).toBe('polite');
    expect(await stage(page, 'Payload')).toBe('refused');
    expect(await page.locator('#log .refused').count()).toBe(1);
  });

  it('starts sell and fund, legacy and NG, and every mistake does what it says', async () => {
    const { page, served } = await open();
    await page.check('input[name=user][value=approve]', { force: true });
    const outcomes: Record<string, string> = {};
    for (const kind of ['swap', 'sell', 'fund']) {
      await page.check(`input[name=kind][value=${kind}]`, { force: true });
      const mistakes = await page
        .locator('#mistake option')
        .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
      for (const version of ['ng', 'legacy']) {
        await page.check(`input[name=version][value=${version}]`, { force: true });
        for (const mistake of mistakes) {
          await page.selectOption('#mistake', mistake);
          await page.click('#log-clear');
          const done = page.waitForResponse((response) => response.url().endsWith('/sim/flow'));
          await page.click('#start-flow');
          expect((await done).status()).toBe(202);
          await expect
            .poll(async () => (await served.ask('/sim/flow')).json)
            .not.toMatchObject({ outcome: 'running' });
          await page.locator('#verdict.good, #verdict.bad, #verdict.no').waitFor();
          const title = await page.locator('#verdict h3').textContent();
          outcomes[`${kind} ${version} ${mistake}`.trim()] = title?.split(' ')[1] ?? '';
        }
      }
    }
    expect(outcomes).toMatchInlineSnapshot(`
      {
        "fund legacy": "by",
        "fund legacy long-account": "6a81",
        "fund legacy nonce": "6a82",
        "fund ng": "by",
        "fund ng long-account": "6a81",
        "fund ng nonce": "6a82",
        "sell legacy": "by",
        "sell legacy long-email": "6a81",
        "sell legacy nonce": "6a82",
        "sell ng": "by",
        "sell ng long-email": "6a81",
        "sell ng nonce": "6a82",
        "swap legacy": "by",
        "swap legacy long-memo": "6a81",
        "swap legacy nonce": "6a82",
        "swap legacy payout": "by",
        "swap legacy refund": "6a83",
        "swap legacy two-extras": "6a8d",
        "swap ng": "by",
        "swap ng long-memo": "6a81",
        "swap ng nonce": "6a82",
        "swap ng payout": "by",
        "swap ng refund": "6a83",
        "swap ng two-extras": "6a8d",
      }
    `);
  }, 120_000);

  it('judges a dropped answer', async () => {
    const { page } = await open();
    const bad = fixture('amount-human-unit');
    const { providerSig, registered, deviceNonce, flow } = bad;
    await dropFile(
      page,
      'answer.json',
      JSON.stringify({ providerSig, flow, registered, nonce: deviceNonce }),
    );
    const result = page.locator('#check-result');
    await result.locator('.findings').waitFor();
    expect(await result.textContent()).toContain('answer.json');
    expect(await result.textContent()).toContain('Change');
    expect(await result.locator('h3').textContent()).toMatch(/The device (refuses|accepts)/);
  });

  it('says of a dropped text that is neither what was expected', async () => {
    const { page } = await open();
    await dropFile(page, 'holiday.txt', 'hello');
    await page.locator('#check-result.bad').waitFor();
    expect(await page.locator('#check-result').textContent()).toContain(
      'expected a JSON object, found text that is no JSON',
    );
  });

  it('replays a dropped recording, and offers one', async () => {
    const { page, served } = await open();
    const file = new URL('../golden/edges-nanosp/review-pages-sell-approve.apdu', import.meta.url);
    const text = readFileSync(file, 'utf8');
    await dropFile(page, 'golden.apdu', text);
    await page.locator('#check-result.good').waitFor();
    expect(await page.locator('#check-result').textContent()).toContain('is the same');
    await dropFile(page, 'broken.apdu', text.replace(/^(<= .*)9000$/m, '$16a80'));
    await page.locator('#check-result.bad .findings').waitFor();
    await page.check('input[name=user][value=approve]', { force: true });
    await page.click('#start-flow');
    await page.locator('#verdict.good').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#recording')]);
    expect(readFileSync(await download.path(), 'utf8')).toContain('=> e003000300');
    expect(served.devices.size).toBe(1);
  });

  it('shows text from outside as text', async () => {
    const { page, served } = await open({ expected: /400/ });
    const device = served.devices.get()!;
    const hostile = '<img onerror>';
    const request = requestOf(
      served.simulator(),
      'SWAP_NG',
      {},
      {
        partner: testPartner(FLOWS.SWAP_NG, hostile),
      },
    );
    await page.click('summary:has-text("Text on the screen")');
    const steps = stepsOf(
      {
        name: 'http',
        model: 'nanosp',
        exchange: (apdu) => device.exchange(apdu, 'http').answer,
        close: async () => {},
      },
      request,
    );
    await page.locator('#verdict.waiting').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.locator('#screen-texts', { hasText: hostile }).waitFor();
    expect(await page.locator('#screen-texts').textContent()).toContain(hostile);
    expect(await page.locator('img[onerror]').count()).toBe(0);
    await page.click('[data-user=reject]');
    await steps;
    await dropFile(page, `${hostile}.json`, JSON.stringify({ flow: hostile, payload: hostile }));
    await page.locator('#check-result.bad', { hasText: hostile }).waitFor();
    expect(await page.locator('img[onerror]').count()).toBe(0);
  });

  it('is dark where the system is', async () => {
    const { page } = await open({ context: { colorScheme: 'dark' } });
    const colour = (scheme: 'dark' | 'light') =>
      page
        .emulateMedia({ colorScheme: scheme })
        .then(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    expect(await colour('dark')).toBe('rgb(16, 18, 22)');
    expect(await colour('light')).toBe('rgb(245, 244, 241)');
  });

  it.each([320, 375, 768, 1280, 1700])(
    'needs no sideways scrolling at %i pixels',
    async (width) => {
      const { page } = await open({
        count: 3,
        settings: { model: 'stax' },
        context: { viewport: { width, height: 800 } },
      });
      for (const summary of await page.locator('details > summary').all()) await summary.click();
      await page.selectOption('#mistake', 'nonce');
      await page.click('#start-flow');
      await page.locator('#verdict.bad').waitFor();
      expect(await fitsWidth(page)).toBe(true);
    },
  );

  it('shows several devices and changes between them', async () => {
    const { page, served } = await open({ count: 2 });
    expect(await page.locator('#devices li').count()).toBe(2);
    await page.click('#devices li:nth-child(2) a');
    await page.locator('#devices li:nth-child(2) a[aria-current]').waitFor();
    await start(page);
    expect(served.simulator('2').ledger.waitsForUser).toBe(true);
    expect(served.simulator('1').ledger.waitsForUser).toBe(false);
    await served.ask('/devices', { id: 'third', model: 'flex' });
    await page.locator('#devices li', { hasText: 'third · Flex' }).waitFor();
  });

  it('changes settings, and forgets the seed it was given', async () => {
    const { page, served } = await open();
    const seed = `${'abandon '.repeat(11)}about`;
    await page.click('#settings-card summary');
    await page.selectOption('#settings [name=model]', 'flex');
    await page.selectOption('#settings [name=seed]', 'words');
    await page.fill('#settings [name=words]', seed);
    await page.click('#settings button[type=submit]');
    await page.locator('#device-name', { hasText: 'Flex' }).waitFor();
    await page.locator('#device-facts', { hasText: 'own seed' }).waitFor();
    expect(served.simulator().model).toBe('flex');
    expect(await page.inputValue('#settings [name=words]')).toBe('');
    const { json } = await served.ask('/sim/journal');
    expect(JSON.stringify(json)).not.toContain('abandon');
    expect(await page.content()).not.toContain('abandon');
  });

  it('puts faults in front of the device, and takes them away', async () => {
    const { page } = await open();
    await page.click('#faults-card summary');
    await page.selectOption('#faults [name=kind]', 'unplug');
    await page.click('#faults button[type=submit]');
    await page.locator('#faults-list li').waitFor();
    await page.click('#start-flow');
    await page.locator('#verdict.bad', { hasText: 'unplugged at CHECK_PARTNER' }).waitFor();
    await page.click('#faults-list button');
    await page.locator('#faults-count', { hasText: 'none' }).waitFor();
    await start(page);
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = await open();
    await page.locator('#start-flow').focus();
    await page.keyboard.press('Enter');
    await page.locator('#verdict.waiting').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('device');
    await page.locator('[data-user=reject]').focus();
    await page.keyboard.press('Enter');
    await page.locator('#verdict.no').waitFor();
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll('button, a[href], input, select, textarea')]
        .filter((control) => {
          const labels = (control as HTMLInputElement).labels;
          const text = control.textContent?.trim() || control.getAttribute('aria-label');
          return !text && (labels === null || labels === undefined || labels.length === 0);
        })
        .map((control) => control.outerHTML),
    );
    expect(nameless).toEqual([]);
  });

  it('comes in less than 60 KB and with strict headers', async () => {
    const { page, served } = await open();
    let size = 0;
    const counted: Promise<void>[] = [];
    page.on('requestfinished', (request) => {
      if (request.url().includes('/stream')) return;
      const count = async () => {
        const { responseBodySize, responseHeadersSize } = await request.sizes();
        size += responseBodySize + responseHeadersSize;
      };
      counted.push(count());
    });
    await page.reload();
    await page.locator('#connection[data-live=yes]').waitFor();
    await expect.poll(() => size).toBeGreaterThan(10_000);
    await page.waitForTimeout(300);
    await Promise.all(counted);
    expect(size).toBeLessThan(60_000);
    const { headers } = await fetch(served.url);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('says what to do on a real device whose screen nobody can see', async () => {
    let answer = (_: Uint8Array) => {};
    const devices = new ServedDevices();
    const device: Device = {
      name: 'usb',
      model: 'nanox',
      exchange: () => new Promise((resolve) => (answer = resolve)),
      close: async () => {},
    };
    devices.add('1', { device, interrupts: false });
    const { page, served } = await open({ devices, manage: false });
    const away = page.locator('#no-screen');
    expect(await away.textContent()).toContain('Open the Exchange app on it');
    expect(await page.locator('#start, #settings, #faults').count()).toBe(0);
    expect(await page.locator('.keys:visible').count()).toBe(0);
    const asked = served.apdu('e00f000300');
    await expect.poll(() => away.textContent()).toContain('The review is on the device now');
    expect(await verdict(page).textContent()).toContain('on the device');
    answer(Uint8Array.of(0x6a, 0x84));
    expect(await asked).toBe('6a84');
    await page.locator('#verdict.no').waitFor();
    expect(await page.locator('#screen').isVisible()).toBe(false);
  });

  it('opens with a token, which does not stay in the address', async () => {
    const gate = { origins: [], token: 'a-secret-word' };
    const { page } = await open({ gate, path: '/?token=a-secret-word' });
    expect(page.url()).not.toContain('secret');
    await start(page);
  });

  it('comes back when the server was started anew', async () => {
    const { page, served } = await open({ expected: /ERR_|Failed to load/ });
    await start(page);
    await served.close();
    await page.locator('#connection[data-live=no]').waitFor();
    const again = new ServedDevices();
    again.create();
    const gate = { origins: ['*'] };
    const options = { gate, version: '0.0.0', manage: true, apiPort: served.apiPort };
    const server = await startServer({ devices: again, ...options });
    onTestFinished(() => server.close());
    await page.locator('#connection[data-live=yes]').waitFor();
    await page.locator('#log-empty').waitFor();
    await page.locator('#verdict', { hasText: 'No flow yet.' }).waitFor();
  });
});
