/** Scenarios whose payload comes from a running backend. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import type { Device } from '../../src/device.js';
import { keptDevice, makeReady } from '../../src/scenario/kept-device.js';
import { parseScenarios } from '../../src/scenario/parse-scenarios.js';
import { prepare } from '../../src/scenario/prepare.js';
import { runScenario } from '../../src/scenario/run-scenario.js';
import { simulatedOpener } from '../../src/scenario/simulated.js';
import { exampleKey } from '../../src/sign/example-order.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { run } from '../cli/command-line.js';
import { OPENERS } from '../conformance/backends.js';
import { ORDERED, referenceProvider } from '../provider/ask/backends.js';
import { closedPort, httpServer } from '../provider/http/servers.js';
import { atTheDesk } from './at-the-desk.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const open = simulatedOpener({ verifier: nodeVerifier });
const ran = async (text: string, name = 'a.yaml') => {
  const [scenario] = await parseScenarios(text, name);
  return runScenario(scenario!, open);
};
const swap = (provider: string, more = 'expect: { outcome: approved }') =>
  `name: a swap\nflow: { kind: swap }\nprovider: ${provider}\n${more}\n`;

describe('provider: URL', () => {
  it.each(ORDERED)('%s: approved, with what the device shows and no finding', async (product) => {
    const { url, admin } = await referenceProvider(product);
    const kind = product === 'card' ? 'sell' : product;
    const result = await ran(
      `name: one\nflow: { kind: ${kind} }\nprovider: { url: '${url}', product: ${product} }\nexpect: { outcome: approved, findings: [] }\n`,
    );
    expect(result).toMatchObject({ verdict: 'passed', differences: [] });
    const [order] = admin.orders();
    expect(result.happened!.nonce).toMatch(/^[0-9a-f]{64}$/);
    expect(order).toMatchObject({ product });
  });

  it('asks for what the order says, for the addresses of the seed', async () => {
    const { url } = await referenceProvider('swap');
    const order = 'order: { from: BTC, to: XRP, amount: 0.02, payout: foreign }\n';
    const screens =
      'expect: { outcome: approved, screens: [0.02 BTC, rHsMGQEkVNJmpGWs8XUBoTBiAAbwxZN5v3] }';
    expect((await ran(swap(url, order + screens))).differences).toEqual([]);
    const own = await ran(
      swap(
        url,
        'device: { seed: other }\norder: { from: BTC, to: ETH }\nexpect: { outcome: approved }',
      ),
    );
    // Another seed's addresses would make the device refuse.
    expect(own.differences).toEqual([]);
  });

  it('the example of the documentation', async () => {
    const { url } = await referenceProvider('swap');
    const page = readFileSync(new URL('../../docs/run-provider.md', import.meta.url), 'utf8');
    const block = /^ {4}name: my backend[\s\S]*?\n\n/m.exec(page)![0].replace(/^ {4}/gm, '');
    const { verdict } = await ran(block.replace('http://127.0.0.1:3000', url));
    expect(verdict).toBe('passed');
  });

  it('floating where the flow is', async () => {
    const { url, admin } = await referenceProvider('swap');
    const result = await ran(
      `name: one\nflow: { kind: swap, rate: floating }\nprovider: ${url}\nexpect: { outcome: approved }\n`,
    );
    expect(result.differences).toEqual([]);
    // A float order names no quote.
    expect(admin.orders().map(({ quoteId }) => quoteId)).toEqual([undefined]);
  });

  it('a wrong signature is refused, and found', async () => {
    const { url } = await referenceProvider('swap', {
      misbehave: ['SIGNATURE_WITHOUT_DOT_PREFIX'],
    });
    const expected =
      'expect: { refused: { at: CHECK_TRANSACTION_SIGNATURE, status: 9d1a }, findings: [SIGNATURE_WITHOUT_DOT_PREFIX] }';
    expect((await ran(swap(url, expected))).differences).toEqual([]);
    expect((await ran(swap(url))).differences).toEqual([
      expect.stringMatching(/^expected approved, found refused at CHECK_TRANSACTION_SIGNATURE/),
    ]);
  });

  it('its key: in the scenario, or in the profile', async () => {
    const key = exampleKey('secp256r1');
    const { url } = await referenceProvider('swap', { key, partnerName: 'Example' });
    const hex = toHex(key.publicKey);
    const partner = `partner: { name: Example, curve: secp256r1, publicKey: '${hex}' }\n`;
    const inScenario = await ran(
      swap(url, `${partner}expect: { outcome: approved, screens: [Example] }`),
    );
    expect(inScenario.differences).toEqual([]);
    file(
      'provider.yaml',
      `url: ${url}\nproducts: [swap]\npartnerName: Example\nkey: { curve: secp256r1, publicKey: '${hex}' }\n`,
    );
    // The profile stands beside the scenario.
    const inProfile = await ran(
      swap('provider.yaml', 'expect: { outcome: approved, screens: [Example] }'),
      join(folder, 'a.yaml'),
    );
    expect(inProfile.differences).toEqual([]);
  });

  it('headers, with a variable of the environment', async () => {
    const { url } = await referenceProvider('swap', { apiKey: 'scenario-key-1' });
    process.env.SCENARIO_TEST_KEY = 'scenario-key-1';
    const provider = `{ url: '${url}', headers: { X-Api-Key: '\${SCENARIO_TEST_KEY}' } }`;
    expect((await ran(swap(provider))).differences).toEqual([]);
    delete process.env.SCENARIO_TEST_KEY;
    await expect(ran(swap(provider))).rejects.toThrow(
      'a.yaml: a swap: provider: headers.X-Api-Key: expected the environment variable "SCENARIO_TEST_KEY", found it unset',
    );
  });
});

describe('a backend that gives no answer', () => {
  it('a refusal leaves the host with nothing to send', async () => {
    const { url } = await referenceProvider('swap');
    const order = 'order: { from: BTC, to: ETH, amount: 0.00000001 }\n';
    const expected = 'expect: { unusable: { says: FROM_CURRENCY_MINIMUM_AMOUNT_ERROR } }';
    expect((await ran(swap(url, order + expected))).differences).toEqual([]);
    const [difference] = (await ran(swap(url, `${order}expect: { outcome: approved }`)))
      .differences;
    expect(difference).toMatch(
      /^expected approved, found unusable: POST \/swap\/quote answers 400 FROM_CURRENCY_MINIMUM_AMOUNT_ERROR: /,
    );
  });

  it('a page of HTML', async () => {
    const url = await httpServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html></html>');
    });
    const { happened } = await ran(swap(url));
    expect(happened).toMatchObject({ outcome: 'unusable', transcript: [] });
  });

  it('nobody there: exit 3, and what was done before is reported', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const path = file(
      'down.yaml',
      `defaults: { flow: { kind: swap }, expect: { outcome: approved } }\nscenarios:\n  - { name: first }\n  - { name: second, provider: '${url}' }\n`,
    );
    const { code, out, err } = await run(['test', path]);
    expect(code).toBe(3);
    expect(out).toContain('first');
    expect(err).toContain('error: GET /currencies: the connection is refused');
  });
});

it.each(Object.keys(OPENERS))('on every device: %s', async (name) => {
  const { url } = await referenceProvider('swap');
  const { device, inside } = await OPENERS[name]!('nanosp');
  if (device.screen === undefined) atTheDesk(inside)('approve');
  const openDevice = async () => {
    await makeReady(device);
    return { device: keptDevice(device as Device) };
  };
  try {
    const [scenario] = await parseScenarios(swap(url), 'a.yaml');
    const { verdict, differences, happened } = await runScenario(scenario!, openDevice);
    expect({ verdict, differences }).toEqual({ verdict: 'passed', differences: [] });
    expect(happened!.nonce).toMatch(/^[0-9a-f]{64}$/);
  } finally {
    await device.close();
  }
});

it('runScenario takes the place of a backend beside the scenario', async () => {
  const { url, admin } = await referenceProvider('swap');
  const text =
    'name: a\nflow: { kind: swap }\norder: { from: BTC, to: ETH }\nexpect: { outcome: approved }\n';
  const [scenario] = await parseScenarios(text, 'a.yaml');
  for (const provider of [url, { url }]) {
    expect((await runScenario(scenario!, open, { provider })).differences).toEqual([]);
  }
  expect(admin.orders()).toHaveLength(2);
  const [own] = await parseScenarios(text.replace('BTC', 'BTC, memo: "1"'), 'a.yaml');
  await expect(runScenario(own!, open, { provider: url })).rejects.toThrow(
    'a.yaml: a: order.memo: expected without provider, whose answer says it, found both',
  );
});

describe('what cannot be is refused before anything runs', () => {
  it.each([
    ['mistake: SIGNATURE_IS_DER', 'mistake: expected without provider'],
    ['order: { payin: 0x1 }', 'order.payin: expected without provider'],
    ['order: { size: 300 }', 'order.size: expected without provider'],
    ['order: { fields: { payin_extra_id: 1 } }', 'order.fields: expected without provider'],
  ])('%s', async (line, message) => {
    const [scenario] = await parseScenarios(
      swap('http://127.0.0.1:1', `${line}\nexpect: { outcome: approved }`),
      'a.yaml',
    );
    expect(() => prepare(scenario!)).toThrow(`a.yaml: a swap: ${message}`);
  });

  it.each([
    ['{ product: swap }', 'provider: expected a URL or the file of a profile, found neither'],
    ['{ url: x, produkt: swap }', 'there is no key "produkt" in provider: did you mean product?'],
    [
      '{ url: x, product: buy }',
      'provider: expected a URL, the file of a profile, or url, profile',
    ],
  ])('%s', async (provider, message) => {
    await expect(parseScenarios(swap(provider), 'a.yaml')).rejects.toThrow(message);
  });

  it('the product of another flow, legacy, and a profile that is not there', async () => {
    const [other] = await parseScenarios(swap("{ url: 'http://x', product: card }"), 'a.yaml');
    expect(() => prepare(other!)).toThrow('provider.product: expected that of a swap, found card');
    const key = '4f'.repeat(32);
    const leaked = await run(['test', file('key.yaml', swap(key))]);
    expect(leaked.code).toBe(2);
    expect(leaked.out + leaked.err).not.toContain('4f4f4f4f');
    const path = file('missing.yaml', swap('nowhere.yaml'));
    const { code, err } = await run(['test', path]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /missing\.yaml: a swap: provider: profile: expected a file, found none at /,
    );
  });
});
