/**
 * Answers and cases of any form: read and judged, or refused with an InputError; never another
 * exception, never long.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { documentsOf, lineDocument } from '../../src/check/answer/documents.js';
import { readCase } from '../../src/check/answer/read-case.js';
import { Checker } from '../../src/check/check.js';
import { decodeText } from '../../src/codec/text.js';
import { InputError } from '../../src/errors.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { FIXTURES } from '../check/fixtures.js';
import { cpuMs, LONGEST_MS, Mutator, RUNS } from './mutations.js';

const SHAPES = new URL('../golden/cases/22-shapes/', import.meta.url);
const ANSWERS = readdirSync(SHAPES).map((name) => decodeText(readFileSync(new URL(name, SHAPES))));
const CASES = FIXTURES.map((fixture) => JSON.stringify(fixture));

const checker = new Checker({ screens: true, verifier: nodeVerifier });

/** What a text comes to; anything but an InputError is a fault. */
async function judged(text: string): Promise<string> {
  try {
    const documents = await documentsOf(text, { name: 'fuzz' });
    for (const { value, noticed } of documents.slice(0, 20)) {
      checker.check(readCase(value, 'fuzz', { flow: 'swap' }, noticed));
    }
    return 'judged';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message.length, error.message.slice(0, 400)).toBeLessThan(1000);
    return 'refused';
  }
}

it.each([
  ['answers', ANSWERS],
  ['cases', CASES],
])(
  '%s',
  async (name, corpus) => {
    const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
    const mutator = new Mutator(corpus, seed);
    const seen: Record<string, number> = { judged: 0, refused: 0 };
    for (let at = 0; at < RUNS; at++) {
      const text = mutator.text();
      const before = process.cpuUsage();
      const where = `${name}, seed ${seed}, number ${at}, ${JSON.stringify(text.slice(0, 300))}`;
      const outcome = await judged(text).catch((error: unknown) => {
        throw new Error(where, { cause: error });
      });
      seen[outcome]!++;
      expect(cpuMs(before), where).toBeLessThan(LONGEST_MS);
    }
    expect(seen.judged).toBeGreaterThan(RUNS / 20);
    expect(seen.refused).toBeGreaterThan(0);
  },
  0,
);

it('lines of an archive', () => {
  const mutator = new Mutator([...ANSWERS, ...CASES], 1);
  for (let at = 0; at < RUNS; at++) {
    const text = mutator.text();
    try {
      lineDocument(text, 'fuzz:1');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
});
