/** What a topic has to have: `docs/architecture.md`, "A new finding". */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CheckCase } from '../../../src/check/check-case.js';
import { CATALOGUE, Checker, FINDING_CODES } from '../../../src/check/index.js';
import { MISTAKES, NO_MISTAKE } from '../../../src/sign/mistakes.js';
import { nodeVerifier } from '../../../src/simulator/node-verifier.js';
import type { Cases, Input } from './cases.js';

const SRC = new URL('../../../src/check/rules/', import.meta.url);
const topics = readdirSync(SRC, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What a file exports, by its code: `findings` of `nonce` exports NONCE_FINDINGS. */
async function told(topic: string, url: URL, name: string) {
  const module = await import(url.href);
  return (module[`${topic.toUpperCase().replaceAll('-', '_')}_${name}`] ?? {}) as object;
}

const HERE = new URL('./', import.meta.url);
const parts = await Promise.all(
  topics.map(async (topic) => ({
    topic,
    codes: Object.keys(await told(topic, new URL(`${topic}/findings.ts`, SRC), 'FINDINGS')),
    made: Object.keys(await told(topic, new URL(`${topic}/mistakes.ts`, SRC), 'MISTAKES')),
    not: Object.keys(await told(topic, new URL(`${topic}/mistakes.ts`, SRC), 'NO_MISTAKE')),
    cases: (await told(topic, new URL(`${topic}/cases.ts`, HERE), 'CASES')) as Cases<object>,
  })),
);

describe.each(parts)('$topic', ({ codes, made, not, cases }) => {
  it('has findings, all in the catalogue', () => {
    expect(codes).not.toEqual([]);
    expect(codes.filter((code) => !Object.hasOwn(CATALOGUE, code))).toEqual([]);
  });

  it('has a mistake for each of its findings, or a reason why not', () => {
    expect([...made, ...not].sort()).toEqual([...codes].sort());
    expect(made.filter((code) => !Object.hasOwn(MISTAKES, code))).toEqual([]);
    expect(not.filter((code) => !Object.hasOwn(NO_MISTAKE, code))).toEqual([]);
  });

  it('has a case for each of its findings', () => {
    expect(Object.keys(cases).sort()).toEqual([...codes].sort());
  });

  it.each(Object.entries<() => Input | Promise<Input>>(cases))('%s fires', async (code, input) => {
    const given = await input();
    const [judged, options] = isCase(given) ? [given, {}] : given;
    const { findings } = new Checker({ verifier: nodeVerifier, ...options }).check(judged);
    expect(findings.map((finding) => finding.code)).toContain(code);
  });
});

const isCase = (input: Input): input is CheckCase => !Array.isArray(input);

it('every finding belongs to a topic', () => {
  expect(parts.flatMap(({ codes }) => codes).sort()).toEqual([...FINDING_CODES].sort());
});
