/**
 * Recordings of older releases of the real firmware decode without being told which: what a device
 * took can be read and verifies, in the first form of the NG commands, too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DecodedExchange } from '../../src/decode/decoded.js';
import { Decoder } from '../../src/decode/decoder.js';
import { firmware } from '../../src/firmware/index.js';
import { readLog } from '../../src/logs/index.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { remembering } from '../../src/simulator/verifier.js';

const GOLDEN = new URL('../golden-firmware/', import.meta.url);
const verifier = remembering(nodeVerifier, 4096);

function decoded(version: string, file: string, isNamed: boolean): DecodedExchange[] {
  const bytes = readFileSync(new URL(`${version}/${file}`, GOLDEN));
  const decoder = new Decoder({ verifier, ...(isNamed ? { firmware: firmware(version) } : {}) });
  return readLog(bytes).exchanges.map((exchange) => decoder.decode(exchange));
}

/** A command during the review: the answer behind it is that of the review. */
const DURING_REVIEW = /^state-waiting-user-validation-/;
/** What 3.3.3 passes over is too long for later releases. */
const SKIPPED_FIELD = 'pb-extra-data-sizes.apdu';

/** They are many, and much alike. */
const EVERY = 3;

describe.each(['2.0.14-dev', '3.3.3', '4.2.4'])('%s', (version) => {
  const files = readdirSync(new URL(`${version}/`, GOLDEN))
    .filter((name) => !DURING_REVIEW.test(name))
    .filter((name, at) => at % EVERY === 0 || name === SKIPPED_FIELD);

  it.each([false, true])('no check fails where the device said yes; release named: %s', (named) => {
    const wrong: string[] = [];
    let held = 0;
    for (const file of files) {
      if (!named && file === SKIPPED_FIELD) continue;
      for (const { at, answer, problem, checks } of decoded(version, file, named)) {
        if (answer?.status !== '9000') continue;
        if (problem !== undefined) wrong.push(`${file}:${at}: ${problem}`);
        for (const { subject, holds, says } of checks) {
          if (holds === false) wrong.push(`${file}:${at}: ${subject}: ${says}`);
          if (holds === true) held++;
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(150);
  });
});
