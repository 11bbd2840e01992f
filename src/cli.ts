#!/usr/bin/env node
/** The `exchange-sim` command: loads what runs it once Node keeps what it compiles. */
import { keepCompiledCode } from './cli/compiled-code.js';

keepCompiledCode();
// Not awaited here: parts of the command may share files with what this one imports.
import('./cli/process.js').then(({ run }) => run());
