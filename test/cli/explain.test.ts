/** `exchange-sim explain`: every code, every status word, and what to do with unknown ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/check/findings/catalogue.js';
import { FINDING_CODES } from '../../src/check/findings/codes.js';
import { OTHER_STATUS_WORDS, otherMeanings } from '../../src/exchange/other-status.js';
import { SW } from '../../src/exchange/status.js';
import { run } from './command-line.js';

const GOLDEN = new URL('../golden/', import.meta.url);

/** All different answers of the recordings, hex. */
function goldenAnswers(): string[] {
  const files = readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((name) => name.endsWith('.apdu'))
    .map((name) => readFileSync(new URL(name, GOLDEN), 'utf8'));
  const answers = texts.flatMap((text) => [...text.matchAll(/^<= ?([0-9a-f]{4,})$/gim)]);
  return [...new Set(answers.map(([, hex]) => hex!.toLowerCase()))];
}

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

  it.each(OTHER_STATUS_WORDS)('%#: a word of the OS or of a coin app, %i', async (word) => {
    const hex = word.toString(16).padStart(4, '0');
    const [first] = otherMeanings(word);
    for (const text of [hex, `0x${hex.toUpperCase()}`, hex.toUpperCase()]) {
      const { code, out, err } = await run(['explain', text]);
      expect([code, err]).toEqual([0, '']);
      const shown = out.replace(/\s+/g, ' ');
      for (const { who, says, fix } of otherMeanings(word)) {
        expect(shown).toContain(`Means ${says} Fix ${fix} Said by ${who}`);
      }
      expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
    const { out } = await run(['explain', hex, '--json']);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ kind: 'status', status: hex });
    expect([document.name, ...document.others.map(({ name }: { name: string }) => name)]).toContain(
      first!.name,
    );
  });

  it('6985 and its kin, in words', async () => {
    for (const text of ['0x6985', '6985', 'conditions_of_use_not_satisfied']) {
      const { out } = await run(['explain', text]);
      expect(out).toContain('6985 CONDITIONS_OF_USE_NOT_SATISFIED\n');
      expect(out).toContain('The user refused on the device.');
      expect(out).toContain('Tezos, XRP');
    }
    expect((await run(['explain', '63c1'])).out).toContain('one attempt is left');
    expect((await run(['explain', '6a8e'])).out).toMatch(
      /Said by {3}Exchange\n(.*\n)* {2}Said by {3}Tron\n/,
    );
  });

  it('every word of every recording, and every reason a coin app gave', async () => {
    const answers = goldenAnswers();
    const words = new Set(answers.map((answer) => answer.slice(-4)));
    expect(words.size).toBeGreaterThan(25);
    for (const word of words)
      expect([word, (await run(['explain', word])).code]).toEqual([word, 0]);
    const reasons = answers.filter((answer) => /^\w{4}(\w\w)*(6001|c000)$/.test(answer));
    const codes = new Set(reasons.map((answer) => answer.slice(0, 4)));
    expect([...codes]).toEqual(expect.arrayContaining(['0100', '0200', '0300']));
    for (const code of codes) {
      const { code: exit, out } = await run(['explain', code, '--json']);
      expect([exit, JSON.parse(out)]).toMatchObject([0, { kind: 'swap-refusal', code }]);
    }
  });

  it.each([
    ['0100', 'The amount is not the one the user approved.'],
    ['0x0200', 'The destination is not the one the user approved.'],
    ['ff01', 'call data that was not announced'],
    ['0402', 'an input is not of this wallet'],
  ])('why a coin app refused: %s', async (code, words) => {
    const { code: exit, out } = await run(['explain', code]);
    expect(exit).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain(words);
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
