// Packs the package, installs the tarball into empty folders and runs what is in it under plain
// node: what vitest and tsx hide (broken imports, missing files) shows here.
//
//   node scripts/smoke-packed.mjs [node versions to try besides this one, e.g. 22 24]
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { testRunners } from './smoke-testing.mjs';

const root = resolve(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'exchange-sim-smoke-'));
const recording = join(root, 'test/golden/suite-nanosp/ethereum-swap_ui_only.apdu');
const npm = (args, cwd) =>
  execFileSync('npm', args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });

/** As whoever uses the package installs it: npm has nothing to say about it. */
function install(args, cwd) {
  const result = spawnSync('npm', ['install', ...args], { cwd, encoding: 'utf8' });
  if (result.status !== 0) fail(`npm install ${args.join(' ')}\n${result.stderr}`);
  if (/exchange-sim@/.test(result.stderr)) fail(`npm warns of the package:\n${result.stderr}`);
}

/** What bundlers and compilers find in the tarball is what package.json says. */
function checkPackage(tarball) {
  for (const [tool, ...options] of [
    ['publint', '--strict'],
    ['attw', '--profile', 'esm-only', '--quiet'],
  ]) {
    const bin = join(root, 'node_modules', '.bin', tool);
    const result = spawnSync(bin, [tarball, ...options], { cwd: work, encoding: 'utf8' });
    if (result.status !== 0) fail(`${tool}:\n${result.stdout}${result.stderr}`);
  }
}

/** Whoever installs it waits for every byte. */
const MAX_SIZE = 4_000_000;

function checkSize(tarball) {
  const { size } = statSync(tarball);
  if (size > MAX_SIZE) {
    fail(`expected a tarball of at most ${MAX_SIZE} bytes, found ${size}: see npm pack --dry-run`);
  }
  console.log(`smoke: packed tarball of ${size} bytes, at most ${MAX_SIZE}`);
}

