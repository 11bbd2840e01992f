/** Every form in which the bundler writes imports and exports. */
import { runInThisContext } from 'node:vm';
import { expect, it } from 'vitest';
import { moduleScript } from '../../src/cli/module-script.js';

const X = { a: 1, b: 2, default: 3 };

/** What a module exports, when everything it imports is {@link X}. */
function run(text: string): unknown {
  const { code, imports } = moduleScript(text);
  const load = (name: string) => Promise.resolve(name);
  const script: (...handed: unknown[]) => unknown = runInThisContext(code);
  return script(
    imports.map(() => X),
    load,
    { url: 'file:///x.js' },
  );
}

it.each([
  ['import{a as n,b}from"./x.js";export{n as z,b};', { z: 1, b: 2 }],
  ['import e from"x";export{e as default};', { default: 3 }],
  ['import*as e from"node:fs";const n=e.b;export{n};', { n: 2 }],
  ['import e,{a as n}from"x";import"./y.js";export{n as a,e as t};', { a: 1, t: 3 }],
  [
    '#!/usr/bin/env node\nimport{a}from"./x.js";var B=class B{at=a};const b=new B().at;export{b}',
    { b: 1 },
  ],
  ['const a=import.meta.url;export{a};', { a: 'file:///x.js' }],
  ['let a=1;a++;', {}],
])('%s', (text, exported) => {
  expect(run(text)).toEqual(exported);
});

it('says what is imported, in order, and loads later what is asked for later', async () => {
  const text = 'import{a}from"./x.js";import"node:fs";const f=()=>import(`./y.js`);export{f};';
  expect(moduleScript(text).imports).toEqual(['./x.js', 'node:fs']);
  const { f } = run(text) as { f: () => Promise<string> };
  expect(await f()).toBe('./y.js');
});

it('is strict, as modules are', () => {
  expect(() => run('undeclared=1;')).toThrow(ReferenceError);
});
