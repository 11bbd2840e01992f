/**
 * `dist/cli.cjs`, which package.json names as the command: `cli.js` in CommonJS. For a first file that
 * is a module Node loads all that loads modules, 4 ms of processor time; where it keeps no compiled
 * code of modules the command runs its own as scripts, and needs none of that (`src/cli/script-modules.ts`).
 */
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { BUILD, DIST } from './places.mjs';

/** What is loaded by it, and bundled with everything else. */
const PROGRAM = './cli/process.js';

/** @param id of the build, as `cli.js` has it: both keep the same compiled code. */
export async function writeCommand(id) {
  const file = fileURLToPath(new URL('cli.cjs', DIST));
  const bundle = await rolldown({
    input: fileURLToPath(new URL('cli.js', BUILD)),
    platform: 'node',
    logLevel: 'warn',
    external: (name) => name === PROGRAM || name.startsWith('node:'),
    transform: { define: { BUILD_ID: JSON.stringify(id) } },
  });
  await bundle.write({ file, format: 'cjs', minify: true, codeSplitting: false });
  await bundle.close();
  chmodSync(file, 0o755);
}
