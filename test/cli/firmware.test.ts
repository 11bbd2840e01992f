/** `exchange-sim firmware`, `--firmware` and `--require` as they are typed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_FIRMWARE, RELEASES } from '../../src/firmware/index.js';
import type { JsonReport } from '../../src/report/json.js';
import { fixture } from '../check/fixtures.js';
import { run } from './command-line.js';
import { loadedBy } from './static-imports.js';

/** The last that people have. */
const NEWEST = RELEASES.findLast(({ kind }) => kind === 'release')!;
const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-firmware-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function signed(name: string, ...options: readonly string[]): Promise<string> {
  const { out, code } = await run(['sign', ...options, '--case', '--json']);
  expect(code).toBe(0);
  const path = join(folder, name);
  writeFileSync(path, out);
  return path;
}

const GOOD = join(folder, 'good.json');
writeFileSync(GOOD, JSON.stringify(fixture('good-swap-k1')));

describe('firmware', () => {
  it('lists every release with its date, devices and news', async () => {
    const { code, out, err } = await run(['firmware']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const { id, date } of RELEASES)
      expect(out).toMatch(new RegExp(`^${id.replace('+', '\\+')} +${date} · `, 'm'));
    expect(out).toContain('3.4.1          2024-10-29 · Nano S, Nano S Plus, Nano X, Stax, Flex\n');
    expect(out).toContain(
      '4.3.1          2025-09-16 · Nano S Plus, Nano X, Stax, Flex, Apex · experimental\n',
    );
    expect(out).toContain(
      '4.4.2          2025-11-13 · Nano S Plus, Nano X, Stax, Flex, Apex · default\n',
    );
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('as one document', async () => {
    const { out } = await run(['firmware', '--json']);
    const list = JSON.parse(out);
    expect(list.default).toBe('4.4.2');
    expect(list.releases.map(({ id }: { id: string }) => id)).toEqual([
      ...RELEASES.map(({ id }) => id),
      'documentation',
    ]);
    expect(list.releases.find(({ id }: { id: string }) => id === '4.0.0')).toMatchObject({
      kind: 'release',
      date: '2024-12-12',
      version: '4.0.0',
      models: ['nanosp', 'nanox', 'stax', 'flex'],
      after: '3.4.1',
      changes: [
        {
          by: 'provider',
          text: 'payin_address, refund_address, payout_address, in_address: up to 62 bytes → up to 149 bytes',
        },
        { by: 'host' },
        { by: 'user', text: 'not for Nano S' },
      ],
    });
  });

  it('diff says in words what is noticed', async () => {
    const { code, out } = await run(['firmware', 'diff', '4.2.2', '4.2.3']);
    expect(code).toBe(0);
    expect(out).toBe(
      'Exchange 4.2.2 → Exchange 4.2.3\n\nA provider notices\n  - ticker in a coin configuration: 2 to 9 bytes → 1 to 9 bytes\n',
    );
    const same = await run(['firmware', 'diff', '4.2.3', '4.2.4']);
    expect(same.out).toContain('Nothing that anybody would notice.');
  });

  it('diff as one document, wherever --json stands', async () => {
    const expected = {
      from: '4.2.2',
      to: '4.2.3',
      differences: [
        { by: 'provider', text: 'ticker in a coin configuration: 2 to 9 bytes → 1 to 9 bytes' },
      ],
    };
    for (const args of [
      ['firmware', 'diff', '4.2.2', '4.2.3', '--json'],
      ['firmware', '--json', 'diff', '4.2.2', '4.2.3'],
    ]) {
      expect(JSON.parse((await run(args)).out)).toEqual(expected);
    }
  });
});

describe('check --firmware all', () => {
  it('says which releases take an address of 120 characters', async () => {
    const long = `payin_address=${'a'.repeat(120)}`;
    const path = await signed('long.json', 'swap', '--example', '--field', long);
    const { out } = await run(['check', path, '--firmware', 'all', '--no-screens']);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'Versions 2.0.14-dev, 3.1.0-dev refused: 6a80 INCORRECT_COMMAND_DATA, publicKey ' +
        '3.3.0-dev, 3.3.1-dev refused: 6a81 DESERIALIZATION_FAILED, payload ' +
        '3.3.2-dev..3.4.1 refused: 6a81 DESERIALIZATION_FAILED, payin_address ' +
        '3.5.0-swap1..develop accepted',
    );
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('shows what the user reads, once for each way', async () => {
    const { code, out } = await run(['check', GOOD, '--firmware', '4.2.4..4.3.1']);
    expect(code).toBe(0);
    const plain = out.replace(/\s+/g, ' ');
    expect(plain).toContain('Versions 4.2.4 accepted, screens 1 4.3.0 accepted, screens 2 4.3.1');
    expect(plain).toContain(
      'Screens 1 Review transaction · Exchange partner Provider · Send BTC 0.01 · Get',
    );
    expect(plain).toContain('Receive');
    expect(plain).toContain('experimental: 4.3.0, 4.3.1');
  });

  it('as data', async () => {
    const memo = await signed('memo.json', 'sell', '--example', '--field', 'in_extra_id=hello');
    const { out } = await run(['check', memo, '--firmware', '3.4.1,4.1.0', '--json']);
    const [result] = (JSON.parse(out) as JsonReport).results;
    expect(result?.matrix).toMatchObject([
      {
        firmware: ['3.4.1'],
        verdict: 'accepted',
        device: null,
        field: null,
        ignored: ['in_extra_id'],
      },
      { firmware: ['4.1.0'], verdict: 'accepted', device: null, field: null, ignored: [] },
    ]);
    expect(JSON.parse(out).summary.releases).toEqual({
      '3.4.1': { accepted: 1, ignored: 1, refused: 0, unreadable: 0 },
      '4.1.0': { accepted: 1, ignored: 0, refused: 0, unreadable: 0 },
    });
  });

  it.each([
    ['3.3.0-dev..', 0],
    ['4.4.2', 0],
    ['2.0.14-dev', 1],
    ['2.0.14-dev,4.4.2', 1],
  ])('--require %s: exit code %i', async (require, expected) => {
    const { code, out } = await run(['check', GOOD, '--firmware', 'all', '--require', require]);
    expect(code).toBe(expected);
    expect(out.includes('REQUIRED_FIRMWARE_REFUSES')).toBe(expected === 1);
  });

  it('releases that are not required may refuse', async () => {
    expect((await run(['check', GOOD, '--firmware', 'all'])).code).toBe(0);
  });

  it('of an archive: the answers of each release are counted', async () => {
    const archive = join(folder, 'all.ndjson');
    const long = await signed(
      'long2.json',
      'swap',
      '--example',
      '--field',
      `payin_address=${'a'.repeat(120)}`,
    );
    const { readFileSync } = await import('node:fs');
    const line = JSON.stringify(JSON.parse(readFileSync(long, 'utf8')));
    writeFileSync(archive, `${JSON.stringify(fixture('good-swap-k1'))}\n${line}\n`);
    const { out } = await run([
      'check',
      '--bulk',
      archive,
      '--firmware',
      '3.4.1,4.0.0',
      '--require',
      '3.4.1',
      '--json',
    ]);
    expect(JSON.parse(out).summary).toMatchObject({
      findings: { REQUIRED_FIRMWARE_REFUSES: 1 },
      releases: {
        '3.4.1': { accepted: 1, ignored: 0, refused: 1, unreadable: 0 },
        '4.0.0': { accepted: 2, ignored: 0, refused: 0, unreadable: 0 },
      },
    });
    const text = await run(['check', '--bulk', archive, '--firmware', '3.4.1,4.0.0']);
    expect(text.out).toContain('Releases   3.4.1: 1 accepted, 1 refused, 0 not decided\n');
  });
});

describe('versions that cannot be', () => {
  const nearest = 'expected a firmware such as 4.1.0, 4.2.0 (the nearest), found "4.1.5"';
  it.each<[readonly string[], string]>([
    [['check', GOOD, '--firmware', '4.1.5'], `--firmware: ${nearest}`],
    [['check', GOOD, '--require', '4.1.5'], `--require: ${nearest}`],
    [['check', GOOD, '--bulk', '--firmware', '4.1.5'], `--firmware: ${nearest}`],
    [['run', 'swap', '--firmware', '4.1.5'], nearest],
    [
      ['run', 'swap', '--firmware', 'all'],
      `firmware: expected one version, found ${RELEASES.length} in "all"`,
    ],
    [
      ['run', 'swap', '--firmware', '4.0.0', '--model', 'apex_p'],
      '--model: Apex never had Exchange 4.0.0',
    ],
    [
      ['screens', '--firmware', '3.3.1-dev', '--model', 'nanosp'],
      '--model: Nano S Plus never had Exchange 3.3.1-dev: expected stax',
    ],
    [['serve', '--firmware', '4.1.5'], `--firmware: ${nearest}`],
    [
      ['serve', '--firmware', '4.0.0', '--model', 'apex_p'],
      '--firmware: Apex never had Exchange 4.0.0',
    ],
    [['decode', GOOD, '--firmware', '4.1.5'], nearest],
    [['test', 'scenarios', '--firmware', '4.1.5'], nearest],
    [['firmware', 'diff', '4.4.2', '4.1.5'], `to: ${nearest}`],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`error: ${message}`);
  });
});

describe('help', () => {
  it.each([
    'run',
    'check',
    'replay',
    'decode',
    'diff',
    'serve',
    'screens',
    'test',
    'provider test',
    'provider proxy',
    'provider backend',
  ])('%s tells the versions there are', async (command) => {
    const { out } = await run([...command.split(' '), '--help']);
    const words = out.replace(/\s+/g, ' ');
    expect(words).toContain(
      `(2.0.14-dev to ${NEWEST.id}, or documentation; default: ${DEFAULT_FIRMWARE.id})`,
    );
  });

  it('only then are the profiles loaded', () => {
    for (const start of ['program', 'run/command', 'check/command', 'replay/command']) {
      const loaded = loadedBy(`cli/${start}.ts`);
      expect(loaded.filter((name) => name.startsWith('firmware/'))).toEqual([]);
    }
  });
});

describe('one version on a device', () => {
  it.each(['swap', 'sell', 'fund'])(
    '%s runs to its end on a release without the prompt',
    async (flow) => {
      const { code, out } = await run(['run', flow, '--firmware', '3.3.3', '--json']);
      expect(code).toBe(0);
      const { firmware, steps } = JSON.parse(out);
      expect(firmware).toBe('3.3.3');
      const commands = steps.map(({ command }: { command: string }) => command);
      expect(commands.at(-2)).toBe(flow === 'swap' ? 'CHECK_REFUND_ADDRESS' : 'CHECK_ASSET_IN');
    },
  );

  it.each(['swap', 'sell', 'fund'])(
    '%s speaks the first form where there is no other',
    async (flow) => {
      const { code, out } = await run(['run', flow, '--firmware', '2.0.14-dev', '--json']);
      expect(code).toBe(0);
      const { steps } = JSON.parse(out);
      const [, partner] = steps as { exchanges: { apdu: string }[] }[];
      // The name, then the key at once: no curve byte between them.
      const name = Buffer.from('Test partner').toString('hex');
      expect(partner!.exchanges[0]!.apdu.slice(10)).toMatch(
        new RegExp(`^0c${name}04[0-9a-f]{128}$`),
      );
    },
  );

  it("Ledger's library of today does not: the release refuses its curve byte", async () => {
    const { code, out } = await run([
      ...['run', 'swap', '--firmware', '2.0.14-dev', '--client', 'ledger-wallet'],
    ]);
    expect(code).toBe(1);
    expect(out).toContain('At         step 2, SET_PARTNER_KEY');
    expect(out.replace(/\s+/g, ' ')).toContain('came with 3.3.0');
  });

  it('without a model it is one that had the release', async () => {
    const { code, out } = await run(['run', 'swap', '--firmware', '3.3.1-dev']);
    expect(code).toBe(0);
    expect(out).toContain('Exchange 3.3.1-dev, Stax (simulator');
  });

  it('screens are those of the release', async () => {
    const older = await run(['screens', '--firmware', '4.2.4', '--model', 'nanosp']);
    expect(older.out).toContain('Get');
    expect(older.out).not.toContain('Receive');
    const newer = await run(['screens', '--firmware', '4.4.2', '--model', 'nanosp']);
    expect(newer.out).toContain('Receive');
  });

  it('check --json draws the pages of the release it asked', async () => {
    const { out } = await run(['check', GOOD, '--firmware', '4.2.4', '--json']);
    const [result] = (JSON.parse(out) as JsonReport).results;
    expect(JSON.stringify(result?.screenData)).toContain('"Get"');
    expect(JSON.stringify(result?.screens)).toContain('"Get"');
  });
});
