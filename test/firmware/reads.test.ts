/** What was read of a release, and which others read alike. */
import { expect, it } from 'vitest';
import { watched } from '../../src/firmware/reads.js';
import { RELEASES } from '../../src/firmware/releases.js';

const data = (changes: object = {}) => ({
  id: 'a',
  limits: { name: 15, key: 65 },
  rules: { 3: { step: 'any' }, 4: null } as Record<number, { step: string } | null>,
  quirks: ['one', 'two'],
  version: [4, 4, 2],
  ...changes,
});

it('what was not read may differ', () => {
  const { data: read, readsAlike } = watched(data());
  expect(read.limits.name).toBe(15);
  expect(readsAlike(data({ id: 'b', quirks: [], limits: { name: 15, key: 33 } }))).toBe(true);
  expect(readsAlike(data({ limits: { name: 16, key: 65 } }))).toBe(false);
  expect(readsAlike(data({ limits: { key: 65 } }))).toBe(false);
});

it('of a list that was searched only what was sought counts', () => {
  const { data: read, readsAlike } = watched(data());
  expect(read.quirks.includes('one')).toBe(true);
  expect(read.quirks.includes('three')).toBe(false);
  expect(readsAlike(data({ quirks: ['one', 'four'] }))).toBe(true);
  expect(readsAlike(data({ quirks: ['two'] }))).toBe(false);
  expect(readsAlike(data({ quirks: ['one', 'three'] }))).toBe(false);
});

it('what was walked through counts whole', () => {
  const { data: read, readsAlike } = watched(data());
  expect(Uint8Array.from(read.version)).toEqual(Uint8Array.of(4, 4, 2));
  expect(Object.entries(read.limits)).toEqual([
    ['name', 15],
    ['key', 65],
  ]);
  expect(readsAlike(data({ id: 'b' }))).toBe(true);
  expect(readsAlike(data({ version: [4, 4, 1] }))).toBe(false);
  expect(readsAlike(data({ limits: { name: 15, key: 65, more: 1 } }))).toBe(false);
});

it('whether something is there counts where it was asked', () => {
  const { data: read, readsAlike } = watched(data());
  expect(Object.hasOwn(read.rules, 4)).toBe(true);
  expect(Object.hasOwn(read.rules, 5)).toBe(false);
  expect(read.rules[3]).toEqual({ step: 'any' });
  expect(readsAlike(data({ rules: { 3: { step: 'any' }, 4: null } }))).toBe(true);
  expect(readsAlike(data({ rules: { 3: { step: 'any' }, 4: { step: 'any' } } }))).toBe(false);
  expect(readsAlike(data({ rules: { 3: { step: 'any' }, 4: null, 5: null } }))).toBe(false);
  expect(readsAlike(data({ rules: { 4: null } }))).toBe(false);
});

it('a copy of all that is watched is the release itself', () => {
  for (const release of RELEASES.slice(-3)) {
    expect(JSON.parse(JSON.stringify(watched(release).data))).toEqual(
      JSON.parse(JSON.stringify(release)),
    );
  }
});
