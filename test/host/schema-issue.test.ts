import { describe, expect, it } from 'vitest';
import { foundText, valueAt } from '../../src/host/schema-issue.js';

describe('what a schema found', () => {
  const document = { partner: { name: 7, privateKey: 'c0ffee' }, list: [{ a: 'x'.repeat(100) }] };

  it('is the value at the path, of objects and lists', () => {
    expect(valueAt(document, ['partner', 'name'])).toBe(7);
    expect(valueAt(document, ['list', 0, 'a'])).toBe('x'.repeat(100));
    expect(valueAt(document, ['nothing', 'there'])).toBeUndefined();
  });

  it('is in words: nothing, a short value as JSON, of others only what they are', () => {
    expect(foundText(document, ['partner', 'name'])).toBe('7');
    expect(foundText(document, ['absent'])).toBe('nothing');
    expect(foundText(document, ['list', 0, 'a'])).toBe('100 characters');
    expect(foundText(document, ['partner'])).toBe('an object');
  });

  it('is never a private key', () => {
    expect(foundText(document, ['partner', 'privateKey'])).toBe('string');
  });
});
