/** Modules run as scripts, with the code that an earlier process kept. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { ScriptModules } from '../../src/cli/script-modules.js';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'exchange-sim-scripts-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

/** What `answer` of a.js is in a process of its own, which keeps its code when it ends. */
async function answer(root: string, kept: string): Promise<unknown> {
  const before = process.listeners('exit');
  const url = pathToFileURL(`${root}/`);
  const modules = new ScriptModules(url, { folder: kept, build: 'one', command: undefined });
  const [atExit] = process.listeners('exit').filter((one) => !before.includes(one));
  if (atExit === undefined) throw new Error('expected code to be kept at the end, found nothing');
  process.removeListener('exit', atExit);
  const exports = await modules.import('./a.js');
  atExit(0);
  return exports.answer;
}

it('runs a module as it is now, edited by hand to another of the same length', async () => {
  const root = folder();
  const kept = folder();
  const write = (text: string) => writeFileSync(join(root, 'b.js'), text);
  writeFileSync(join(root, 'a.js'), 'import{f as a}from"./b.js";const answer=a();export{answer};');
  write('function f(){return"first"}export{f};');
  expect(await answer(root, kept)).toBe('first');
  const [file = ''] = readdirSync(kept);
  const { size } = statSync(join(kept, file));
  write('function f(){return"later"}export{f};');
  expect(await answer(root, kept)).toBe('later');
  // What was kept of the former one has gone.
  expect(statSync(join(kept, file)).size).toBeLessThan(size * 1.2);
});
