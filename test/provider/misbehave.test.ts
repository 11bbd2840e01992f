/** Every switch of `--misbehave`: it is there, and it changes what the provider says. */
import { describe, expect, it } from 'vitest';
import { behavioursOf, SWITCHES } from '../../src/provider/serve/index.js';
import { pushLines } from './support/push-transcript.js';
import { callLines } from './support/transcript.js';

const sorted = (lines: readonly string[]) => {
  // Within one moment pushes of different orders may come in any order.
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith('after ')) parts.push([]);
    else parts.at(-1)!.push(line);
  }
  const names = ['refused once', 'redirected', 'sell', 'unknown order'];
  return parts.map((part) => names.map((name) => part.filter((line) => line.startsWith(name))));
};

const good = { calls: callLines(), pushes: pushLines() };

it('a good provider says the same twice', async () => {
  expect(await callLines()).toEqual(await good.calls);
  expect(sorted(await pushLines())).toEqual(sorted(await good.pushes));
});

describe('every switch changes an answer or a push', () => {
  it.concurrent.each(SWITCHES.map(({ code }) => code))('%s', async (code) => {
    const calls = await callLines(code);
    const before = (await good.calls).slice(0, calls.length);
    if (calls.join('\n') !== before.join('\n')) return;
    expect(sorted(await pushLines(code))).not.toEqual(sorted(await good.pushes));
  });
});

it('names what breaks a rule, where that is given in place of a mistake', () => {
  expect(() => behavioursOf(['quote_expiry_missing'])).toThrow(
    expect.objectContaining({
      hint: `It is a rule, broken by NO_EXPIRY. --misbehave list prints all ${SWITCHES.length}.`,
    }),
  );
});

it('names the nearest code', () => {
  expect(() => behavioursOf(['QUOTE_SLOV'])).toThrow(
    expect.objectContaining({
      message: expect.stringContaining('found "QUOTE_SLOV"'),
      hint: expect.stringContaining('Did you mean QUOTE_SLOW?'),
    }),
  );
});
