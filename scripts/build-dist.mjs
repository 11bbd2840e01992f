/**
 * `dist/`, which is packed, from what the compiler has left in `build/`: the modules bundled, the
 * declarations of the entries, the scripts of the pages and the reader. Part of `npm run build`.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { browserScript } from './bundle/browser-script.mjs';
import { copyDeclarations } from './bundle/declarations.mjs';
import { bundleModules } from './bundle/modules.mjs';
import { BUILD, DIST, ROOT } from './bundle/places.mjs';
import { readerPage } from './bundle/reader-page.mjs';

const { exports: offered, version } = JSON.parse(
  readFileSync(new URL('package.json', ROOT), 'utf8'),
);
const entries = Object.values(offered).filter((entry) => typeof entry === 'object');

rmSync(DIST, { recursive: true, force: true });
mkdirSync(new URL('pages/', DIST), { recursive: true });
await bundleModules([
  './dist/cli.js',
  // Loaded by its path, by every worker thread.
  './dist/bulk/worker.js',
  ...entries.map((entry) => entry.default),
]);
copyDeclarations(entries.map((entry) => entry.types));

const write = (name, text) => writeFileSync(new URL(`pages/${name}`, DIST), text);
write('device.js', await browserScript('server/page/client/main.js'));
write('journey.js', await browserScript('provider/backend/page/client/main.js'));
const { readerDocument } = await import(new URL('reader/document.js', BUILD));
write('reader.html', await readerPage({ version, readerDocument }));
