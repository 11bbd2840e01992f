/** The version, and what a report of a defect needs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/device.js';
import { DEFAULT_FIRMWARE, RELEASES } from '../../src/firmware/index.js';
import { run } from './command-line.js';

const { version, optionalDependencies } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

describe('--version', () => {
  it.each([[['--version']], [['-V']], [['-V', 'run']]])('%j: a line', async (args) => {
    expect(await run(args)).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it.each([[['--version', '--json']], [['--json', '-V']]])('%j: one document', async (args) => {
    const { code, out, err } = await run(args);
    expect([code, err]).toEqual([0, '']);
    const document = JSON.parse(out);
    const newest = RELEASES.findLast(({ kind }) => kind === 'release')!;
    expect(document).toMatchObject({
      version,
      node: process.versions.node,
      platform: process.platform,
      arch: process.arch,
      firmware: {
        default: DEFAULT_FIRMWARE.id,
        newest: newest.id,
        date: newest.date,
      },
      models: MODELS,
      contracts: { swap: expect.stringMatching(/^\d{4}-\d{2}$/) },
    });
    expect(document.currencies.count).toBeGreaterThan(40_000);
    for (const { name, version: wanted } of document.packages) {
      expect(wanted).toBe(optionalDependencies[name]);
    }
  });
});

describe('the program itself', () => {
  it.each([[['--help']], [['-h', 'run']], [['help']]])('%j: all commands', async (args) => {
    const { code, out } = await run(args);
    expect(code).toBe(0);
    for (const name of ['run', 'check', 'provider', 'firmware']) {
      expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    }
  });

  it('help run is run --help', async () => {
    expect(await run(['help', 'run'])).toEqual(await run(['run', '--help']));
  });

  it('a command that is none: the nearest', async () => {
    const { code, err } = await run(['rnu']);
    expect([code, err]).toEqual([2, "error: unknown command 'rnu'\n(Did you mean run?)\n"]);
  });
});
