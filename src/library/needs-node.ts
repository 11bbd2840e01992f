/**
 * What a bundler for browsers takes instead of a module that needs Node (`browser` in package.json):
 * loading it says so. All of these are loaded when they are asked for, and never before.
 */
import { DeviceError } from '../errors.js';
import { expected } from '../shown.js';

throw new DeviceError(
  expected(
    undefined,
    'Node',
    'a browser: what was called needs sockets, files or Ledger’s optional packages',
  ),
  { hint: 'Call it in Node, or give the flow a client or a provider of your own as a function.' },
);
