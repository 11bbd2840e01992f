// Runs at the end of `npm ci` in a clone: builds dist/ and links the command, so that
// `npx exchange-sim` works here as it does where the package is installed. An install without dev
// dependencies has no compiler: then there is nothing to build with, and that is not an error.
//
// package.json calls it `postprepare`: npm runs that in a clone as it runs `prepare`, but warns
// whoever installs the packed tarball of a `prepare`, which would never run there.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const COMPILER = join('node_modules', 'typescript', 'bin', 'tsc');
const COMMAND = join('dist', 'cli.js');
const BIN = join('node_modules', '.bin');

if (existsSync(COMPILER)) {
  const build = spawnSync(process.execPath, [COMPILER, '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  if (build.status !== 0) process.exit(build.status ?? 1);
  link();
}

function link() {
  chmodSync(COMMAND, 0o755);
  mkdirSync(BIN, { recursive: true });
  const name = join(BIN, 'exchange-sim');
  rmSync(name, { force: true });
  if (process.platform === 'win32') {
    writeFileSync(`${name}.cmd`, `@node "%~dp0\\..\\..\\dist\\cli.js" %*\r\n`);
  } else {
    symlinkSync(join('..', '..', COMMAND), name);
  }
}
