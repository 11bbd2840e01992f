// `exchange-sim devices` with the real native library, on a machine without a Ledger: an empty list
// where libusb-1.0 is installed, one sentence and exit code 3 where it cannot be loaded.
//
//   sudo apt-get install libusb-1.0-0 && npm run build && node scripts/smoke-usb.mjs
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const CLI = resolve(import.meta.dirname, '../dist/cli.js');

function devices(env = {}) {
  const options = { encoding: 'utf8', timeout: 30_000, env: { ...process.env, ...env } };
  return spawnSync(process.execPath, [CLI, 'devices', '--json'], options);
}

function expectOf(what, result, { status, stdout, stderr }) {
  if (result.status === status && stdout.test(result.stdout) && stderr.test(result.stderr)) return;
  console.error(`smoke-usb: ${what}: exit code ${result.status}, expected ${status}`);
  console.error(result.stdout + result.stderr);
  process.exit(1);
}

expectOf('with libusb-1.0', devices(), {
  status: 0,
  stdout: /^\{\s*"devices": \[\]\s*\}\s*$/,
  stderr: /^$/,
});

// A library of that name that the loader finds first and cannot load.
const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-usb-'));
try {
  writeFileSync(join(folder, 'libusb-1.0.so.0'), 'no library');
  expectOf('without it', devices({ LD_LIBRARY_PATH: folder }), {
    status: 3,
    stdout: /^$/,
    stderr: /^error: USB needs the library libusb-1\.0.*\nInstall it: sudo apt-get install/,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  'smoke-usb: devices lists nothing with libusb-1.0, and says what is missing without it',
);
