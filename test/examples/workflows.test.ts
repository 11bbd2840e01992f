/**
 * `action.yml` and the workflows in examples/ci: read by GitHub's own parser where it is theirs, and
 * their script lines run with bash, with an `npx` that starts the built command.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXAMPLES, has, ROOT, ran } from './tools.js';

const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
afterAll(() => rmSync(folder, { recursive: true }));
// What npm puts there: the command by its name, or by name and version.
const npx = join(folder, 'npx');
writeFileSync(
  npx,
  `#!/usr/bin/env bash
[ "$1" != --yes ] || shift
[[ "$1" =~ ^exchange-sim(@[0-9.]+)?$ ]] || { echo "npx: $1 is not exchange-sim" >&2; exit 127; }
shift
exec "${process.execPath}" "${ROOT}dist/cli.js" "$@"
`,
);
chmodSync(npx, 0o755);
cpSync(`${EXAMPLES}answers`, join(folder, 'answers'), { recursive: true });
const PATH = `${folder}${delimiter}${process.env.PATH}`;

/** As `shell: bash` of a workflow: it stops at the first command that fails. */
function script(text: string, env: Readonly<Record<string, string>> = {}, cwd = folder) {
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', text];
  return ran('bash', args, { cwd, env: { ...env, PATH } });
}

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

describe.concurrent('action.yml', () => {
  const content = readFileSync(`${ROOT}action.yml`, 'utf8');
  const action = parse(content) as {
    inputs: Record<string, { default?: string; required?: boolean }>;
    runs: { steps: Step[] };
  };
  const [check] = action.runs.steps;
  let runs = 0;

  /** The first step with these inputs; its outputs as GitHub reads them. */
  async function acted(inputs: Readonly<Record<string, string>>) {
    const output = join(folder, `output-${++runs}`);
    writeFileSync(output, '');
    const env = Object.fromEntries(
      Object.entries(check!.env!).map(([name, value]) => {
        const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)![1]!;
        return [name, inputs[input] ?? action.inputs[input]!.default ?? ''];
      }),
    );
    const summary = join(folder, `summary-${runs}`);
    const ended = await script(check!.run!, {
      ...env,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_ACTIONS: 'true',
    });
    return { ...ended, outputs: readFileSync(output, 'utf8').split('\n').filter(Boolean) };
  }

  it('is an action to GitHub’s parser', () => {
    const { context } = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map(String)).toEqual([]);
  });

  it('hands each input to the script as a variable, and no other way', () => {
    const used = Object.values(check!.env!).map((value) => /inputs\.([\w-]+)/.exec(value)?.[1]);
    const others = ['upload'];
    expect([...used, ...others].sort()).toEqual(Object.keys(action.inputs).sort());
    expect(check!.run).not.toContain('${{');
  });

  it('says yes to what the device takes', async () => {
    const { code, outputs, err } = await acted({ files: 'answers/right.json', version: '0.1.0' });
    expect([code, err]).toEqual([0, '']);
    expect(outputs).toEqual(['verdict=yes']);
  });

  it('says no, annotates, and writes the findings as SARIF', async () => {
    const { code, out, outputs } = await acted({
      files: 'answers/*.json',
      sarif: 'found.sarif',
      firmware: '4.4.2',
      options: '--partner-name\nMy exchange',
    });
    expect(code).toBe(1);
    expect(outputs).toEqual(['sarif=found.sarif', 'verdict=no']);
    expect(out).toMatch(/^::error file=answers\/no-dot\.json,.*SIGNATURE_WITHOUT_DOT_PREFIX/m);
    expect(out).not.toMatch(/^::error file=answers\/right/m);
    const sarif = JSON.parse(readFileSync(join(folder, 'found.sarif'), 'utf8'));
    expect(sarif.runs[0].results[0].ruleId).toBe('SIGNATURE_WITHOUT_DOT_PREFIX');
  });

  it('takes a file that is called like an option for a file', async () => {
    const named = '--out=out.json';
    cpSync(`${EXAMPLES}answers/no-dot.json`, join(folder, named));
    const { code, out } = await acted({ files: '*.json' });
    expect(code).toBe(1);
    expect(out).toMatch(/^::error file=\.?\/?--out=out\.json,.*SIGNATURE_WITHOUT_DOT_PREFIX/m);
    expect(existsSync(join(folder, 'out.json'))).toBe(false);
  });

  it('ends with 2, and no SARIF, for an input that means nothing', async () => {
    const { code, outputs } = await acted({
      files: 'answers/right.json',
      firmware: '9.9',
      sarif: 'none.sarif',
    });
    expect([code, outputs]).toEqual([2, ['verdict=no']]);
  });

  it('says that no file matches', async () => {
    const { code, out, outputs } = await acted({ files: 'nothing/*.json' });
    expect([code, outputs]).toEqual([2, []]);
    expect(out).toBe('::error title=exchange-sim::no file matches: nothing/*.json\n');
  });

  it('reads nothing in an input as a command', async () => {
    const { code, err } = await acted({
      files: 'answers/right.json',
      'public-key': '$(touch touched); `touch touched`',
      options: '--partner-name\n*',
    });
    expect(code).toBe(2);
    expect(err).toMatch(/^error: /m);
    expect(has('test', '-e', join(folder, 'touched'))).toBe(false);
  });
});

describe('examples/ci/github-actions.yml', () => {
  const content = readFileSync(`${EXAMPLES}ci/github-actions.yml`, 'utf8');

  it('is a workflow to GitHub’s parser', () => {
    const file = { name: 'exchange.yml', content };
    const { context } = parseWorkflow(file, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map(String)).toEqual([]);
    const { on: _, ...broken } = parse(content);
    const wrong = { name: 'exchange.yml', content: JSON.stringify(broken) };
    const { context: found } = parseWorkflow(wrong, new NoOperationTraceWriter());
    expect(found.errors.getErrors()).not.toEqual([]);
  });

  it('gives the action inputs that it has', () => {
    const { inputs } = parse(readFileSync(`${ROOT}action.yml`, 'utf8'));
    const [, , step] = parse(content).jobs.payloads.steps;
    expect(step.uses).toMatch(/\/exchange-sim@v/);
    for (const name of Object.keys(step.with)) expect(Object.keys(inputs)).toContain(name);
  });
});

describe('examples/ci/gitlab-ci.yml', () => {
  const { payloads } = parse(readFileSync(`${EXAMPLES}ci/gitlab-ci.yml`, 'utf8'));

  it('its payloads are checked, and the report is where GitLab looks for it', async () => {
    const { code, err } = await script(payloads.script.join('\n'));
    expect([code, err]).toEqual([0, '']);
    const report = readFileSync(join(folder, payloads.artifacts.reports.junit), 'utf8');
    expect(report).toContain('<testsuite');
  });
});
