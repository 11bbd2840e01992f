/** Reports: what they say, in which order, that they can be read by machines, and what is never in them. */
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { MODELS } from '../../src/device.js';
import { reviewScreens } from '../../src/picture/review-pictures.js';
import { htmlReport } from '../../src/provider/report/html.js';
import { showsEmail } from '../../src/provider/report/html-orders.js';
import { jsonDocument } from '../../src/provider/report/json.js';
import { junitReport } from '../../src/provider/report/junit.js';
import { screensShown } from '../../src/provider/report/screens-shown.js';
import { textReport } from '../../src/provider/report/text.js';
import { JUNIT_SCHEMAS } from '../report/schemas.js';
import { API_KEY, EMAIL, finishedRun, SECRETS, SELL_FACTS } from './fixtures.js';

const input = await finishedRun();
const reports: readonly (readonly [string, string])[] = [
  ['text', textReport(input)],
  ['json', JSON.stringify(jsonDocument(input.result))],
  ['junit', junitReport(input)],
  ['html', await htmlReport(input)],
];
const report = (name: string) => reports.find(([one]) => one === name)![1];

describe.each(reports)('%s', (_, text) => {
  it('has no secret in it, in no form', () => {
    const forms = SECRETS.flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      btoa(secret).replace(/=+$/, ''),
      Buffer.from(secret).toString('hex'),
    ]);
    for (const form of forms) expect(text).not.toContain(form);
    expect(text).not.toMatch(/PRIVATE KEY-----/);
    expect(text).not.toContain('session=abc');
  });

  it('sends no control character to a terminal or reader', () => {
    expect(text).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
  });
});

describe('text', () => {
  const lines = report('text').split('\n');

  it('fits 80 columns, but for the lines that are there to be copied', () => {
    const long = lines.filter((line) => line.length > 80 && !line.startsWith('  curl '));
    expect(long).toEqual([]);
  });

  it('has what failed first, the worst of it at the top', () => {
    const at = (text: string) => lines.findIndex((line) => line.startsWith(text));
    const order = [
      'Failed',
      'check: nonce family (error)',
      'QUOTE_TOO_SLOW (warning)',
      'Deviations',
      'ERROR_SHAPE (error)',
      'Listed as a deviation, but passed',
      'JSON_INVALID',
      'Not run',
      '2: needs orders',
      '1: no region',
      'swap https://provider.example/api: 2 passed, 2 failed (1 error, 1 warning)',
    ].map(at);
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(lines).toContain('  ORDER_REFUSED, SWAP_ID_REUSED');
  });

  it('says what was seen, what is required, the findings and how to repeat it', () => {
    const text = report('text');
    expect(text).toContain('  Seen: the nonce is that of <another> order \\x1b[31m\n');
    expect(text).toContain('  check: NONCE_OTHER_TRANSACTION\n');
    expect(text).toContain('  A quote comes within 5 seconds, for Ledger drops it after that.\n');
    expect(text).toContain(
      `  curl -sS -i https://provider.example/api/quote -H 'x-api-key: '"$X_API_KEY" -H 'authorization: '"$AUTHORIZATION" -H 'accept: application/json' --data-raw '{"from":"it'\\''s"}'\n`,
    );
    expect(text).toContain('# and 1 more\n');
  });

  it('counts what passed and does not list it', () => {
    expect(report('text')).not.toContain('CURRENCIES_MISSING');
    expect(report('text').replace(/\s+/g, ' ')).toContain('Seed 5 · Profile');
  });
});

describe('json', () => {
  it('has these members and no others', () => {
    const document = jsonDocument(input.result);
    expect(Object.keys(document)).toEqual(['product', 'url', 'summary', 'rules']);
    expect(document.summary).toEqual({ passed: 2, failed: 2, notRun: 3, deviations: 1 });
    expect(document.rules[1]).toEqual({
      id: 'check: nonce family',
      result: 'failed',
      severity: 'error',
      evidence: 'the nonce is that of <another> order \u001b[31m',
      codes: ['NONCE_OTHER_TRANSACTION'],
    });
    const known = new Set(['id', 'result', 'severity', 'evidence', 'codes', 'why']);
    expect(
      document.rules.flatMap((rule) => Object.keys(rule)).filter((key) => !known.has(key)),
    ).toEqual([]);
  });
});

