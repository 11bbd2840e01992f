import { expect, it } from 'vitest';
import { check, readCase } from '../../src/check/index.js';
import { fixture } from './fixtures.js';

it('x', () => {
  const v = check(readCase(fixture('good-swap-k1'), 'x', {}), { firmware: 'all', screens: true });
  for (const { screens, ...r } of v.matrix ?? [])
    console.log(JSON.stringify(r), JSON.stringify(screens).slice(0, 300));
  expect(1).toBe(1);
});
