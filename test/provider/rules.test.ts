/** The catalogue against the list of rules it was written from, and the page against the catalogue. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../src/check/findings/codes.js';
import { PRODUCTS, type Product } from '../../src/provider/product.js';
import { CHECK_FAMILIES, codesOf, familyOf } from '../../src/provider/rules/check-families.js';
import { RULES, ruleNamed, rulesOf, SECTIONS } from '../../src/provider/rules/index.js';
import { rulesPage } from '../../src/provider/rules/rules-page.js';
import { MISTAKE_CODES, MISTAKES } from '../../src/sign/mistakes.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

type Row = [
  number: number,
  id: string,
  products: string,
  severity: string,
  switches: null | 'any' | 'check' | string[],
];

/** As decided; null: the id itself is the switch. */
const LIST = JSON.parse(read('rule-list.json')) as Row[];
const LETTERS: Record<Product, string> = { swap: 'w', sell: 's', card: 'c', fund: 'f', buy: 'b' };

/** Mistakes that `sign` can make in an order of today. */
const TODAY: readonly string[] = MISTAKE_CODES.filter((code) =>
  MISTAKES[code].flows.some((flow) => flow.endsWith('_NG')),
);

describe('244 rules', () => {
  it('numbers 1 to 244, ids as listed, none twice', () => {
    expect(RULES.map(({ number }) => number)).toEqual(Array.from({ length: 244 }, (_, i) => i + 1));
    expect(RULES.map(({ id }) => id)).toEqual(LIST.map(([, id]) => id));
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(244);
  });

  it('products as listed', () => {
    const letters = RULES.map(({ id, products }) => [
      id,
      products.map((p) => LETTERS[p]).join(' '),
    ]);
    expect(letters).toEqual(LIST.map(([, id, products]) => [id, products]));
  });

  it('severity as listed', () => {
    expect(RULES.map(({ id, severity }) => [id, severity])).toEqual(
      LIST.map(([, id, , severity]) => [id, severity]),
    );
  });

  it('switches as listed', () => {
    for (const [, id, , , switches] of LIST) {
      const given = ruleNamed(id)!.switches;
      if (switches === 'any') {
        expect(given.length, id).toBeGreaterThan(0);
        for (const code of given) expect(FINDING_CODES, id).toContain(code);
      } else if (switches === 'check') {
        const codes: readonly string[] = codesOf(id as (typeof CHECK_FAMILIES)[number]);
        expect(given.filter((code) => !codes.includes(code))).toEqual([]);
        // No mistake of today is left out.
        expect(codes.filter((code) => TODAY.includes(code) && !given.includes(code))).toEqual([]);
        expect(given.length, id).toBeGreaterThan(3);
      } else expect(given, id).toEqual(switches ?? [id]);
    }
  });

  it.each([
    ['swap', 189],
    ['sell', 149],
    ['card', 110],
    ['fund', 72],
    ['buy', 80],
  ] as const)('%s: %i', (product, count) => {
    expect(rulesOf(product)).toHaveLength(count);
  });

  it('145 errors, 1 wrong on screen, 70 warnings, 23 notes, 5 about the run', () => {
    const count = (wanted: string) => RULES.filter(({ severity }) => severity === wanted).length;
    expect(['error', 'wrong-on-screen', 'warning', 'note', 'run'].map(count)).toEqual([
      145, 1, 70, 23, 5,
    ]);
  });

  it('says each of them in whole sentences', () => {
    for (const { id, requires, test, source } of RULES) {
      expect(requires, id).toMatch(/^[A-Za-z/].{15,}[^.]\.$/);
      expect(test, id).toMatch(/^[A-Z].{7,}[^.]\.$/);
      expect(source, id).not.toBe('');
    }
    expect(new Set(RULES.map(({ requires }) => requires)).size).toBe(244);
  });

  it('never asks for orders of a product that has none', () => {
    const buy = rulesOf('buy').filter(({ orders }) => orders);
    expect(buy).toEqual([]);
  });

  it('knows no other id', () => {
    expect(ruleNamed('QUOTE_TOO_SLOW')?.number).toBe(83);
    expect(ruleNamed('quote_too_slow')).toBeUndefined();
  });
});

describe('findings of check', () => {
  it('each belongs to one family, but for two that are not about the answer', () => {
    const homeless = FINDING_CODES.filter((code) => familyOf(code) === undefined);
    expect(homeless).toEqual(['CASE_CONTRADICTED', 'DEVICE_REFUSES']);
    const counted = CHECK_FAMILIES.map((family) => codesOf(family).length);
    expect(counted.reduce((sum, n) => sum + n, 0)).toBe(FINDING_CODES.length - 2);
    expect(Math.min(...counted)).toBeGreaterThan(3);
  });

  it.each([
    ['SIGNATURE_WRONG_CURVE', 'check: signature family'],
    ['PUBLIC_KEY_COMPRESSED', 'check: signature family'],
    ['FUND_DRAFT_LAYOUT', 'check: envelope family'],
    ['ANSWER_IS_ERROR', 'check: envelope family'],
    ['PAYLOAD_NEAR_SIZE_LIMIT', 'check: size family'],
    ['NONCE_IN_BOTH_FIELDS', 'check: nonce family'],
    ['AMOUNT_ZERO', 'check: amount family'],
    ['FIAT_CASE', 'check: currency family'],
    ['REFUND_MEMO_LOST', 'check: address family'],
    ['PAYIN_EXTRA_DATA_NANO_S', 'check: address family'],
    ['UDECIMAL_SCALE', 'check: fiat family'],
  ] as const)('%s: %s', (code, family) => {
    expect(familyOf(code)).toBe(family);
  });
});

it('docs/provider-rules.md is what the catalogue says (scripts/build-provider-rules-docs.mjs)', () => {
  const page = read('../../docs/provider-rules.md');
  expect(page).toBe(rulesPage());
  for (const { title } of SECTIONS) expect(page).toContain(title);
  for (const product of PRODUCTS) expect(page).toContain(product);
});
