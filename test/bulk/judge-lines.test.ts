/** Lines are judged with their signatures taken as right: nothing of that may be seen. */
import { describe, expect, it } from 'vitest';
import { AssumedSignatures } from '../../src/bulk/assumed-signatures.js';
import { LineJudge } from '../../src/bulk/judge-lines.js';
import { readCase } from '../../src/check/answer/read-case.js';
import { check } from '../../src/check/check.js';
import { fastestVerifier } from '../../src/simulator/node-fastest-verifier.js';
import type { SignedMessage } from '../../src/simulator/verifier.js';
import { FIXTURES } from '../check/fixtures.js';

const judge = new LineJudge({ file: 'all', firmware: '4.4.2', options: {} }, fastestVerifier);

function judged(lines: readonly unknown[]) {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  return [...judge.judge(Buffer.from(text), 1)];
}

/** Each by itself. */
function expected(lines: readonly unknown[]) {
  return lines.map((line, at) => ({
    place: { file: 'all', line: at + 1 },
    verdict: check(readCase(line, `all:${at + 1}`), {
      firmware: '4.4.2',
      verifier: fastestVerifier,
    }),
  }));
}

const good = FIXTURES.filter(({ id }) => id.startsWith('good-'));
const wrongSignature = good.map((fixture) => {
  const { payload, signature } = fixture.providerSig;
  const other = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  return { ...fixture, providerSig: { payload, signature: other } };
});

describe('LineJudge', () => {
  it('a wrong signature among good ones is refused, and no other', () => {
    const lines = good.flatMap((one, at) => [one, wrongSignature[at], one]);
    const results = judged(lines);
    expect(results).toEqual(expected(lines));
    const refused = results.filter((one) => 'verdict' in one && one.verdict.verdict === 'refused');
    expect(refused.length).toBe(good.length);
  });

  it('the same wrong one again and again is refused each time', () => {
    const [first, second] = wrongSignature;
    const lines = [first, first, second, second, second, first];
    const results = judged(lines);
    expect(results).toEqual(expected(lines));
    for (const one of results) expect(one).toHaveProperty('verdict.verdict', 'refused');
  });

  it('in longer batches than are verified together', () => {
    const lines = Array.from({ length: 200 }, (_, at) =>
      at % 97 === 5 ? wrongSignature[at % good.length] : good[at % good.length],
    );
    expect(judged(lines)).toEqual(expected(lines));
  });

  it('what is no case stands in its place, beside and between those that are judged', () => {
    const broken = (at: number) => at % 7 === 3;
    const lines = Array.from({ length: 60 }, (_, at) =>
      broken(at) ? 'no JSON' : JSON.stringify(good[at % good.length]),
    );
    const results = [...judge.judge(Buffer.from(`\n${lines.join('\n\n')}`), 1)];
    expect(results.length).toBe(60);
    for (const [at, one] of results.entries()) {
      expect(one.place).toEqual({ file: 'all', line: 2 * at + 2 });
      if (broken(at)) expect(one).toMatchObject({ problem: expect.stringMatching(/^all:\d+: /) });
      else expect(one).toMatchObject({ verdict: { file: `all:${2 * at + 2}`, findings: [] } });
    }
  });

  it('several releases, and some that must take it', () => {
    const options = { firmware: '4.0.0..4.4.2', require: '3.4.1', verifier: fastestVerifier };
    const { verifier, ...several } = options;
    const both = new LineJudge({ file: 'all', ...several, options: {} }, verifier);
    const lines = [...good, ...wrongSignature];
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    const verdicts = [...both.judge(Buffer.from(text), 1)];
    expect(verdicts).toEqual(
      lines.map((line, at) => ({
        place: { file: 'all', line: at + 1 },
        verdict: check(readCase(line, `all:${at + 1}`), options),
      })),
    );
  });
});

describe('AssumedSignatures', () => {
  const verifier = { name: 'odd', verify: ({ message }: SignedMessage) => message[0]! % 2 === 1 };
  const asked = (message: Uint8Array) =>
    ({ curve: 'secp256k1', hash: 'sha256', publicKey: new Uint8Array(65), message }) as const;

  it('keeps what it was asked, however much that is, and whoever writes over it', () => {
    const assumed = new AssumedSignatures(verifier);
    const memory = new Uint8Array(40_000);
    const cases = Array.from({ length: 9 }, (_, at) => {
      const one = assumed.forCase();
      memory[0] = at;
      expect(one.verify(asked(memory), new Uint8Array(64))).toBe(true);
      return one;
    });
    memory.fill(0xff);
    const answers = assumed.answers();
    expect(cases.map((one) => one.wasRight(answers))).toEqual(cases.map((_, at) => at % 2 === 1));
    expect(assumed.answers()).toEqual([]);
  });

  it('a case that asked several times was right when all of it was', () => {
    const assumed = new AssumedSignatures(verifier);
    const [both, one, none] = [assumed.forCase(), assumed.forCase(), assumed.forCase()];
    for (const first of [1, 3]) both.verify(asked(Uint8Array.of(first)), new Uint8Array(64));
    for (const first of [1, 2]) one.verify(asked(Uint8Array.of(first)), new Uint8Array(64));
    const answers = assumed.answers();
    expect([both, one, none].map((each) => each.wasRight(answers))).toEqual([true, false, true]);
  });
});
