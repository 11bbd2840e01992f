/**
 * `dist/`, which is packed, from what the compiler has left in `build/`: the modules bundled, the
 * declarations of the entries, the scripts of the pages and the reader. Part of `npm run build`.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { browserScript } from './bundle/browser-script.mjs';
import { writeCommand } from './bundle/command.mjs';
import { copyDeclarations } from './bundle/declarations.mjs';
import { licencesOf } from './bundle/licences.mjs';
import { bundleModules } from './bundle/modules.mjs';
import { BUILD, DIST, ROOT } from './bundle/places.mjs';
import { readerPage } from './bundle/reader-page.mjs';
import { writeRequired } from './bundle/required.mjs';

const {
  exports: offered,
  imports,
  version,
} = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
const entries = Object.values(offered).filter((entry) => typeof entry === 'object');

rmSync(DIST, { recursive: true, force: true });
mkdirSync(new URL('pages/', DIST), { recursive: true });
const bundled = await bundleModules(
  [
    './dist/cli.js',
    // Loaded by its path on Node 20.
    './dist/cli/process.js',
    // Loaded by their paths, by every worker thread.
    './dist/bulk/worker.js',
    './dist/cli/test/worker.js',
    ...entries.map((entry) => entry.default),
    ...Object.values(imports).flatMap((one) => Object.values(one)),
  ],
  imports,
);
await writeCommand(bundled.id);
copyDeclarations(entries.map((entry) => entry.types));
writeRequired();

const write = (name, text) => writeFileSync(new URL(name, DIST), text);
const device = await browserScript('server/page/client/main.js');
const journey = await browserScript('provider/backend/page/client/main.js');
const { readerDocument } = await import(new URL('reader/document.js', BUILD));
const reader = await readerPage({ version, readerDocument });
write('pages/device.js', device.code);
write('pages/journey.js', journey.code);
// Packed: a fifth of the tarball less than its gzip makes of it. `page` writes it out.
write('pages/reader.html.br', brotliCompressSync(reader.html));
write(
  'LICENSES.txt',
  licencesOf([device, journey, reader].flatMap((one) => one.modules).concat(bundled.modules)),
);
