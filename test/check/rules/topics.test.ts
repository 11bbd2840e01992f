/** What a topic has to have: `docs/architecture.md`, "A new finding". */
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, FINDING_CODES } from '../../../src/check/index.js';
import { MISTAKES, NO_MISTAKE } from '../../../src/sign/mistakes.js';

const SRC = new URL('../../../src/check/rules/', import.meta.url);
const topics = readdirSync(SRC, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What a file of a topic exports under this name: codes. */
async function codesIn(topic: string, file: string, name: string): Promise<readonly string[]> {
  const module = await import(new URL(`${topic}/${file}.ts`, SRC).href);
  const prefix = topic.toUpperCase().replaceAll('-', '_');
  return Object.keys(module[`${prefix}_${name}`] ?? {});
}

describe.each(topics)('%s', (topic) => {
  it('lists its findings in the catalogue', async () => {
    const codes = await codesIn(topic, 'findings', 'FINDINGS');
    expect(codes).not.toEqual([]);
    expect(codes.filter((code) => !Object.hasOwn(CATALOGUE, code))).toEqual([]);
  });

  it('has a mistake for each of its findings, or a reason why not', async () => {
    const codes = await codesIn(topic, 'findings', 'FINDINGS');
    const made = await codesIn(topic, 'mistakes', 'MISTAKES');
    const not = await codesIn(topic, 'mistakes', 'NO_MISTAKE');
    expect([...made, ...not].sort()).toEqual([...codes].sort());
    expect(made.filter((code) => !Object.hasOwn(MISTAKES, code))).toEqual([]);
    expect(not.filter((code) => !Object.hasOwn(NO_MISTAKE, code))).toEqual([]);
  });

  it('is tested under its name', () => {
    expect(existsSync(new URL(`./${topic}/findings.test.ts`, import.meta.url))).toBe(true);
  });
});

it('every finding belongs to a topic', async () => {
  const codes = await Promise.all(topics.map((topic) => codesIn(topic, 'findings', 'FINDINGS')));
  expect(codes.flat().sort()).toEqual([...FINDING_CODES].sort());
});
