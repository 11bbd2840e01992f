/** The scenarios in `scenarios/`: all pass on the simulator, and nothing of the matrix is missing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/device.js';
import { FLOW_NAMES, flowFor } from '../../src/exchange/flows.js';
import { SW, statusName } from '../../src/exchange/status.js';
import { parseScenarios } from '../../src/scenario/parse-scenarios.js';
import { prepare } from '../../src/scenario/prepare.js';
import { runScenario } from '../../src/scenario/run-scenario.js';
import { simulatedOpener } from '../../src/scenario/simulated.js';
import { MISTAKE_CODES } from '../../src/sign/mistakes.js';
import { FAULT_KINDS } from '../../src/simulator/faults/index.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';

const FOLDER = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const TOPICS = fileURLToPath(new URL('../../src/check/rules/', import.meta.url));
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort();
const scenarios = (
  await Promise.all(
    files.map((file) => parseScenarios(readFileSync(join(FOLDER, file), 'utf8'), file)),
  )
).flat();

describe('shipped scenarios', () => {
  it.each(files)('%s passes on the simulator', async (file) => {
    const open = simulatedOpener({ verifier: nodeVerifier });
    const wrong = [];
    for (const scenario of scenarios.filter((one) => one.file === file)) {
      const { verdict, name, differences } = await runScenario(scenario, open);
      if (verdict !== 'passed') wrong.push(`${verdict}: ${name}: ${differences.join('; ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('has the mistakes of each topic in a file of its name', () => {
    const misplaced = scenarios.flatMap(({ file, name, mistake }) => {
      const topic = /^mistakes.(.*)\.yaml$/.exec(file)?.[1];
      if (topic === undefined) return [];
      const findings = readFileSync(join(TOPICS, topic, 'findings.ts'), 'utf8');
      return findings.includes(`\n  ${mistake}: {`) ? [] : [`${file}: ${name}`];
    });
    expect(misplaced).toEqual([]);
  });

  it('has every flow at every rate on every model, approved', () => {
    const wanted = FLOW_NAMES.flatMap((flow) =>
      MODELS.flatMap((model) => ['fixed', 'floating'].map((rate) => `${flow} ${model} ${rate}`)),
    );
    const approved = scenarios
      .filter(({ expect: { outcome } }) => outcome === 'approved')
      .map(({ flow, device }) => `${flowFor(flow.kind, flow).name} ${device.model} ${flow.rate}`);
    expect(wanted.filter((one) => !approved.includes(one))).toEqual([]);
  });

  it('has every status word a device answers', () => {
    const expected = scenarios.flatMap(({ expect: { status, answers } }) => [
      status,
      ...answers.map((answer) => answer.status),
    ]);
    const missing = Object.values(SW).filter(
      (word) => !expected.includes(word.toString(16)) && word !== SW.SIGNING_NOT_SIMULATED,
    );
    expect(missing.map(statusName)).toEqual([]);
  });

  it('has every mistake of a provider', () => {
    const made = scenarios.map(({ mistake }) => mistake);
    expect(MISTAKE_CODES.filter((code) => !made.includes(code))).toEqual([]);
  });

  it('has every kind of fault, and the sizes at the edge of a chunk', () => {
    const injected = scenarios.flatMap(({ faults }) => faults.map(({ kind }) => kind));
    expect(FAULT_KINDS.filter((kind) => !injected.includes(kind))).toEqual([]);
    const sizes = scenarios.map(({ order }) => order.size);
    expect([255, 256, 509, 510, 511, 512, 513].filter((size) => !sizes.includes(size))).toEqual([]);
  });

  it('are explained by examples that can be used', async () => {
    const page = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    const blocks = page.match(/(?:^ {4}.*\n|^\n)+/gm) ?? [];
    const examples = blocks
      .map((block) => block.replace(/^ {4}/gm, ''))
      .filter((block) => /^\s*(name|defaults):/.test(block));
    expect(examples.length).toBe(4);
    for (const example of examples) {
      const read = await parseScenarios(example, 'README.md');
      for (const scenario of read) expect(() => prepare(scenario)).not.toThrow();
    }
  });
});
