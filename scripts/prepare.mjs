// Builds dist/ after `npm ci` in a clone. An install without dev dependencies has no compiler:
// then there is nothing to build with, and that is not an error.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('node_modules/typescript/package.json')) {
  const build = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
    {
      stdio: 'inherit',
    },
  );
  process.exit(build.status ?? 1);
}