/** What the README links is in the package. */
function checkLinks(cwd) {
  const packed = join(cwd, 'node_modules', 'exchange-sim');
  const text = readFileSync(join(packed, 'README.md'), 'utf8');
  for (const [, link] of text.matchAll(/\]\(((?!#|https?:)[^)#]+)/g)) {
    if (!existsSync(join(packed, link))) fail(`the README links ${link}, which is not packed`);
  }
}

function fail(message) {
  console.error(`smoke: ${message}`);
  process.exit(1);
}

function folder(name) {
  const path = join(work, name);
  mkdirSync(path);
  writeFileSync(
    join(path, 'package.json'),
    JSON.stringify({ name, private: true, type: 'module' }),
  );
  return path;
}

/** Runs `node args` and checks output and exit code; null: any. */
function run(node, cwd, args, { code = 0, stdout, stderr }) {
  const result = spawnSync(node, args, { cwd, encoding: 'utf8', timeout: 60_000 });
  const shown = `node ${args.join(' ')}`;
  if (code !== null && result.status !== code) {
    fail(
      `${shown}: exit code ${result.status}, expected ${code}\n${result.stdout}${result.stderr}`,
    );
  }
  if (stdout && !stdout.test(result.stdout)) fail(`${shown}: unexpected output\n${result.stdout}`);
  if (stderr && !stderr.test(result.stderr)) fail(`${shown}: unexpected message\n${result.stderr}`);
  return result;
}

/** `serve` as it is packed: its page, a command, and scenarios over its API. */
async function checkServer(node, cwd, cli, { optional }) {
  const args = [cli, 'serve', '--api-port', '0', '--apdu-port', '0', '--json'];
  const child = spawn(node, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    let text = '';
    for await (const chunk of child.stdout) {
      text += chunk;
      if (text.endsWith('}\n')) break;
    }
    const { url } = JSON.parse(text);
    const page = await (await fetch(`${url}/`)).text();
    const [, script = ''] = /<script type="module" src="([^"]+)"/.exec(page) ?? [];
    const code = await fetch(url + script);
    if (!code.ok || !(await code.text()).includes('EventSource'))
      fail('serve: the page has no script');
    const body = '{"data":"e002000300"}';
    const answer = await (await fetch(`${url}/apdu`, { method: 'POST', body })).json();
    if (answer.data !== '0404029000') fail(`serve: answered ${JSON.stringify(answer)}`);
    const user = join(root, 'scenarios', 'user.yaml');
    const device = ['--device', `speculos:${url}`, '--only', 'the user rejects'];
    run(node, cwd, [cli, 'test', user, ...device], { stdout: /passed, \d+ skipped/ });
    const ledger = ['--device', `speculos-ledgerjs:${url}`, '--json'];
    run(
      node,
      cwd,
      [cli, 'run', 'swap', ...ledger],
      optional ? { stdout: /"outcome": "approved"/ } : { code: 3, stderr: /npm install/ },
    );
  } finally {
    child.kill();
  }
}

/** Those of README's table, in its order: each finds the files that those before it made. */
async function checkExamples(node, cwd) {
  const cli = join('node_modules', 'exchange-sim', 'dist', 'cli.js');
  const { EVERY_COMMAND } = await import(join(root, 'build', 'cli', 'commands.js'));
  const place = mkdtempSync(join(cwd, 'examples-'));
  cpSync(join(cwd, 'node_modules/exchange-sim/scenarios'), join(place, 'scenarios'), {
    recursive: true,
  });
  for (const { example, needs, listens } of EVERY_COMMAND) {
    if (needs !== undefined || listens === true) continue;
    const args = [join(cwd, cli), ...example.split(' ')];
    // The doctor finds what it finds on this machine.
    if (example === 'doctor') run(node, place, args, { code: null, stdout: /USB/ });
    else run(node, place, args, {});
  }
}

async function check(node, cwd, { optional }) {
  const cli = join('node_modules', 'exchange-sim', 'dist', 'cli.js');
  run(node, cwd, [cli, '--version', '--json'], { stdout: /^\{\n {2}"version": "\d+\.\d+\.\d+"/ });
  for (const kind of ['swap', 'sell', 'fund']) {
    const { stdout } = run(node, cwd, [cli, 'run', kind, '--json'], {});
    if (JSON.parse(stdout).outcome !== 'approved') fail(`run ${kind} was not approved`);
  }
  run(node, cwd, [cli, 'run', 'swap', '--reject', '--json'], { code: 1 });
  run(node, cwd, [cli, 'run', 'swap', '--from', 'NOPE'], { code: 2, stderr: /NOPE/ });
  const signed = run(node, cwd, [cli, 'sign', 'sell', '--example', '--case', '--json'], {});
  writeFileSync(join(cwd, 'case.json'), signed.stdout);
  run(node, cwd, [cli, 'check', 'case.json', '--json'], { stdout: /"verdict": "accepted"/ });
  run(node, cwd, [cli, 'screens', '--format', 'png', '--sheet', '--out', 'sheet.png'], {});
  run(node, cwd, [cli, 'replay', recording, '--json'], { stdout: /"mismatches":\s*\[\]/ });
  run(
    node,
    cwd,
    [cli, 'run', 'swap', '--client', 'ledger-wallet', '--json'],
    optional ? {} : { code: 3, stderr: /npm i/ },
  );
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const entries = Object.keys(exports)
    .filter((entry) => !entry.endsWith('.json'))
    .map((entry) => `exchange-sim${entry.slice(1)}`);
  const script = entries.map((name) => `await import('${name}');`).join(' ');
  run(node, cwd, ['--input-type=module', '-e', script], {});
  writeFileSync(join(cwd, 'providers.mjs'), PROVIDERS);
  run(node, cwd, ['providers.mjs'], { stdout: /^approved, nothing failed of \d+ rules\n$/ });
  await checkServer(node, cwd, cli, { optional });
}

/** Both sides of the provider API from `exchange-sim/testing`, and what its import alone must not load. */
const PROVIDERS = `
import * as modules from 'node:module';
const loaded = [];
// Since Node 22.15.
modules.registerHooks?.({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
const { runFlow, simulatedDevice, startProvider, testProvider } = await import('exchange-sim/testing');
const heavy = loaded.filter((url) =>
  /node_modules\\/(undici|ajv|hono|ioredis|@photostructure|@hono)\\//.test(url));
if (heavy.length > 0) throw new Error('the entry loads ' + heavy.join(' '));
const provider = await startProvider({ product: 'fund', curve: 'secp256r1' });
const { url, publicKey, curve } = provider;
const partner = { publicKey, curve };
const { words } = await runFlow(simulatedDevice(), { kind: 'fund', currency: 'BTC', partner, provider: url });
const { summary, rules } = await testProvider({ url, product: 'fund', publicKey, curve, createOrders: true });
await provider.close();
console.log(words + ', ' + (summary.failed === 0 ? 'nothing' : summary.failed) + ' failed of ' + rules.length + ' rules');
`;

const given = process.argv.slice(2);
const flags = given.filter((argument) => argument.startsWith('--'));
const versions = given.filter((argument) => !argument.startsWith('--'));

try {
  // In CI `npm test` has just built it.
  const built = flags.includes('--built') ? ['--ignore-scripts'] : [];
  npm(['pack', ...built, '--pack-destination', work], root);
  const tarball = join(
    work,
    readdirSync(work).find((name) => name.endsWith('.tgz')) ?? fail('no tarball'),
  );

  checkSize(tarball);
  checkPackage(tarball);

  const full = folder('full');
  install([tarball], full);
  checkLinks(full);
  const small = folder('small');
  install(['--omit=optional', tarball], small);
  await check(process.execPath, full, { optional: true });
  await checkExamples(process.execPath, full);
  await check(process.execPath, small, { optional: false });
  console.log(
    `smoke: packed tarball runs under ${process.version}, with and without optional packages`,
  );

  if (!flags.includes('--no-runners')) {
    const runners = folder('runners');
    mkdirSync(join(runners, 'jest'));
    const problem = testRunners(process.execPath, runners, install, tarball);
    if (problem !== undefined) fail(problem);
    console.log('smoke: exchange-sim/testing works in jest and node:test, required and imported');
  }

  for (const version of versions) {
    const place = folder(`node-${version}`);
    npm(['install', `node@${version}`], place);
    const node = join(place, 'node_modules', '.bin', 'node');
    await check(node, full, { optional: true });
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    console.log(`smoke: packed tarball runs under ${stdout.trim()}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
