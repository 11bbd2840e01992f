/** `exchange-sim explain`: every code, every status word, and what to do with unknown ones. */
import { describe, expect, it } from 'vitest';
import { CATALOGUE, FINDING_CODES } from '../../src/check/catalogue.js';
import { SW } from '../../src/exchange/status.js';
import { run } from './command-line.js';

describe('explain', () => {
  it.each(FINDING_CODES)('%s', async (code) => {
    const { code: exit, out, err } = await run(['explain', code]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out.startsWith(`${code}\n`)).toBe(true);
    expect(out.replace(/\s+/g, ' ')).toContain(CATALOGUE[code].fix.replace(/\s+/g, ' '));
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const { out: document } = await run(['explain', code.toLowerCase(), '--json']);
    expect(JSON.parse(document)).toEqual({ kind: 'finding', code, ...CATALOGUE[code] });
  });

  it.each(Object.entries(SW))('%s', async (name, word) => {
    const hex = word.toString(16);
    const asked = [hex, hex.toUpperCase(), `0x${hex.toUpperCase()}`, name, name.toLowerCase()];
    for (const text of asked) {
      const { code, out } = await run(['explain', text]);
      expect(code).toBe(0);
      expect(out).toMatch(new RegExp(`^${hex} ${name}\n  Means     .+\n`));
    }
    const { out } = await run(['explain', hex, '--json']);
    expect(JSON.parse(out)).toMatchObject({ kind: 'status', status: hex, name });
  });

  it("a code of Ledger's checker that stands for several", async () => {
    const { code, out } = await run(['explain', 'signature_invalid']);
    expect(code).toBe(0);
    expect(out).toContain("SIGNATURE_INVALID is what Ledger's checker says");
    const { out: document } = await run(['explain', 'SIGNATURE_INVALID', '--json']);
    expect(JSON.parse(document).findings.length).toBeGreaterThan(1);
  });

  it.each([
    ['amount_asci', 'Did you mean AMOUNT_ASCII'],
    ['6a99', 'Did you mean 6a89'],
    ['deserialization', 'Did you mean DESERIALIZATION_FAILED?'],
    ['qqqqqqqqqqqq', 'docs/findings.md lists all codes.'],
    ['\u001b[31m', 'docs/findings.md lists all codes.'],
  ])('%j: exit 2 and what it may be', async (code, hint) => {
    const { code: exit, out, err } = await run(['explain', code]);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toMatch(/^error: explain: expected a finding code or a status word, found "/);
    expect(err).toContain(hint);
    expect(err).not.toContain('\u001b');
  });
});
