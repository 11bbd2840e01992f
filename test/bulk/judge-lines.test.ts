/** Lines are judged with their signatures taken as right: nothing of that may be seen. */
import { describe, expect, it } from 'vitest';
import { LineJudge } from '../../src/bulk/judge-lines.js';
import { readCase } from '../../src/check/answer/read-case.js';
import { check } from '../../src/check/check.js';
import { fastestVerifier } from '../../src/simulator/node-fastest-verifier.js';
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
});
