/**
 * `npm run release`: whether this commit can be published, and the command that does it.
 * `npm run release -- --publish`, in a job of CI, does it, with provenance. Looks at the repository in
 * the working directory. Exit code 0 yes, 1 no, 2 bad usage.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { publishArguments, releaseChecks } from './release-checks.mjs';

const args = process.argv.slice(2);
const publishes = args.includes('--publish');
const unknown = args.find((one) => one !== '--publish');
if (unknown !== undefined) {
  console.error(`error: expected --publish or nothing, found ${JSON.stringify(unknown)}`);
  process.exit(2);
}

const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
const git = (...words) => execFileSync('git', words, { encoding: 'utf8' });
const { version } = json('package.json');

const checks = releaseChecks(
  {
    version,
    lockVersion: json('package-lock.json').version,
    changelog: readFileSync('CHANGELOG.md', 'utf8'),
    changes: git('status', '--porcelain'),
    tags: git('tag', '--points-at', 'HEAD').split('\n'),
    env: process.env,
  },
  publishes,
);
for (const { what, problem } of checks) {
  console.log(problem === undefined ? `✓ ${what}` : `✗ ${what}: ${problem}`);
}
if (checks.some(({ problem }) => problem !== undefined)) process.exit(1);

const command = publishArguments(version);
if (!publishes) {
  console.log(`\nReady. In a job of CI that runs after .ci/run, at the tag v${version}:`);
  console.log(`  npm run release -- --publish    # npm ${command.join(' ')}`);
} else {
  const { status } = spawnSync('npm', command, { stdio: 'inherit' });
  process.exitCode = status === 0 ? 0 : 1;
}
