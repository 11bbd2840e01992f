/**
 * The reader as one HTML file: bundles what the compiler has left in `dist/` and puts it into its
 * document. Part of `npm run build`.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const dist = new URL('../dist/', import.meta.url);
const { readerDocument } = await import(new URL('reader/document.js', dist));
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const bundle = await rolldown({
  input: fileURLToPath(new URL('reader/client/main.js', dist)),
  platform: 'browser',
  logLevel: 'warn',
  // Where files would be read beside the code: there are none in a browser, and nobody asks.
  transform: { define: { 'import.meta': '{}' } },
});
const { output } = await bundle.generate({
  format: 'iife',
  minify: true,
  codeSplitting: false,
});
await bundle.close();
const [{ code }] = output;

const hashOf = (text) => createHash('sha256').update(text).digest('base64');
writeFileSync(
  new URL('reader/reader.html', dist),
  readerDocument({ version, script: code.trim(), hashOf }),
);
