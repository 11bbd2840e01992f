/** Results of every recorded mistake, and some that no provider would send. */

import { readCase } from '../../src/check/answer/read-case.js';
import { Checker } from '../../src/check/check.js';
import type { CheckResult, Judged, Place } from '../../src/report/result.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { FIXTURES, fixture } from '../check/fixtures.js';

const checker = new Checker({ verifier: nodeVerifier, screens: true });

export function judged(value: unknown, place: Place): Judged {
  return { place, verdict: checker.check(readCase(value, place.file)) };
}

export const GOOD = judged(fixture('good-swap-k1'), { file: 'good.json' });

/** Texts that break formats: markup, controls, line ends, half a character, another direction. */
export const HOSTILE = '<a b="c">&\'\u0000\u001b[31m\n\u0085\ud800\u202e\ufffe]]>--';

export const ODD: readonly CheckResult[] = [
  { place: { file: 'C:\\orders\\a b.json' }, problem: 'not read', hint: 'look again' },
  { place: { file: '-', line: 3 }, problem: `not read: ${HOSTILE}` },
  { place: { file: HOSTILE, item: 2 }, problem: 'a file with a name' },
  { ...GOOD, place: { file: '/orders/ü#1?.ndjson', line: 7 } },
  judged(
    { ...fixture('good-swap-k1'), providerSig: { payload: HOSTILE, signature: HOSTILE } },
    { file: 'hostile.json' },
  ),
];

export const ALL: readonly CheckResult[] = [
  ...FIXTURES.map((one, at) => judged(one, { file: 'fixtures.ndjson', line: at + 1 })),
  ...ODD,
];
