/** What is said after 6a82 about an answer of one's own, and that it is true. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { INS } from '../../src/exchange/constants.js';
import { fixFor } from '../../src/host/refusal-fix.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-own-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A signed answer over a nonce, as a file. */
async function answerOver(nonce: string, name: string, ...more: string[]): Promise<string> {
  const path = join(folder, name);
  const { out } = await run(['sign', 'swap', '--example', '--nonce', nonce, '--json', ...more]);
  writeFileSync(path, out);
  return path;
}

const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('an answer made before the transaction', () => {
  it('is refused, and both ways out are told', async () => {
    const file = await answerOver('ab'.repeat(32), 'old.json');
    const { code, out } = await run(['run', 'swap', '--response', file]);
    expect(code).toBe(1);
    expect(out).toContain('6a82 WRONG_TRANSACTION_ID');
    expect(flat(out)).toContain('exchange-sim check --nonce HEX judges it');
    expect(flat(out)).toContain('--build test makes the device repeat one nonce (350aea0c');
  });

  it('check --nonce judges it', async () => {
    const file = await answerOver('ab'.repeat(32), 'old.json', '--case');
    const { code, out } = await run(['check', file, '--nonce', 'ab'.repeat(32)]);
    expect([code, out.includes('accepted')]).toEqual([0, true]);
  });

  it('--build test accepts what was signed over the nonce that is told', async () => {
    const fix = fixFor('PROCESS_TRANSACTION_RESPONSE', 0x6a82);
    const nonce = /\(([0-9a-f]{64}),/.exec(fix)![1]!;
    const file = await answerOver(nonce, 'fixed.json');
    const { code, out } = await run(['run', 'swap', '--response', file, '--build', 'test']);
    expect(out).toContain('Approved on the device');
    expect(code).toBe(0);
    const letters = /legacy SWAP ([A-Z]{10})\)/.exec(fix)![1]!;
    const old = await answerOver(letters, 'letters.json', '--legacy');
    const legacy = ['run', 'swap', '--legacy', '--response', old, '--build', 'test'];
    expect((await run(legacy)).code).toBe(0);
  });
});

describe('words that are not the Exchange app’s', () => {
  it.each([
    [0x6807, 'Install it in Ledger Wallet'],
    [0x6985, 'Start again and approve'],
    [0x1234, 'Check that the Exchange app is open'],
  ])('%i', (status, words) => {
    for (const command of Object.keys(INS) as (keyof typeof INS)[]) {
      expect(fixFor(command, status)).toContain(words);
    }
  });
});
