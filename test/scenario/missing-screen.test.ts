/** What is said of an expected screen that did not come. */
import { describe, expect, it } from 'vitest';
import { missingScreen } from '../../src/scenario/missing-screen.js';

const SCREENS = [
  ['Exchange', 'app is ready'],
  ['Review transaction to', 'swap ETH to BTC'],
  ['Exchange partner', 'Test partner'],
  ['Send', '0.25 ETH'],
  ['Receive', '0.01 BTC'],
  ['Fees', '0.00042 ETH'],
];

describe('the nearest screen', () => {
  it.each([
    ['0.025 ETH', 'Send | 0.25 ETH'],
    ['0.00043 ETH', 'Fees | 0.00042 ETH'],
    ['swap BTC to ETH', 'Review transaction to | swap ETH to BTC'],
    ['test PARTNER 2', 'Exchange partner | Test partner'],
    ['app is redy', 'Exchange | app is ready'],
  ])('of words: %s', (contains, nearest) => {
    const text = missingScreen({ contains }, SCREENS, 0);
    expect(text).toContain(
      `expected a screen with ${JSON.stringify(contains)}, found none; the nearest is: ${nearest}; also: `,
    );
    expect(text.split('; ').length).toBe(SCREENS.length + 1);
  });

  it('of whole lines', () => {
    const text = missingScreen({ lines: ['Receive', '0.1 BTC'] }, SCREENS, 2);
    expect(text).toContain(
      'expected a screen that reads "Receive | 0.1 BTC" after the ones before, found none; the nearest is: Receive | 0.01 BTC; also: Exchange partner | Test partner; Send | 0.25 ETH; Fees',
    );
    expect(text).not.toContain('app is ready');
  });

  it('that came too early is told as that', () => {
    expect(missingScreen({ contains: 'Test partner' }, SCREENS, 3)).toBe(
      'expected a screen with "Test partner" after the ones before, found it earlier, as screen 3 of 6: Exchange partner | Test partner',
    );
  });

  it('none at all', () => {
    const text = 'expected a screen with "x", found no more screens';
    expect(missingScreen({ contains: 'x' }, [], 0)).toBe(text);
  });

  it('lists each screen once, and not endlessly', () => {
    const many = Array.from({ length: 2000 }, (_, i) => [`page ${i % 40}`, 'of many']);
    const text = missingScreen({ contains: 'pge 39' }, many, 0);
    expect(text).toMatch(/the nearest is: page 39 \| of many; /);
    expect(text).toMatch(/; and 27 more$/);
  });

  it('takes no long time over long texts', () => {
    const lines = Array.from({ length: 300 }, (_, i) => `line ${i} ${'x'.repeat(200)}`);
    const start = performance.now();
    missingScreen({ contains: 'y'.repeat(100_000) }, [lines], 0);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
