/**
 * `exchange-sim/testing` for who requires it, as jest does. package.json names these files under
 * `require`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { DIST } from './places.mjs';

/**
 * jest has a `require` and a `process` of its own, which read no ES modules; Node's do, on every version
 * we support, and stand in the context outside. What a test file has as a global it sees here alone.
 */
const REQUIRED = `'use strict';
const { process } = require('node:vm').runInThisContext('globalThis');
const { createRequire } = process.getBuiltinModule('node:module');
module.exports = createRequire(__filename)('../index.js');
if (typeof afterEach === 'function') afterEach(module.exports.closeDevices);
`;

export function writeRequired() {
  const folder = new URL('testing/cjs/', DIST);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('index.cjs', folder), REQUIRED);
  writeFileSync(new URL('index.d.cts', folder), "export * from '../index.js';\n");
}
