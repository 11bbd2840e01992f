#!/usr/bin/env node
/** The `exchange-sim` command: loads what runs it, with the code that was compiled last time. */
import { keepCompiledCode } from './cli/compiled-code.js';
import { ScriptModules } from './cli/script-modules.js';

/** Written here by the bundler: a hash of all files of `dist/`. What is not bundled has none. */
declare const BUILD_ID: string | undefined;

type Program = typeof import('./cli/process.js');

function program(): Promise<Program> {
  const folder = keepCompiledCode();
  if (folder === undefined || typeof BUILD_ID === 'undefined') return import('./cli/process.js');
  const modules = new ScriptModules(new URL('.', import.meta.url), {
    folder,
    build: BUILD_ID,
    command: process.argv[2],
  });
  return modules.import('./cli/process.js') as Promise<Program>;
}

// Not awaited here: parts of the command may share files with what this one imports.
program().then(({ run }) => run());
