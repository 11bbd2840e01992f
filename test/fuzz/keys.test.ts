/**
 * Keys of any form, damaged: read, or said to be none in one sentence; never an exception beside
 * InputError, never long, and nothing of a private key repeated.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { textOf } from '../../src/bytes.js';
import { decodeText } from '../../src/codec/text.js';
import { InputError } from '../../src/errors.js';
import { readPrivateKey, readPublicKey } from '../../src/keys/read-key.js';
import { cpuMs, LONGEST_MS, Mutator, RUNS } from './mutations.js';

const KEYS = new URL('../golden/cases/keys/', import.meta.url);
const FILES = readdirSync(KEYS).map((name) => readFileSync(new URL(name, KEYS)));
/** Text where it is text, else a character for each byte. */
const CORPUS = FILES.map((bytes) => {
  const text = decodeText(bytes);
  return text.includes('\ufffd') ? textOf(bytes) : text;
});

/** Eight characters in a row of a sentence that stand in the key, too. */
function repeats(sentence: string, text: string): string | undefined {
  const plain = sentence.replaceAll(/secp\d+[kr]1|prime256v1|P-\d+/g, '');
  for (let at = 0; at + 8 <= plain.length; at++) {
    const run = plain.slice(at, at + 8);
    // Labels and words are not secret: keys are digits and letters without a blank.
    if (/^[0-9A-Za-z+/_=-]*\d[0-9A-Za-z+/_=-]*$/.test(run) && text.includes(run)) return run;
  }
  return undefined;
}

it('keys', () => {
  const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const mutator = new Mutator(CORPUS, seed);
  const seen = { read: 0, refused: 0 };
  for (let at = 0; at < RUNS; at++) {
    const text = mutator.text();
    const where = `seed ${seed}, number ${at}, ${JSON.stringify(text.slice(0, 300))}`;
    const before = process.cpuUsage();
    for (const read of [readPublicKey, readPrivateKey]) {
      try {
        read(at % 7 === 0 ? Buffer.from(text, 'latin1') : text, {
          field: 'key',
          curve: at % 2 === 0 ? 'secp256k1' : undefined,
        });
        seen.read++;
      } catch (error) {
        if (!(error instanceof InputError)) throw new Error(where, { cause: error });
        seen.refused++;
        expect(repeats(error.message, text), `${where}: ${error.message}`).toBeUndefined();
      }
    }
    expect(cpuMs(before), where).toBeLessThan(LONGEST_MS);
  }
  expect(seen.read).toBeGreaterThan(RUNS / 20);
  expect(seen.refused).toBeGreaterThan(RUNS / 20);
}, 0);
