/** What stands in Speculos' place for ragger. Needs dist/ (npm test builds it first). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { placeholderElf } from '../speculos/placeholder-elf.mjs';
import { serveArguments } from '../speculos/serve-arguments.mjs';

const SHIM = fileURLToPath(new URL('../speculos/bin/speculos', import.meta.url));

/** Started as ragger's backend does, on free ports; resolves when it says where it listens. */
async function start(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(SHIM, args, { env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    out += chunk;
    if (out.includes('\n')) break;
  }
  return { child, out, url: /http:\S+(?=,)/.exec(out)?.[0] ?? '' };
}

async function apdu(url: string, data: string): Promise<string> {
  const response = await fetch(`${url}/apdu`, { method: 'POST', body: JSON.stringify({ data }) });
  return ((await response.json()) as { data: string }).data;
}

describe('the executable speculos', () => {
  it("starts on ragger's command line, answers GET_VERSION and ends on SIGTERM", async () => {
    const { child, out, url } = await start([
      '-lBitcoin:/lib/bitcoin_nanos2.elf',
      '-lEthereum:/lib/ethereum_nanos2.elf',
      ...['--model', 'nanosp', '--api-port', '0', '--apdu-port', '0', '--display', 'headless'],
      '/app/build/nanos2/bin/app.elf',
    ]);
    expect(out).toContain('Nano S Plus');
    expect(await apdu(url, 'e002000000')).toBe('0404029000');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('takes options of serve from EXCHANGE_SIM_SERVE', async () => {
    const { url } = await start(['--api-port', '0', '--apdu-port', '0', 'app.elf'], {
      EXCHANGE_SIM_SERVE: '--firmware 4.3.0 --model nanox',
    });
    expect(await apdu(url, 'e002000000')).toBe('0403009000');
  });
});

describe('arguments of speculos for serve', () => {
  it.each([
    ['build/nanos2/bin/app.elf', 'nanosp'],
    ['C:\\app\\build\\apex_p\\bin\\app.elf', 'apex_p'],
    ['/a/build/stax/bin/app.elf', 'stax'],
  ])('the model is that of the build folder: %s', (path, model) => {
    expect(serveArguments(['-lXRP:x.elf', path])).toEqual([
      ...['serve', '--model', model, '-lXRP:x.elf', path],
    ]);
  });

  it.each([
    ['--model', 'flex'],
    ['-mflex', '--verbose'],
    ['--model=flex', '--verbose'],
  ])('a model that is said stays: %s %s', (...said) => {
    const path = 'build/stax/bin/app.elf';
    expect(serveArguments(['-lXRP:x.elf', ...said, path])).toEqual([
      ...['serve', '-lXRP:x.elf', ...said, path],
    ]);
  });

  it('no library: no coin app is installed', () => {
    expect(serveArguments(['app.elf'])).toEqual(['serve', '--apps', '', 'app.elf']);
    expect(serveArguments(['app.elf'], ' --apps  XRP ')).toEqual([
      ...['serve', '--apps', 'XRP', 'app.elf'],
    ]);
  });

  it.each([
    [['-l/dep/ethereum/build/nanos2/bin/app.elf'], ['-lethereum.elf']],
    [
      ['-l', '/dep/app-bitcoin/build/nanox/bin/app.elf'],
      ['-l', 'bitcoin.elf'],
    ],
    [['--library=tron/build/flex/bin/app.elf'], ['--library=tron.elf']],
    [['-lTron:tron/build/flex/bin/app.elf'], ['-lTron:tron/build/flex/bin/app.elf']],
    [
      ['--library', 'lib/tron.elf'],
      ['--library', 'lib/tron.elf'],
    ],
  ])('a library in a build folder goes by the folder of the app: %j', (given, expected) => {
    expect(serveArguments([...given, 'app.elf'])).toEqual(['serve', ...expected, 'app.elf']);
  });
});

it('the placeholder names the graphics library in the section ragger reads', () => {
  const elf = placeholderElf('nbgl');
  const view = (at: number) => {
    const header = elf.subarray(elf.readUInt32LE(32) + at * elf.readUInt16LE(46));
    const offset = header.readUInt32LE(16);
    const data = elf.subarray(offset, offset + header.readUInt32LE(20)).toString();
    return { name: header.readUInt32LE(0), data };
  };
  const names = view(elf.readUInt16LE(50)).data;
  const section = view(1);
  expect(names.slice(section.name)).toMatch(/^ledger\.sdk_graphics\0/);
  expect(section.data).toBe('nbgl\n');
  expect(elf.toString('latin1', 0, 4)).toBe('\x7fELF');
});
