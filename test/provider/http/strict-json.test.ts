import fc from 'fast-check';
import { expect, it } from 'vitest';
import { leaves, looseJson, readStrictly } from '../../../src/provider/test/strict-json.js';

const read = (text: string) => readStrictly(new TextEncoder().encode(text));

it('names members that come twice, at any depth, and whether they differ', () => {
  const text = '{"a":1,"b":[{"x/y":"1","x/y":"1"},{"a":2}],"a":2,"c":{"a":{},"a":{}}}';
  expect(read(text).duplicates).toEqual([
    { at: '/b/0/x~1y', isSame: true },
    { at: '/a', isSame: false },
    { at: '/c/a', isSame: false },
  ]);
  // Escapes and signs inside texts are no members.
  expect(read('{"a":"\\"a\\":1,{","b":"}"}').duplicates).toEqual([]);
  expect(read('{"a":1,"\\u0061":2}').duplicates).toEqual([{ at: '/a', isSame: false }]);
});

it('finds none in what a serializer wrote', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(read(text)).toMatchObject({ duplicates: [], hasMark: false });
    }),
  );
});

it('gives the place of the first error and of the first damaged byte', () => {
  expect(read('{"a":1,}').problem).toBe('not JSON at character 7');
  expect(read('').problem).toBe('the body is empty');
  expect(read('{"a":').problem).toMatch(/too early|at character 5/);
  const latin = new Uint8Array([0x22, 0xc3, 0xbc, 0xfc, 0x22]);
  expect(readStrictly(latin).badByte).toBe(3);
  expect(readStrictly(new Uint8Array([0xef, 0xbb, 0xbf, 0x31]))).toMatchObject({ hasMark: true });
});

it('reads nothing that is nested too deep to be walked', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  expect(read(nested(100)).problem).toBeUndefined();
  expect(read(nested(101))).toMatchObject({
    problem: 'nested deeper than 100 levels',
    duplicates: [],
  });
  expect(read(nested(200_000)).problem).toBe('nested deeper than 100 levels');
  expect([looseJson(nested(100)), looseJson(nested(200_000)), looseJson('{"a":')]).toEqual([
    JSON.parse(nested(100)),
    undefined,
    undefined,
  ]);
  expect(looseJson('{"a":"[[["}')).toEqual({ a: '[[[' });
});

it('keeps the text of numbers', () => {
  const { value } = read('{"fee":1e-7,"list":[{"amount":0.10}],"text":"7"}');
  expect([...leaves(value)]).toEqual([
    { at: '/fee', name: 'fee', text: '1e-7', isNumber: true },
    { at: '/list/0/amount', name: 'amount', text: '0.10', isNumber: true },
    { at: '/text', name: 'text', text: '7', isNumber: false },
  ]);
});
