/** A script for the browser as one file. */
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { BUILD } from './places.mjs';

/**
 * @param main module that begins, below `build/`.
 * @returns its text, and the paths of the modules in it.
 */
export async function browserScript(main) {
  const bundle = await rolldown({
    input: fileURLToPath(new URL(main, BUILD)),
    platform: 'browser',
    logLevel: 'warn',
    // Where files would be read beside the code: there are none in a browser, and nobody asks.
    transform: { define: { 'import.meta': '{}' } },
  });
  const { output } = await bundle.generate({ format: 'iife', minify: true, codeSplitting: false });
  await bundle.close();
  return { code: output[0].code.trim(), modules: output[0].moduleIds };
}
