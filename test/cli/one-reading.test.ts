/**
 * An answer is read in one place: what `run` puts before the device are the bytes `check` judges, and
 * the device says the same to both.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { textOf, toHex } from '../../src/bytes.js';
import { readCase } from '../../src/check/answer/read-case.js';
import { sentSignature } from '../../src/check/answer/sent.js';
import { factsOf } from '../../src/check/facts/read-facts.js';
import { FLOW_NAMES, FLOWS, type Flow } from '../../src/exchange/flows.js';
import { DEFAULT_FIRMWARE } from '../../src/firmware/index.js';
import type { JsonReport } from '../../src/report/json.js';
import { MISTAKE_CODES, MISTAKES } from '../../src/sign/mistakes.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-reading-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Nonces of test builds. */
const NONCE = '350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b';
const LETTERS = 'QQQQQQQQQQ';

/** Options an order needs so that the mistake can be made in it. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  AMOUNT_HEX_NIBBLE: ['--raw', '100000'],
  AMOUNT_FLOAT_ROUNDING: ['--raw', '123456789012345678'],
  REFUND_MEMO_LOST: ['--refund-memo', '12345'],
};

interface RunJson {
  readonly outcome: string;
  readonly refusal: { readonly command: string; readonly status: string } | null;
  readonly payload: { readonly text: string };
  readonly signature: string;
}

async function signed(flow: Flow, code: string): Promise<string | undefined> {
  const nonce = flow.nonce === 'letters' ? LETTERS : NONCE;
  const { code: exit, out } = await run([
    ...['sign', flow.kind, '--example', '--case', '--json', '--nonce', nonce],
    ...(flow.ng ? [] : ['--legacy']),
    ...(NEEDS[code] ?? []),
    ...['--mistake', code, '--force'],
  ]);
  return exit === 0 ? out : undefined;
}

/** Both forms of a coin check say the same. */
function refusalWords(refusal: RunJson['refusal']): string {
  if (refusal === null) return 'none';
  return `${refusal.command.replace('_NO_DISPLAY', '')} ${refusal.status}`;
}

/** What `check` runs stops where it does not know the currencies; the device of `run` goes on. */
const CHECKS_COINS = /^none$|^CHECK_(PAYOUT_ADDRESS|REFUND_ADDRESS|ASSET_IN) /;

describe.each(FLOW_NAMES)('%s', (name) => {
  const flow = FLOWS[name];
  const codes = MISTAKE_CODES.filter((code) => MISTAKES[code].flows.includes(name));
  let made = 0;

  it.each(codes)('%s: run sends what check judges, and hears what check says', async (code) => {
    const text = await signed(flow, code);
    if (text === undefined) return;
    made++;
    const file = join(folder, `${name}-${code}.json`);
    writeFileSync(file, text);
    const { results } = JSON.parse((await run(['check', file, '--json'])).out) as JsonReport;
    const [result] = results as [JsonReport['results'][number]];
    const { code: exit, out } = await run([
      ...['run', flow.kind, '--response', file, '--build', 'test', '--json'],
      ...(flow.ng ? [] : ['--legacy']),
    ]);
    const judged = readCase(JSON.parse(text), 'answer');
    if (judged.payload === '') {
      expect({ exit, verdict: result.verdict }).toEqual({ exit: 2, verdict: 'unreadable' });
      return;
    }
    const stoppedAt = result.readers[0]?.stoppedAt ?? '';
    const report = JSON.parse(out) as RunJson;
    const { transmitted } = factsOf(judged, DEFAULT_FIRMWARE);
    const payload = flow.encoding === 'raw' ? toHex(transmitted) : textOf(transmitted);
    expect(report.payload.text).toBe(payload);
    // Not sent where the payload was refused.
    const signature = toHex(sentSignature(flow, judged.signature));
    expect([signature, null]).toContain(report.signature);
    const [heard, told] = [report.refusal, result.device].map(refusalWords);
    if (told === 'none' && stoppedAt !== '') {
      expect(heard).toMatch(CHECKS_COINS);
    } else expect(heard).toBe(told);
  });

  it('had mistakes to make', () => expect(made).toBeGreaterThan(30));
});