describe('junit', () => {
  // Ant's schema knows no skipped tests; what runs them reads them all the same.
  const unskipped = report('junit').replaceAll(/<skipped>[^<]*<\/skipped>/g, '');

  it.each(JUNIT_SCHEMAS)('fits the schema of %s', async (name, xsd) => {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'report.xml', contents: name === 'Ant' ? unskipped : report('junit') }],
      schema: [xsd],
    });
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
  });

  it('has one case for each rule; what does not break the exit code breaks no case', () => {
    const xml = report('junit');
    expect(xml.match(/<testcase /g)).toHaveLength(8);
    expect(xml).toContain('tests="8" failures="1" errors="0"');
    expect(xml.match(/<failure /g)).toHaveLength(1);
    expect(xml).toContain('type="check: nonce family"');
    expect(xml.match(/<skipped>/g)).toHaveLength(4);
    expect(xml).toContain(
      '<skipped>known deviation: agreed with Ledger (until 2030-01-01)\nno message',
    );
    expect(xml).toContain('<skipped>no region</skipped>');
    expect(xml).toContain('warning QUOTE_TOO_SLOW: p95 3,400 ms for someone');
  });
});

describe('html', () => {
  const page = report('html');

  it('is one file that runs nothing and loads nothing', () => {
    expect(page).not.toMatch(/<script/i);
    expect(page).not.toMatch(/(src|href)="(?!data:image\/svg|#)/);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).toContain('&lt;another&gt; order \\x1b[31m');
  });

  it('shows rules, calls, the message, pictures, and what it takes to repeat the run', () => {
    for (const text of [
      'Not ready: 1 error, 1 warning.',
      '<code>check: nonce family</code>',
      'NONCE_OTHER_TRANSACTION',
      'agreed with Ledger (until 2030-01-01)',
      'needs orders (2)',
      '<code>in_amount</code>',
      '<code>50000000</code>',
      '<dt>Seed</dt><dd>5</dd>',
      '<dt>exchange-sim</dt><dd>0.1.0</dd>',
      '2026-11-27T12:00:00.000Z',
      'id="call-1"',
      'id="call-2"',
      'href="#call-2"',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).toMatch(/<dt>Profile<\/dt><dd>[0-9a-f]{64}<\/dd>/);
    expect(page).not.toContain(API_KEY);
  });

  it('points to calls that are in it', () => {
    const wanted = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(wanted.length).toBeGreaterThan(3);
    for (const id of wanted) expect(page.split(`id="${id}"`)).toHaveLength(2);
  });

  it('draws the review with the address replaced', () => {
    const drawn = page.match(/<img src="data:image\/svg\+xml;base64,/g) ?? [];
    const { screens } = input.orders[0]!;
    expect(drawn.length).toBe(screens.length);
    const lines = screens.flatMap((screen) => screen.lines).join(' ');
    expect(lines).toContain('[e-mail hidden]');
    expect(lines).not.toContain('jane');
    for (const model of ['nanosp', 'stax']) {
      const own = screens.filter((screen) => screen.model === model).flatMap((one) => one.lines);
      expect(own.join(' ')).toContain('BTC 0.5');
      expect(own.join(' ')).toContain('EUR 20000');
    }
    expect(page).toContain('alt="Send / BTC 0.5"');
  });

  it('leaves out a page that shows an address all the same', async () => {
    const lines = ['Email', EMAIL.slice(0, 14)];
    const screen = { model: 'nanosp', lines, svg: '<svg>drawn address</svg>' };
    const order = { title: 'A', exchanges: [], fields: [], screens: [screen] };
    const other = await htmlReport({ ...input, orders: [order] });
    expect(other).toContain('shows an e-mail address and is not drawn');
    expect(other).not.toContain(btoa(screen.svg));
    expect(other).not.toContain('jane');
  });

  it.each(MODELS)('replaces a long address on %s, or leaves it out', async (model) => {
    const email = `${'jane.doe.'.repeat(3)}jane@example-company.com`;
    const screens = await screensShown(
      reviewScreens({ ...SELL_FACTS, email }, { models: [model] }),
    );
    expect(screens.length).toBeGreaterThan(2);
    for (const { lines } of screens.filter((screen) => !showsEmail(screen.lines))) {
      expect(lines.join('')).not.toMatch(/jane|example/);
    }
    const shown = screens.filter(({ lines }) => lines.join(' ').includes('[e-mail hidden]'));
    expect(shown.length).toBeGreaterThan(0);
  });
});
