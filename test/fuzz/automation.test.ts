/** Automation documents of anything at all: obeyed, or refused in one sentence. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InputError } from '../../src/errors.js';
import { Automation } from '../../src/server/automation.js';
import { cpuMs, LONGEST_MS, RUNS } from './mutations.js';

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.double());
/** Pieces of Python's patterns; none repeats what repeats, so that each ends by itself. */
const pattern = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 2 }),
      fc.constantFrom(
        '(?P<a>',
        '(?P=a)',
        ')',
        '(?i)',
        '[',
        ']',
        '\\Z',
        '\\A',
        '$',
        '^',
        '{,3}',
        '(?#',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join('').replace(/[*+]/g, 'x'));
const action = fc.oneof(
  fc.constantFrom(['button', 1, true], ['finger', 1, 2, false], ['setbool', 'a', true], ['exit']),
  fc.array(leaf, { maxLength: 4 }),
);
const rule = fc.dictionary(
  fc.constantFrom('text', 'regexp', 'x', 'y', 'conditions', 'actions', 'comment', '__proto__'),
  fc.oneof(leaf, pattern, fc.array(action, { maxLength: 3 })),
);
const good = fc.record(
  { regexp: pattern, actions: fc.array(action, { maxLength: 3 }), x: fc.integer() },
  { requiredKeys: [] },
);
const document = fc.oneof(
  fc.string(),
  leaf.map((value) => JSON.stringify(value)),
  fc
    .array(fc.oneof(rule, good), { maxLength: 4 })
    .map((rules) => JSON.stringify({ version: 1, rules })),
);

it('a document', { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(document, fc.string({ maxLength: 12 }), async (text, drawn) => {
      const before = process.cpuUsage();
      let automation: Automation;
      try {
        automation = new Automation(text);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        expect((error as Error).message.length).toBeLessThan(600);
        return;
      }
      const actions = await automation.actionsFor({ text: drawn, x: 0, y: 0 });
      expect(cpuMs(before)).toBeLessThan(LONGEST_MS);
      for (const [kind] of actions) expect(['button', 'finger', 'setbool', 'exit']).toContain(kind);
    }),
    { numRuns: RUNS },
  );
});
