import { expect, it } from 'vitest';
import { readingsOf } from '../../../../src/check/rules/signature/forms/halves.js';

const RS = Uint8Array.from({ length: 64 }, (_, i) => i + 0x40);

it.each([
  ['a recovery id in front', [0x1f]],
  ['a sign byte in front', [0x00]],
])('%s is looked for where s ends as a line does', (_, front) => {
  const rs = RS.with(63, 0x0a);
  const read = readingsOf(Uint8Array.from([...front, ...rs]), false);
  expect(read.map((one) => one.rs)).toContainEqual(rs);
  // The line end of a file comes first.
  expect(read[0]?.steps[0]?.what).toBe('without the line end behind 64 bytes');
});

it('two sign bytes are looked for where s ends as a line does in DOS', () => {
  const rs = RS.with(0, 0x80).with(32, 0x80).with(62, 0x0d).with(63, 0x0a);
  const bytes = Uint8Array.from([0, ...rs.slice(0, 32), 0, ...rs.slice(32)]);
  expect(readingsOf(bytes, false).map((one) => one.rs)).toContainEqual(rs);
});
