/** What the page is made of, and what only it asks for: no browser needed. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { INS } from '../../src/exchange/constants.js';
import { html } from '../../src/server/page/markup.js';
import { FAULT_KINDS } from '../../src/simulator/faults/index.js';
import { made } from '../check/cases.js';
import { fixture } from '../check/fixtures.js';
import { serve } from './serve.js';

const CLIENT = new URL('../../src/server/page/client/', import.meta.url);
const MODULES = readdirSync(CLIENT).map((file) => file.replace(/\.ts$/, '.js'));

const page = async () => '// main';
const start = () => serve({ page });

it('the browser’s modules import nothing but each other', () => {
  for (const file of readdirSync(CLIENT)) {
    const text = readFileSync(new URL(file, CLIENT), 'utf8');
    // Types are the server's own, and gone when it is compiled.
    const compiled = text.replace(/^import type [^;]*;$/gm, '');
    const named = [...compiled.matchAll(/from '([^']+)'/g)].map((match) => match[1]!);
    for (const name of named) expect(MODULES).toContain(name.replace(/^\.\//, ''));
    expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/);
  }
});

it('is one document without inline script or style, and names its script', async () => {
  const { url } = await start();
  const response = await fetch(url);
  const text = await response.text();
  expect(text).toMatch(/^<!doctype html>/);
  expect(text.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/page/main.js">']);
  expect(text).not.toMatch(/ style=| on\w+=|<style/);
  expect(text).not.toMatch(/https?:\/\//);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('x-frame-options')).toBe('DENY');
});

it('serves its script, style and icon, and no other file', async () => {
  const { url } = await start();
  const types: Record<string, string> = {
    'main.js': 'text/javascript',
    'style.css': 'text/css',
    'icon.svg': 'image/svg+xml',
  };
  for (const [file, type] of Object.entries(types)) {
    const response = await fetch(`${url}/page/${file}`);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
  expect(await (await fetch(`${url}/page/main.js`)).text()).toBe('// main');
  for (const file of ['other.js', '..%2fapp.js', '%2e%2e%2fpackage.json']) {
    expect((await fetch(`${url}/page/${file}`)).status).toBe(404);
  }
});

it('text put into markup is text', () => {
  expect(html`<b title="${'"><img onerror>'}">${'<i>'}</b>`.text).toBe(
    '<b title="&quot;&gt;&lt;img onerror&gt;">&lt;i&gt;</b>',
  );
});

it.each(['nanosp', 'stax'])('draws the screen of a %s', async (model) => {
  const { url } = await serve({ page, settings: { model } });
  const response = await fetch(`${url}/devices/1/page/screen`);
  expect(response.headers.get('content-type')).toContain('image/svg+xml');
  expect(response.headers.get('content-security-policy')).toContain('sandbox');
  expect(await response.text()).toContain('<svg');
  expect((await fetch(`${url}/devices/9/page/screen`)).status).toBe(404);
});

it('judges an answer with the test partner’s key when nobody gave another', async () => {
  const { ask } = await start();
  const { payload, signature } = made('SWAP_NG');
  const answer = { providerSig: { payload, signature } };
  const own = await ask('/page/check', { answer, flow: 'swap' });
  expect(own).toMatchObject({
    status: 200,
    json: {
      verdict: 'accepted',
      testKey: true,
      nonceKnown: false,
      releases: [
        { firmware: '2.0.14-dev, 3.1.0-dev', isTaken: false, pages: '' },
        {
          firmware: '3.3.0-dev..3.3.3',
          isTaken: true,
          pages: 'Review · Send · Get · Fees · Accept',
        },
        { isTaken: true },
        { firmware: '4.3.0', isTaken: true },
        { firmware: '4.3.1..4.4.1', isTaken: true },
        { isTaken: true },
      ],
    },
  });
  const { providerSig, registered, deviceNonce, flow } = fixture('good-swap-k1');
  const theirs = await ask('/page/check', {
    answer: { providerSig, registered, flow, nonce: deviceNonce },
  });
  expect(theirs).toMatchObject({ status: 200, json: { testKey: false, nonceKnown: true } });
});

it('judges a text as it was dropped, and says what is none', async () => {
  const { ask } = await start();
  const { providerSig, registered, deviceNonce } = fixture('good-swap-k1');
  const answer = JSON.stringify({ providerSig, registered, nonce: deviceNonce });
  const text = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n${answer}`;
  expect(await ask('/page/check', { text, flow: 'swap' })).toMatchObject({
    status: 200,
    json: { verdict: 'accepted', findings: [], testKey: false, nonceKnown: true },
  });
  expect(await ask('/page/check', { text: '<html></html>', flow: 'swap' })).toMatchObject({
    status: 200,
    json: { problem: expect.stringContaining('found an HTML page') },
  });
});

it.each([
  [{}, 'expected a provider answer'],
  [{ answer: { payload: 'x' } }, 'expected a flow'],
  [{ answer: {}, flow: 'loan' }, 'flow: expected swap, sell, fund'],
  [{ answer: {}, curve: 'p256' }, 'curve: expected secp256k1'],
  [{ answer: {}, file: '/etc/passwd' }, 'found "file"'],
])('refuses to judge %j', async (body, words) => {
  const { ask } = await start();
  const { status, json } = await ask('/page/check', body);
  expect(status).toBe(400);
  expect(JSON.stringify(json)).toContain(words.replaceAll('"', '\\"'));
});

it('sets every kind of fault, tells them, and takes them away', async () => {
  const { url, apdu } = await start();
  const put = async (faults: unknown, path = '/sim/faults') => {
    const response = await fetch(url + path, { method: 'PUT', body: JSON.stringify({ faults }) });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  const faults = FAULT_KINDS.map((kind) => {
    if (kind === 'slow-user') return { kind, milliseconds: 5 };
    return kind === 'delay' ? { kind, at: 3, milliseconds: 5 } : { kind, at: 'CHECK_PARTNER' };
  });
  expect(await put(faults)).toEqual({ status: 200, json: { faults } });
  expect(await (await fetch(`${url}/devices/1/sim/faults`)).json()).toEqual({ faults });
  expect(await put([{ kind: 'lock', at: 1 }])).toMatchObject({ status: 200 });
  expect(await apdu('e002000000')).toBe('5515');
  expect(await put([])).toMatchObject({ status: 200 });
  expect(await apdu('e002000000')).toBe('0404029000');
});

it.each([
  ['x', 'faults: expected array, found \\"x\\"'],
  [Array(17).fill({ kind: 'lock', at: 1 }), 'at most 16'],
  [[1], 'faults.0: expected object, found 1'],
  [[{ kind: 'melt' }], 'faults.0.kind: expected lose, delay'],
  [[{ kind: 'lose' }], 'faults.0.at: expected a command or the number of an APDU, found nothing'],
  [[{ kind: 'lose', at: 0 }], 'at: expected a command'],
  [[{ kind: 'lose', at: 'toString' }], 'at: expected a command'],
  [[{ kind: 'lose', at: 1, times: 1.5 }], 'times: expected a whole number from 1, found 1.5'],
  [[{ kind: 'delay', at: 1 }], 'milliseconds: expected a number of milliseconds from 0 to 3600000'],
  [[{ kind: 'slow-user', milliseconds: 1e9 }], 'milliseconds: expected a number of milliseconds'],
  [[{ kind: 'unplug', at: 1, times: 2 }], 'there is no key \\"times\\" in faults.0'],
  [[{ kind: 'lose', at: 1, tims: 2 }], 'did you mean times?'],
])('refuses the faults %j', async (faults, words) => {
  const { url } = await start();
  const body = JSON.stringify({ faults });
  const response = await fetch(`${url}/sim/faults`, { method: 'PUT', body });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(words);
});

it('offers every command as a place for faults', async () => {
  const text = await (await fetch((await start()).url)).text();
  for (const name of Object.keys(INS)) expect(text).toContain(`<option>${name}</option>`);
});
