/** Files that ask for more than a scenario can be: refused in one sentence, before it is made. */
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/check/answer/yaml-text.js';
import { parseScenarios } from '../../src/scenario/parse-scenarios.js';

const HEAD = { name: 'a', flow: { kind: 'swap' }, expect: { outcome: 'approved' } };
const read = (changes: object) => parseScenarios(JSON.stringify({ ...HEAD, ...changes }), 'a.json');
const many = <Entry>(count: number, entry: Entry): Entry[] => Array(count).fill(entry);
const values = (count: number) => Array.from({ length: count }, (_, i) => `v${i}`);

describe('a scenario', () => {
  it.each([
    [{ order: { size: 10_001 } }, 'order.size: expected a whole number from 1 to 10000'],
    [{ order: { size: 9e15 } }, 'order.size: expected a whole number from 1 to 10000'],
    [{ order: { memo: 'x'.repeat(10_001) } }, 'order.memo: expected at most 10000 characters'],
    [{ order: { fields: Object.fromEntries(values(201).map((k) => [k, 1])) } }, 'order.fields:'],
    [{ partner: { name: '€'.repeat(86) } }, 'partner.name: expected at most 255 bytes'],
    [{ name: 'x'.repeat(300_000) }, `a.json: ${'x'.repeat(200)}: name: expected`],
    [{ host: [{ at: 'CHECK_PARTNER', first: many(201, '00') }] }, 'host.0.first: expected at most'],
    [{ faults: many(201, { kind: 'lose', at: 1 }) }, 'faults: expected at most 200 entries'],
    [{ user: { gestures: many(201, 'right') } }, 'user.gestures: expected at most 200 entries'],
    [{ user: { gestures: ['hold 1,1 for 61'] } }, 'user.gestures: expected left, right'],
    [{ user: { gestures: ['tap 100000,1'] } }, 'user.gestures: expected left, right'],
    [{ expect: { outcome: 'approved', transcript: many(201, 'x') } }, 'transcript: expected at'],
    [
      { expect: { outcome: 'approved', screens: many(201, 'Review') } },
      'expect: expected at most 200 screens, found 201',
    ],
    [{ matrix: { 'order.memo': values(1001) } }, '1000 combinations, found 1001'],
    [{ matrix: { 'order.memo': values(900), about: values(60_000) } }, 'found 54000000'],
    [{ matrix: { [`a${'.a'.repeat(30_000)}`]: ['x'] } }, 'matrix: expected paths of at most 8'],
    [{ [`${'x'.repeat(300_000)}`]: 1 }, 'there is no key 300000 characters'],
  ])('%#: is refused', async (changes, message) => {
    await expect(read(changes)).rejects.toThrow(message);
    const { message: whole } = (await read(changes).catch((error: Error) => error)) as Error;
    expect(whole.length).toBeLessThan(600);
  });

  it('of the largest size that is asked for is filled up to it', async () => {
    const [scenario] = await read({ order: { size: 10_000 } });
    expect(scenario?.order.size).toBe(10_000);
  });

  it('a file makes at most 5000 of them', async () => {
    const about = { about: values(30), 'order.memo': values(30) };
    const scenarios = values(6).map((name) => ({ ...HEAD, name, matrix: about }));
    await expect(parseScenarios(JSON.stringify({ scenarios }), 'a.json')).rejects.toThrow(
      'a.json: expected at most 5000 scenarios, found more with scenario 6',
    );
    const fewer = parseScenarios(JSON.stringify({ scenarios: scenarios.slice(1) }), 'a.json');
    expect(await fewer).toHaveLength(4500);
  });

  it('members within members are no deeper than a scenario', async () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const text = `{"defaults": ${deep}, "scenarios": [${deep}]}`;
    await expect(parseScenarios(text, 'a.json')).rejects.toThrow('there is no key "a"');
  });
});

/** Texts on which a YAML parser may take time that grows with the square of their size. */
const SLOW: Readonly<Record<string, (size: number) => string>> = {
  'many keys': (size) =>
    values(size / 10)
      .map((key) => `${key}: 1\n`)
      .join(''),
  'many keys in braces': (size) =>
    `{${values(size / 10)
      .map((key) => `${key}: 1, `)
      .join('')}}`,
  commas: (size) => `[${','.repeat(size)}`,
  'wrong escapes': (size) => `"${'\\x'.repeat(size / 2)}"`,
  tags: (size) => '!!a '.repeat(size / 4),
  directives: (size) => '%a\n'.repeat(size / 3),
  documents: (size) => '---\na\n'.repeat(size / 6),
  colons: (size) => ': '.repeat(size / 2),
  'carriage returns': (size) => 'a:\r'.repeat(size / 3),
  'question marks': (size) => '? a\n'.repeat(size / 4),
  brackets: (size) => '['.repeat(size),
  aliases: (size) => `a: &a [x]\nb:\n${'- *a\n'.repeat(size / 5)}`,
};

describe('YAML', () => {
  it.each(Object.keys(SLOW))('%s: read or refused while one can wait', async (kind) => {
    const text = SLOW[kind]!(250_000);
    const before = performance.now();
    await expect(parseScenarios(text, 'a.yaml')).rejects.toThrow(/^a\.yaml: /);
    try {
      parseYaml(text, 'case.yaml');
    } catch (error) {
      expect((error as Error).message).toMatch(/^case\.yaml/);
      expect((error as Error).message.length).toBeLessThan(300);
    }
    // Minutes, not seconds, before these had bounds.
    expect(performance.now() - before).toBeLessThan(30_000);
  });

  it('is read up to a size, and said to be too long beyond it', async () => {
    const text = `# ${'x'.repeat(300_000)}\n`;
    const said =
      'at most 262144 characters of YAML are read, and there are 300003: write it as JSON';
    await expect(parseScenarios(text, 'a.yaml')).rejects.toThrow(said);
    expect(() => parseYaml(text, 'case.yaml')).toThrow(
      `case.yaml: expected YAML that can be read, found other text: ${said}`,
    );
  });

  it('a key that comes twice is refused with its place, also deep inside', async () => {
    const twice = 'name: a\nexpect:\n  outcome: approved\n  outcome: refused\n';
    await expect(parseScenarios(twice, 'a.yaml')).rejects.toThrow(
      'a.yaml: expected YAML, found other text: Map keys must be unique at line 4, column 3',
    );
    expect(() => parseYaml('a: [{b: 1, b: 2}]', 'case.yaml')).toThrow('case.yaml:1:12: expected');
  });

  it('a scenario file is one document', async () => {
    await expect(parseScenarios('name: a\n---\nname: b\n', 'a.yaml')).rejects.toThrow(
      'a.yaml: expected one YAML document, found several (---)',
    );
  });
});
