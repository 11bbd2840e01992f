/** `decode` says why a coin app refused to sign, in the words of `run`. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { DecodedFile } from '../../src/cli/documents.js';
import type { RunReport } from '../../src/cli/run/report.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A swap whose transaction is changed: its recording, and what `run` says of it. */
async function refused(from: string, part: string, ...more: string[]) {
  const file = join(folder, `${from}-${part}${more.length}.apdu`);
  const order = ['run', 'swap', '--from', from, '--to', 'ltc', '--sign', '--tamper', part];
  const { out } = await run([...order, ...more, '--record', file, '--json']);
  const { signing } = JSON.parse(out) as RunReport;
  return { file, reason: signing?.outcome === 'refused' ? signing.reason : undefined };
}

async function lastAnswer(file: string) {
  const { code, out } = await run(['decode', '--json', file]);
  expect(code).toBe(0);
  return (JSON.parse(out) as DecodedFile).exchanges.at(-1)!.answer!;
}

describe('a coin app that says nothing in front of its status word', () => {
  it.each([
    ['xrp', 'memo', '6985', 'tag 1234568, approved 1234567'],
    ['trx', 'amount', '6a8e', 'amount 1600.000001 TRX, approved 1600 TRX'],
    ['xlm', 'fee', 'b009', 'fees 0.0000101 XLM, approved 0.00001 XLM'],
  ])('%s, another %s', async (from, part, status, what) => {
    const { file, reason } = await refused(from, part);
    const answer = await lastAnswer(file);
    expect(answer).toMatchObject({ status, name: 'SWAP_REFUSED', fields: [], reason: { what } });
    expect(answer.reason).toEqual(reason);
    expect(answer.fix).not.toContain('bytes in front');
    const { out } = await run(['decode', file]);
    expect(out).toContain(`\n        Reason: ${what}\n`);
  });

  it('of a device whose seed is not known', async () => {
    const words = join(folder, 'words.txt');
    writeFileSync(words, `${'abandon '.repeat(11)}about\n`);
    const { file, reason } = await refused('xrp', 'memo', '--seed', words);
    expect((await lastAnswer(file)).reason).toEqual(reason);
    // Whose inputs and change they are, only the seed tells: the app may refuse for another reason.
    const bitcoin = await refused('btc', 'destination', '--seed', words);
    expect(bitcoin.reason?.what).toMatch(/^destination /);
    expect(await lastAnswer(bitcoin.file)).not.toHaveProperty('reason');
  });

  it('nothing where the simulated app answers otherwise', async () => {
    const { file } = await refused('xrp', 'memo');
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^<= 6985$/m);
    writeFileSync(file, text.replace(/^<= 6985$/m, '<= 6a80'));
    const answer = await lastAnswer(file);
    expect(answer.status).toBe('6a80');
    expect(answer).not.toHaveProperty('reason');
  });
});

it('an app that says itself what differs is left its words', async () => {
  const { file } = await refused('eth', 'amount');
  const answer = await lastAnswer(file);
  expect(answer).not.toHaveProperty('reason');
  expect(answer.fields.map(({ name }) => name)).toEqual(['swapError', 'difference']);
});
