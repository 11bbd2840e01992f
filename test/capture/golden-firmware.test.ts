/**
 * Recordings of older releases of the real firmware, played to the simulator with the profile that
 * their header names: every answer of the Exchange app and every screen.
 */
import { expect, it } from 'vitest';
import { itPlaysEach, suitesIn } from './golden-recordings.js';

const releases = suitesIn(new URL('../golden-firmware/', import.meta.url));

it('all recordings of older releases are here', () => {
  expect(releases.map(({ name, files }) => [name, files.length])).toEqual([
    ['2.0.14-dev', 439],
    ['3.3.3', 306],
    ['3.4.1', 273],
    ['4.0.0', 273],
    ['4.2.4', 293],
    ['4.4.0', 293],
  ]);
});

for (const release of releases) {
  itPlaysEach(release, ({ header }, { skipped }) => {
    expect(header.firmware).toBe(release.name);
    expect(skipped.random).toBe(0);
  });
}
