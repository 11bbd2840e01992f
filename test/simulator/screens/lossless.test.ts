/** Issue 4: any strings up to the protocol's limits lay out without loss, on every model. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNano, MODELS, type Model } from '../../../src/device.js';
import { reviewPairs } from '../../../src/simulator/screens/content.js';
import { reviewUis } from '../../../src/simulator/screens/review-uis.js';
import { layout, type ReviewFacts, type Ui } from '../../../src/simulator/screens/ui.js';
import { contextOf } from './facts.js';

const RUNS = 300;

/** Texts of at most `max` bytes, long ones among them. */
function text(chars: fc.Arbitrary<string>, max: number): fc.Arbitrary<string> {
  return fc.string({ unit: chars, maxLength: max, size: 'max' });
}

function anyFacts(chars: fc.Arbitrary<string>): fc.Arbitrary<ReviewFacts> {
  return fc.record({
    kind: fc.constantFrom('swap' as const, 'sell' as const, 'fund' as const),
    from: text(chars, 9),
    to: text(chars, 9),
    partner: text(chars, 15),
    send: text(chars, 49),
    receive: text(chars, 49),
    fees: text(chars, 49),
    estimated: fc.boolean(),
    email: text(chars, 49),
    user: text(chars, 49),
    account: text(chars, 49),
    crossSeedAddress: fc.option(text(chars, 150)),
  });
}

/** The values of a review, read off its pages as its user reads them. */
function valuesRead(uis: readonly Ui[], model: Model): string[] {
  return isNano(model) ? nanoValues(uis) : touchValues(uis);
}

/** Bold tags, values below; a tag that ends in (2/3) goes on with the value before it. */
function nanoValues(uis: readonly Ui[]): string[] {
  const values: string[] = [];
  for (const ui of uis) {
    const { kind, texts } = layout(ui);
    if (kind !== 'pair') continue;
    const tag = texts.find(({ font }) => font === 'bold')?.text ?? '';
    const shown = texts.flatMap(({ font, text: line }) => (font === 'small' ? line : '')).join('');
    const [, part = '1'] = /\((\d+)\/\d+\)$/.exec(tag) ?? [];
    if (part === '1') values.push(shown);
    else values.push(`${values.pop() ?? ''}${shown}`);
  }
  return values;
}

/** Small tags, large values; where a value ends in 'More' its details have all of it, in bold. */
function touchValues(uis: readonly Ui[]): string[] {
  const values: string[] = [];
  let details: string | undefined;
  const flush = (): void => {
    if (details === undefined) return;
    values.pop();
    values.push(details);
    details = undefined;
  };
  for (const ui of uis) {
    const { kind, texts } = layout(ui);
    if (kind === 'details') {
      const value = texts.filter(({ font, text: line }) => font === 'bold' && line !== 'Close');
      details = `${details ?? ''}${value.map((line) => line.text).join('')}`;
      continue;
    }
    flush();
    if (kind !== 'pairs') continue;
    let tagEnd = 0;
    for (const { font, text: line, y, h } of texts) {
      if (font === 'large') values.push(`${values.pop() ?? ''}${line}`);
      if (font !== 'small' || /^\d+ of \d+$/.test(line)) continue;
      // A long name of a partner goes on in the next line of its tag.
      if (tagEnd === 0 || y > tagEnd + h / 2) values.push('');
      tagEnd = y + h;
    }
  }
  flush();
  return values;
}

const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
const solid = printable.filter((char) => !/[ _-]/.test(char));
const wide = fc.constantFrom(...'WM@m');
const narrow = fc.constantFrom(...'il.1');

describe.each(MODELS)('%s', (model) => {
  const context = contextOf(model);

  test.each([
    // Where a line begins with a delimiter a Nano repeats it: see properties.test.ts.
    isNano(model) ? ['without a delimiter', solid] : ['all that is drawn', printable],
    ['the widest', wide],
    ['the narrowest', narrow],
  ] satisfies [string, fc.Arbitrary<string>][])(
    'the lines of all pages, joined, are the values: %s',
    (_, chars) => {
      let longest = 0;
      fc.assert(
        fc.property(anyFacts(chars), (facts) => {
          const values = reviewPairs(context, facts).map(({ value }) => value);
          const uis = reviewUis(context, facts);
          expect(valuesRead(uis, model)).toEqual(values);
          longest = Math.max(longest, uis.length);
        }),
        { numRuns: RUNS },
      );
      console.info(`${model}: ${RUNS} random reviews of up to ${longest} screens`);
    },
  );
});
