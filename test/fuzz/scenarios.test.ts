/** Scenario files of anything at all: read, or refused in one sentence. `npm run fuzz` runs many more. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InputError } from '../../src/errors.js';
import { parseScenarios } from '../../src/scenario/parse-scenarios.js';
import { prepare } from '../../src/scenario/prepare.js';
import { cpuMs, LONGEST_MS, RUNS } from './mutations.js';

const LONGEST = 2000;

/** Words of the format, so that more than its first line is reached. */
const KEYS = [
  ...['name', 'about', 'device', 'flow', 'order', 'partner', 'mistake', 'host', 'faults', 'user'],
  ...['expect', 'matrix', 'defaults', 'scenarios', 'kind', 'legacy', 'rate', 'model', 'outcome'],
  ...[
    'screens',
    'gestures',
    'at',
    'status',
    'size',
    'fields',
    'memo',
    'amount',
    '__proto__',
    'fees',
  ],
];
const WORDS = [
  ...['swap', 'sell', 'fund', 'approved', 'refused', 'stax', 'nanosp', 'true', 'CHECK_PARTNER'],
  ...['9d1a', '0.5', '-1', '1e9', '', 'x', 'tap 1,2', 'hold 1,1 for 3', 'lose', 'ETH', 'toString'],
];
const leaf = fc.oneof(fc.constantFrom(...WORDS), fc.string(), fc.integer(), fc.constant(null));
const tree = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string()), tie('value'), { maxKeys: 5 }),
  ),
})).value;
const scenario = fc.dictionary(fc.constantFrom(...KEYS), tree).map((changes) => ({
  ...{ name: 'a', flow: { kind: 'swap' }, expect: { outcome: 'approved' } },
  ...changes,
}));
const marks = fc.constantFrom(
  ...':-[]{},&*!|>%@`\'"#? \n\t'.split(''),
  '- ',
  ': ',
  '\n  ',
  '---\n',
);
const yaml = fc
  .array(fc.oneof(marks, fc.constantFrom(...KEYS, ...WORDS)), { maxLength: 200 })
  .map((parts) => parts.join(''));

it.each([
  ['JSON', 'a.json', fc.oneof(tree, scenario).map((value) => JSON.stringify(value))],
  [
    'YAML',
    'a.yaml',
    fc.oneof(
      yaml,
      fc.string(),
      scenario.map((value) => JSON.stringify(value)),
    ),
  ],
] as const)('%s', { timeout: 3_600_000 }, async (_, file, texts) => {
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const before = process.cpuUsage();
      try {
        for (const one of (await parseScenarios(text, file)).slice(0, 3)) prepare(one);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        expect((error as Error).message.length).toBeLessThan(LONGEST);
      }
      expect(cpuMs(before)).toBeLessThan(LONGEST_MS);
    }),
    { numRuns: RUNS },
  );
});
