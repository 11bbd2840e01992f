import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, explain, FINDING_CODES, findingsPage } from '../../../src/check/index.js';
import { FIXTURES } from '../fixtures.js';

describe('the catalogue', () => {
  it('has the diagnoses of all recorded mistakes', () => {
    const missing = FIXTURES.map(({ diagnosis }) => diagnosis).filter(
      (code) => code !== null && !(FINDING_CODES as readonly string[]).includes(code),
    );
    expect(missing).toEqual([]);
  });

  it('says everything of every code, in whole sentences', () => {
    expect(Object.keys(CATALOGUE).sort()).toEqual([...FINDING_CODES].sort());
    for (const code of FINDING_CODES) {
      const { title, why, fix, example } = CATALOGUE[code];
      for (const text of [why, fix]) expect(text, code).toMatch(/\.$/);
      for (const text of [title, why, fix, example]) expect(text.length, code).toBeGreaterThan(4);
      expect(title, code).not.toMatch(/\.$/);
    }
  });

  it('is what docs/findings.md shows (npm run generate findings)', () => {
    const page = readFileSync(new URL('../../../docs/findings.md', import.meta.url), 'utf8');
    expect(page).toBe(findingsPage());
  });
});

describe('explain', () => {
  it('knows findings in any case', () => {
    expect(explain('signature_is_der')).toMatchObject({
      kind: 'finding',
      code: 'SIGNATURE_IS_DER',
    });
    expect(explain('KEY_PAYLOAD_SIGNATURE')).toMatchObject({ code: 'KEY_payload_signature' });
  });

  it('knows status words and their names', () => {
    for (const text of ['6a81', '0x6A81', '6A 81', 'DESERIALIZATION_FAILED']) {
      expect(explain(text)).toMatchObject({ kind: 'status', status: '6a81' });
    }
  });

  it("knows the codes of Ledger's checker", () => {
    expect(explain('ZERO_AMOUNT')).toEqual({
      kind: 'ledger',
      code: 'ZERO_AMOUNT',
      findings: ['AMOUNT_ZERO'],
    });
  });

  it('knows nothing else', () => {
    for (const text of ['', '6a', '1234', 'nonsense', '__proto__']) {
      expect(explain(text)).toBeUndefined();
    }
  });
});
