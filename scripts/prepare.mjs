// Runs at the end of `npm ci` in a clone: builds dist/ and links the command, so that
// `npx exchange-sim` works here as it does where the package is installed. An install without dev
// dependencies has no compiler: then there is nothing to build with, and that is not an error.
//
// package.json calls it `postprepare`: npm runs that in a clone as it runs `prepare`, but warns
// whoever installs the packed tarball of a `prepare`, which would never run there.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const COMPILER = join('node_modules', 'typescript', 'bin', 'tsc');
const COMMAND = join('dist', 'cli.js');
const BIN = join('node_modules', '.bin');

if (existsSync(COMPILER)) {
  // As `npm run build`, of which the shell would be a second npm.
  node(COMPILER, '-p', 'tsconfig.build.json');
  node(join('scripts', 'build-dist.mjs'));
  link();
}

function node(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function link() {
  mkdirSync(BIN, { recursive: true });
  const name = join(BIN, 'exchange-sim');
  rmSync(name, { force: true });
  if (process.platform === 'win32') {
    writeFileSync(`${name}.cmd`, `@node "%~dp0\\..\\..\\dist\\cli.js" %*\r\n`);
  } else {
    symlinkSync(join('..', '..', COMMAND), name);
  }
}
