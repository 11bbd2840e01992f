/** What has to be so before a version is published: pure, for `release.mjs` and its test. */

const SEMVER = /^\d+\.\d+\.\d+(-[0-9a-z]+(\.[0-9a-z]+)*)?$/;

export function releaseChecks({ version, lockVersion, changelog, changes, tags, env }, publishes) {
  const changed = changes.split('\n').filter(Boolean);
  const checks = [
    {
      what: `version ${version}`,
      problem: SEMVER.test(version) ? undefined : 'expected such as 1.2.3 or 1.2.3-rc.1',
    },
    {
      what: 'package-lock.json has it, too',
      problem:
        lockVersion === version ? undefined : `found ${lockVersion}: run npm install, and commit`,
    },
    {
      what: 'CHANGELOG.md tells what is new',
      problem:
        changesOf(changelog, version) === undefined
          ? `expected lines under "## ${version}"`
          : undefined,
    },
    {
      what: 'nothing is left to commit',
      problem:
        changed.length === 0
          ? undefined
          : `${changed.length} files are, first ${changed[0].slice(3)}: commit or remove them`,
    },
  ];
  if (!publishes) return checks;
  return [
    ...checks,
    {
      what: `the commit has the tag v${version}`,
      problem: tags.includes(`v${version}`) ? undefined : `run git tag v${version}, and push it`,
    },
    {
      what: 'this is a job of CI that can attest where the package was built',
      problem: mayAttest(env)
        ? undefined
        : 'expected GitHub Actions with `permissions: id-token: write`, or GitLab CI with SIGSTORE_ID_TOKEN',
    },
  ];
}

/** As npm looks for it: https://docs.npmjs.com/generating-provenance-statements */
function mayAttest(env) {
  if (env.GITHUB_ACTIONS) return Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL);
  return Boolean(env.GITLAB_CI && env.SIGSTORE_ID_TOKEN);
}

export function changesOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((text) => text.split(/\s/, 1)[0] === version);
  const text = found?.slice(found.indexOf('\n')).trim();
  return text === '' ? undefined : text;
}

/** A pre-release does not become what people get who name no version. */
export function publishArguments(version) {
  const tag = version.includes('-') ? 'next' : 'latest';
  return ['publish', '--provenance', '--access', 'public', '--tag', tag];
}
