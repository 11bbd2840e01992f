// README's table of commands, from the list that the help is made of.
//
//   npm run build && node scripts/build-command-table.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { EVERY_COMMAND } from '../build/cli/commands.js';

const HEAD = '| command | what it does | example |\n|---|---|---|\n';
const file = new URL('../README.md', import.meta.url);
const readme = readFileSync(file, 'utf8');
const start = readme.indexOf(HEAD);
if (start < 0) throw new Error(`README.md: expected a table that begins with ${HEAD}`);
const end = readme.indexOf('\n\n', start);
const rows = EVERY_COMMAND.map(({ name, purpose, example, needs }) => {
  const beside = needs === undefined ? '' : ` (with ${needs})`;
  return `| \`${name}\` | ${purpose} | \`${example}\`${beside} |`;
});
writeFileSync(file, readme.slice(0, start) + HEAD + rows.join('\n') + readme.slice(end));
console.log(`${rows.length} commands`);
