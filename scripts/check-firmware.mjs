// Compares the firmware profiles with a checkout of the app's public repository: version, commands,
// status words, constants, protobuf messages and options. The way to notice a new release.
//
//     node scripts/check-firmware.mjs CHECKOUT [VERSION]      (built first: npm run build)
//
// VERSION: the profile to compare with; the one of the checkout's own version when absent. Exit code
// 0 when nothing has drifted, 1 when something has, 2 for what is no checkout.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { driftOf } from '../build/firmware/drift/drift.js';
import { readSource } from '../build/firmware/drift/source.js';
import { firmware, RELEASES } from '../build/firmware/index.js';

const [folder, asked, ...more] = process.argv.slice(2);

function readFile(path) {
  const file = join(folder, path);
  return statSync(file, { throwIfNoEntry: false })?.isFile()
    ? readFileSync(file, 'utf8')
    : undefined;
}

/** The newest profile with the version of the sources; without one, the newest there is. */
function profileFor({ version }) {
  if (asked !== undefined) return firmware(asked);
  const same = RELEASES.findLast(({ displayedVersion }) => displayedVersion === version);
  const profile = same ?? RELEASES.at(-1);
  if (same === undefined) console.log(`No profile of ${version}: compared with ${profile.id}.`);
  return profile;
}

try {
  if (folder === undefined || more.length > 0) {
    throw new Error(
      'expected a folder, and maybe a version: check-firmware.mjs CHECKOUT [VERSION]',
    );
  }
  const source = readSource(readFile);
  const profile = profileFor(source);
  const drift = driftOf(source, profile);
  for (const { what, expected, found } of drift) {
    console.log(`${what}: the profile says ${expected}, the sources say ${found}`);
  }
  const count = `${drift.length} ${drift.length === 1 ? 'difference' : 'differences'}`;
  console.log(`${profile.title} against the sources of ${source.version}: ${count}`);
  process.exitCode = drift.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`error: ${error.message}`);
  if (error.hint !== undefined) console.error(error.hint);
  process.exitCode = 2;
}
