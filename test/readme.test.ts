/** What the README shows is what happens: transcripts, commands, entries, links. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS, EVERY_COMMAND } from '../src/cli/commands.js';
import { ledgerPackages } from '../src/transport/ledgerjs.js';
import { run } from './cli/command-line.js';

const ROOT = new URL('../', import.meta.url);
const README = readFileSync(new URL('README.md', ROOT), 'utf8');
const PACKAGE = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));

/** The indented block that begins with this line, without its indent. */
function transcript(first: string): string[] {
  const lines = README.split('\n');
  const start = lines.indexOf(`    ${first}`);
  expect(start, `the README shows ${first}`).toBeGreaterThan(0);
  const block: string[] = [];
  for (const line of lines.slice(start)) {
    if (line !== '' && !line.startsWith('    ')) break;
    block.push(line.slice(4));
  }
  return block;
}

/** Every line in order; '…' stands for lines that are left out. */
function expectShown(block: readonly string[], out: string): void {
  const plain = (line: string) =>
    line
      .trimEnd()
      .replace(/^( *nonce )[0-9a-f]{64}$/, '$1…')
      .replace(/^ +(?=[┌│└])/, '    ');
  const lines = out.split('\n').map(plain);
  let at = 0;
  for (const line of block.map(plain).filter((text) => text !== '' && text.trim() !== '…')) {
    const found = lines.indexOf(line, at);
    expect(found, `${JSON.stringify(line)} in\n${out}`).toBeGreaterThanOrEqual(at);
    at = found + 1;
  }
}

describe('transcripts', () => {
  it('a swap', async () => {
    const { code, out } = await run(['run', 'swap']);
    expect(code).toBe(0);
    expectShown(transcript('Swap ETH to BTC with Test partner'), out);
  });

  it('a refusal', async () => {
    const address = `payin_address=0x${'a'.repeat(149)}`;
    const { code, out } = await run(['run', 'swap', '--field', address]);
    expect(code).toBe(1);
    expectShown(transcript('Refused by the device: 6a81 DESERIALIZATION_FAILED'), out);
  });

  it('a finding', async () => {
    const mistake = ['--mistake', 'SIGNATURE_WITHOUT_DOT_PREFIX'];
    const signed = await run(['sign', 'swap', '--example', '--case', ...mistake]);
    async function* stdin() {
      yield Buffer.from(signed.out);
    }
    const { code, out } = await run(['check', '-'], { stdin: stdin() });
    expect(code).toBe(1);
    const first = '✗ refused: 9d1a SIGN_VERIFICATION_FAIL · SWAP_NG · answer.json';
    expectShown(transcript(first), out.replace('standard input', 'answer.json'));
  });
});

describe('commands', () => {
  it('in the table: the list, as scripts/build-command-table.mjs writes it', () => {
    const [, table = ''] = README.split('| command | what it does | example |\n|---|---|---|\n');
    const rows = table
      .split('\n\n')[0]!
      .split('\n')
      .map((row) => row.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
    const expected = EVERY_COMMAND.map(({ name, purpose, example, needs }) => {
      const beside = needs === undefined ? '' : ` (with ${needs})`;
      return [`\`${name}\``, purpose, `\`${example}\`${beside}`];
    });
    expect(rows).toEqual(expected);
  });

  it('all there are, and no others', () => {
    const own = COMMANDS.map(({ name }) => name).sort();
    const named = [
      ...README.matchAll(/^(?: {4}|### `)(?:[^#\n]*\| |eval "\$\()?exchange-sim ([a-z]+)/gm),
    ];
    const shown = [...new Set([...named.map(([, name]) => name!), 'bridge'])].sort();
    expect(shown).toEqual(own);
  });

  it('in tables: options that the command has', async () => {
    for (const command of ['run', 'screens']) {
      const { out } = await run([command, '--help']);
      const section = README.split(`### \`exchange-sim ${command}`)[1]!.split('\n### ')[0]!;
      const options = section
        .split('\n')
        .filter((line) => line.startsWith('| `--'))
        .flatMap((line) => [...line.split('|')[1]!.matchAll(/`(--[a-z-]+)/g)])
        .map(([, option]) => option!);
      expect(options.length).toBeGreaterThan(5);
      for (const option of options) expect(out).toContain(option);
    }
  });
});

describe('the package', () => {
  it('has the entries of the table', () => {
    const table = [...README.matchAll(/^\| `(exchange-sim[a-z/*.]*)` \|/gm)].map(
      ([, name]) => name!,
    );
    const entries = Object.keys(PACKAGE.exports)
      .filter((entry) => entry !== './package.json')
      .map((entry) => `exchange-sim${entry.slice(1)}`);
    expect(table.toSorted()).toEqual(entries.toSorted());
  });

  it('carries what the README links', () => {
    const links = [...README.matchAll(/\]\(((?!#|https?:)[^)#]+)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(8);
    const packed: string[] = PACKAGE.files;
    const carried = (link: string) =>
      packed.some((entry) => link === entry || link.startsWith(`${entry}/`));
    expect(links.filter((link) => !existsSync(new URL(link, ROOT)))).toEqual([]);
    expect(links.filter((link) => !carried(link))).toEqual([]);
  });

  it("runs no script where it is installed, and asks for Ledger's packages by one version", () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare'];
    expect(hooks.filter((hook) => hook in PACKAGE.scripts)).toEqual([]);
    const optional: Record<string, string> = PACKAGE.optionalDependencies;
    for (const { name, version } of ledgerPackages())
      expect([name, optional[name]]).toEqual([name, version]);
    expect(README).toContain(`npm install ../exchange-sim-${PACKAGE.version}.tgz`);
  });
});
