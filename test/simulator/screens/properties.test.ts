import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNano, MODELS } from '../../../src/device.js';
import { approveGestures, rejectGestures } from '../../../src/simulator/screens/gestures.js';
import {
  FIRST_PLACE,
  type NanoStep,
  nanoPage,
  type Place,
  placeAfter,
} from '../../../src/simulator/screens/nano.js';
import {
  layout,
  type ReviewFacts,
  react,
  review,
  screenText,
  type Ui,
  view,
} from '../../../src/simulator/screens/ui.js';
import { contextOf } from './facts.js';

/** Longest value the protocol allows: the payout address. */
const MAX_BYTES = 150;
const RUNS = 500;

/** Texts as hostile as a partner can sign them, and long ones among them. */
function text(chars: fc.Arbitrary<string>, max: number): fc.Arbitrary<string> {
  return fc.string({ unit: chars, maxLength: max, size: 'max' });
}

const anyByte = fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code));
const plain = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...'aWi0.@:/') },
  { weight: 2, arbitrary: fc.constantFrom(...' -_\n\x01\x7f\x80') },
);
const undelimited = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));

const isPrintable = (char: string): boolean => char >= ' ' && char <= '~';
const printable = (value: string): string => [...value].filter(isPrintable).join('');

/** The pages of a value: where each starts and what it shows below its tag. */
function pagesOf(value: string): { start: number; shown: string }[] {
  const step: NanoStep = { look: 'text', kind: 'pair', tag: 'Email', value };
  const pages: { start: number; shown: string }[] = [];
  for (let place: Place | null = FIRST_PLACE; place !== null; place = placeAfter(step, place)) {
    const { texts } = nanoPage(step, place, { left: true, right: true });
    const lines = texts.filter(({ font }) => font === 'small');
    pages.push({ start: place.start, shown: lines.map((line) => line.text).join('') });
  }
  return pages;
}

function facts(kind: ReviewFacts['kind'], texts: string[], address: string | null): ReviewFacts {
  const [from = '', to = '', partner = '', email = '', send = '', receive = '', fees = ''] = texts;
  const user = email;
  const account = receive.slice(0, 49);
  const estimated = false;
  const crossSeedAddress = kind === 'swap' ? address : null;
  return {
    kind,
    from,
    to,
    partner,
    email,
    user,
    account,
    send,
    receive,
    fees,
    estimated,
    crossSeedAddress,
  };
}

const anyFacts = fc
  .tuple(
    fc.constantFrom('swap' as const, 'sell' as const, 'fund' as const),
    fc.tuple(
      text(anyByte, 9),
      text(anyByte, 9),
      text(anyByte, 15),
      text(anyByte, 49),
      text(anyByte, 50),
      text(anyByte, 100),
      text(anyByte, 50),
    ),
    fc.option(text(anyByte, MAX_BYTES)),
  )
  .map(([kind, texts, address]) => facts(kind, texts, address));

describe('whatever a partner signs', () => {
  test('nothing of a value is left out on a Nano', () => {
    fc.assert(
      fc.property(text(plain, MAX_BYTES), (value) => {
        const all = printable(value);
        let seen = 0;
        for (const { start, shown } of pagesOf(value)) {
          const from = printable(value.slice(0, start)).length;
          // Where a line begins with a delimiter a page may repeat the end of the one before it.
          expect(from).toBeLessThanOrEqual(seen);
          expect(all.slice(from, from + shown.length)).toBe(shown);
          seen = from + shown.length;
        }
        expect(seen).toBe(all.length);
      }),
      { numRuns: 4 * RUNS },
    );
  });

  test('the lines of a value without blanks, joined, are the value', () => {
    fc.assert(
      fc.property(
        text(
          undelimited.filter((char) => !/[-_]/.test(char)),
          MAX_BYTES,
        ),
        (value) => {
          expect(
            pagesOf(value)
              .map(({ shown }) => shown)
              .join(''),
          ).toBe(value);
        },
      ),
      { numRuns: 4 * RUNS },
    );
  });

  for (const model of MODELS) {
    test(`any bytes can be reviewed, approved and refused on ${model}`, () => {
      const context = contextOf(model);
      let pages = 0;
      fc.assert(
        fc.property(anyFacts, (some) => {
          const start = review(context, some);
          let ui: Ui = start;
          const approval = approveGestures(start);
          for (const event of approval) {
            const { lines, page } = view(ui);
            expect(lines.every(({ text: line }) => [...line].every(isPrintable))).toBe(true);
            expect(page!.index).toBeLessThan(page!.count);
            ui = react(ui, event).ui;
            pages++;
          }
          expect(screenText(ui)).toEqual(['Processing']);
          const refusal = rejectGestures(start).reduce(
            (at: { ui: Ui; outcome?: string }, event) => react(at.ui, event),
            { ui: start },
          );
          expect(refusal.outcome).toBe(
            some.crossSeedAddress === null ? 'reject' : 'reject-warning',
          );
          expect(screenText(refusal.ui)).toEqual(['Transaction rejected']);
        }),
        { numRuns: RUNS },
      );
      console.info(`${model}: ${RUNS} random reviews, ${pages} screens`);
    });
  }

  test('the state is plain data: the same after a trip through JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MODELS), anyFacts, (model, some) => {
        let ui: Ui = review(contextOf(model), some);
        for (const event of approveGestures(ui)) {
          const copy = JSON.parse(JSON.stringify(ui)) as Ui;
          expect(layout(copy)).toEqual(layout(ui));
          ui = react(copy, event).ui;
        }
        expect(ui.kind).toBe('processing');
      }),
      { numRuns: RUNS / 5 },
    );
  });

  test('texts fit the screens: a line never is wider than its column', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MODELS), anyFacts, (model, some) => {
        const limit = { nanosp: 114, nanox: 114, stax: 352, flex: 416, apex_p: 268 }[model];
        let ui: Ui = review(contextOf(model), some);
        for (const event of approveGestures(ui)) {
          for (const line of layout(ui).texts) {
            // The delimiter a line breaks at may stick out, by its own width.
            const breaks = /[ _-]$/.test(line.text) ? 20 : 0;
            expect(line.w).toBeLessThanOrEqual(limit + breaks);
          }
          ui = react(ui, event).ui;
        }
      }),
      { numRuns: RUNS / 5 },
    );
  });

  test('a whole review as text takes less than a millisecond', () => {
    for (const model of MODELS) {
      const address = 'bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg0000'.repeat(3);
      const names = ['LONGTOKEN', 'OTHERTOKN', 'Some partner', 'mail@example.com'];
      const amounts = ['0.000000000446739662 ETH', '0.1 OTHERTOKN', '0.000000000000010078 ETH'];
      const some = facts('swap', [...names, ...amounts], address);
      const gestures = approveGestures(review(contextOf(model), some));
      const read = (): void => {
        let ui: Ui = review(contextOf(model), some);
        for (const event of gestures) {
          screenText(ui);
          ui = react(ui, event).ui;
        }
      };
      for (let i = 0; i < 300; i++) read();
      const start = performance.now();
      for (let i = 0; i < 100; i++) read();
      const each = (performance.now() - start) / 100;
      const kind = isNano(model) ? 'buttons' : 'touch';
      console.info(
        `${model} (${kind}): a review of ${gestures.length} screens in ${each.toFixed(3)} ms`,
      );
      // Generous: shared machines are slow at times.
      expect(each).toBeLessThan(5);
    }
  });
});
