/**
 * `npm run generate`: writes again what is written by scripts, so that nobody has to know which.
 *
 *     npm run generate                     all that need nothing but this repository
 *     npm run generate findings schemas    these
 *     npm run generate -- --list           what there is, and what each needs
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const GENERATORS = JSON.parse(readFileSync(new URL('generators.json', import.meta.url), 'utf8'));

const [first, ...rest] = process.argv.slice(2);
if (first === '--list') {
  for (const { name, writes, from, needs } of GENERATORS) {
    const also = needs === undefined ? '' : `; only by its name, needs ${needs}`;
    console.log(`${name.padEnd(16)}${writes.join(', ')} from ${from}${also}`);
  }
} else {
  const folder = first === 'pixels' ? rest : [];
  const names = first === 'pixels' ? [first] : process.argv.slice(2);
  const wanted =
    names.length === 0 ? GENERATORS.filter(({ needs }) => needs === undefined) : names.map(named);
  execute('npm', ['run', '--silent', 'build']);
  for (const { name, run } of wanted) {
    console.log(name);
    execute(process.execPath, [...run, ...folder]);
  }
}

function named(name) {
  const found = GENERATORS.find((one) => one.name === name);
  if (found !== undefined) return found;
  const known = GENERATORS.map((one) => one.name).join(', ');
  console.error(`error: expected ${known}, or --list, found ${JSON.stringify(name)}`);
  process.exit(2);
}

function execute(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
