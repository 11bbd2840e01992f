// Runs Ledger's functional suite (test/python of LedgerHQ/app-exchange), unmodified, against
// `exchange-sim serve`: speculos/README.md, "Ledger's suite". Works on a copy of the checkout, in
// which app files that are not built are placeholders. Needs dist/ (npm run build).
//
//   npm run test:ledger-suite -- CHECKOUT [--python python3] [--device nanosp] [pytest options…]
//
// APP_EXCHANGE and PYTHON are read where the arguments do not say. Exit codes: 0 all passed,
// 1 some failed, 2 could not be run.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { writePlaceholder } from '../speculos/placeholder-elf.mjs';

const SHIM = resolve(import.meta.dirname, '../speculos');
const SUITE = 'test/python';

const { checkout, python, device, setup, rest } = readArguments(process.argv.slice(2));
const conftest = join(checkout, SUITE, 'conftest.py');
if (!existsSync(conftest)) fail(`expected a checkout of app-exchange, found no ${conftest}`);

const copy = mkdtempSync(join(tmpdir(), 'exchange-sim-suite-'));
let code;
try {
  copyCheckout();
  placeApps();
  code = runSuite();
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.exit(code);

/** Pictures stay where they are: nothing is written beside them without --golden_run. */
function copyCheckout() {
  const pictures = join(checkout, SUITE, 'snapshots');
  const left = [join(checkout, '.git'), pictures];
  cpSync(checkout, copy, { recursive: true, filter: (from) => !left.includes(from) });
  if (existsSync(pictures)) symlinkSync(pictures, join(copy, SUITE, 'snapshots'));
  // What ragger knows the top folder by.
  mkdirSync(join(copy, '.git'));
}

function placeApps() {
  const folder = device === 'nanosp' ? 'nanos2' : device;
  const listed = /SIDELOADED_APPS = \{([^}]*)\}/.exec(readFileSync(conftest, 'utf8'))?.[1] ?? '';
  const files = [...listed.matchAll(/"([^"]+)"\s*:/g)].map(([, name]) =>
    join(SUITE, 'lib_binaries', `${name}_${folder}.elf`),
  );
  for (const file of [join('build', folder, 'bin', 'app.elf'), ...files]) {
    const path = join(copy, file);
    if (!existsSync(path)) writePlaceholder(path);
  }
}

function runSuite() {
  const paths = [join(SHIM, 'python'), join(copy, 'client/src'), process.env.PYTHONPATH];
  const build = setup === 'prod_build' ? '--build production' : '--build random';
  const args = ['-m', 'pytest', '--device', device, '--setup', setup, '-q', '--tb=short', ...rest];
  const { status, error } = spawnSync(python, args, {
    cwd: copy,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: [join(SHIM, 'bin'), process.env.PATH].join(delimiter),
      PYTHONPATH: paths.filter(Boolean).join(delimiter),
      EXCHANGE_SIM_SERVE: process.env.EXCHANGE_SIM_SERVE ?? build,
    },
  });
  if (error) fail(`cannot start ${python}: ${error.message}`);
  return status === 0 || status === 1 ? status : 2;
}

function readArguments(words) {
  const found = {
    checkout: process.env.APP_EXCHANGE,
    python: process.env.PYTHON ?? 'python3',
    device: 'nanosp',
    setup: 'default',
  };
  const rest = [];
  for (let at = 0; at < words.length; at++) {
    const option = /^--(python|device|setup)$/.exec(words[at])?.[1];
    if (option !== undefined) {
      at++;
      if (words[at] === undefined) fail(`--${option}: expected a value, found none`);
      found[option] = words[at];
    } else if (at === 0 && !words[at].startsWith('-')) found.checkout = words[at];
    else rest.push(words[at]);
  }
  if (!found.checkout) fail('expected a checkout of LedgerHQ/app-exchange, found none');
  return { ...found, checkout: resolve(found.checkout), rest };
}

function fail(text) {
  console.error(`ledger-suite: ${text}`);
  process.exit(2);
}
