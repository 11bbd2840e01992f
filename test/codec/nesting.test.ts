import { expect, it } from 'vitest';
import { isDeepValue, isNestedTooDeep, MAX_NESTING } from '../../src/codec/nesting.js';

const n = MAX_NESTING;

it.each([
  ['brackets', '['.repeat(n), '['.repeat(n + 1)],
  ['objects', '{"a":'.repeat(n), '{"a":'.repeat(n + 1)],
  ['lists in a line', `${'- '.repeat(n - 1)}a`, `${'- '.repeat(n + 1)}a`],
  ['complex keys', `${'? '.repeat(n - 1)}a`, `${'? '.repeat(n + 1)}a`],
  [
    'indents',
    Array.from({ length: n }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    Array.from({ length: n + 1 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
  ],
])('%s', (_, deep, tooDeep) => {
  expect(isNestedTooDeep(deep)).toBe(false);
  expect(isNestedTooDeep(tooDeep)).toBe(true);
});

it('brackets in quotes are text', () => {
  expect(isNestedTooDeep(`"${'['.repeat(1000)}\\"${'['.repeat(1000)}"`)).toBe(false);
});

it('values', () => {
  const nested = (levels: number) => {
    let value: unknown = {};
    for (let at = 0; at < levels; at++) value = at % 2 === 0 ? [value] : { value };
    return value;
  };
  expect(isDeepValue(nested(n))).toBe(false);
  expect(isDeepValue(nested(n + 1))).toBe(true);
  expect(isDeepValue('text')).toBe(false);
});
