/**
 * The one list of commands against the parser, the folders and README. Its examples are run by
 * `npm run smoke`, with the packed command.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { COMMANDS, EVERY_COMMAND } from '../../src/cli/commands.js';
import { programOf } from '../../src/cli/program.js';
import { quietIo, run } from './command-line.js';

const ROOT = join(import.meta.dirname, '..', '..');
const program = await programOf(COMMANDS, quietIo(), () => {});

function named(command: Command, above = ''): [string, Command][] {
  return command.commands.flatMap((one) => {
    const name = `${above} ${one.name()}`.trim();
    return [[name, one] as [string, Command], ...named(one, name)];
  });
}

const parsed = new Map(named(program));

describe('the list of commands', () => {
  it('is what the parser has, in its order, with its purposes', () => {
    const typed = [...parsed].map(([name, command]) => [name, command.description()]);
    expect(typed).toEqual(EVERY_COMMAND.map(({ name, purpose }) => [name, purpose]));
  });

  it('has a folder for each, and what can be typed in command.ts', () => {
    const own = EVERY_COMMAND.filter(({ name }) => /^(provider )?\w+$/.test(name));
    const files = own.flatMap(({ name }) => {
      const folder = join(ROOT, 'src/cli', ...name.split(' '));
      const code = `${name.split(' ').at(-1)}.ts`;
      return [join(folder, 'command.ts'), ...(name === 'provider' ? [] : [join(folder, code)])];
    });
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('says which take --currencies', () => {
    const taking = [...parsed].filter(([, { options }]) =>
      options.some(({ long }) => long === '--currencies'),
    );
    const said = EVERY_COMMAND.filter(({ takesCurrencies }) => takesCurrencies === true);
    expect(taking.map(([name]) => name)).toEqual(said.map(({ name }) => name));
  });

  it('gives each an example of itself, all of whose options it has', () => {
    for (const { name, example } of EVERY_COMMAND) {
      expect(`${example} `.startsWith(`${name} `), example).toBe(true);
      const known = parsed.get(name)!.options.flatMap(({ short, long }) => [short, long]);
      for (const option of example.match(/--[\w-]+/g) ?? [])
        expect(['--help', ...known]).toContain(option);
    }
  });
});

it.each(EVERY_COMMAND.map(({ name, purpose }) => [name, purpose] as const))(
  '%s --help',
  async (name, purpose) => {
    const { code, out, err } = await run([...name.split(' '), '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`Usage: exchange-sim ${name} `);
    expect(out.replace(/\s+/g, ' ')).toContain(purpose);
  },
);

/** Commands whose document is that of another. */
const SHARED_DOCUMENTS: Readonly<Record<string, string>> = {
  bridge: 'serve',
  'keys new': 'keys',
  'keys show': 'keys',
  'provider proxy': 'provider-test',
};

it('every command that offers --json has a schema of its document, and is named where it is described', () => {
  const offering = [...parsed].filter(([, { options }]) =>
    options.some(({ long }) => long === '--json'),
  );
  const documents = readFileSync(join(ROOT, 'src/cli/documents.ts'), 'utf8');
  const missing = offering.flatMap(([name]) => {
    const schema = SHARED_DOCUMENTS[name] ?? name.replaceAll(' ', '-');
    const isThere = existsSync(join(ROOT, 'schemas', `${schema}.schema.json`));
    return [
      ...(isThere ? [] : [`schemas/${schema}.schema.json`]),
      ...(documents.includes(`\`${name} --json\``) ? [] : [`${name} --json in documents.ts`]),
    ];
  });
  expect(missing).toEqual([]);
  expect(offering.length).toBeGreaterThan(20);
});
