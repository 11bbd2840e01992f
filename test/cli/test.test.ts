import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { parseShard, shardOf } from '../../src/cli/test/shard.js';
import { JUNIT_SCHEMAS } from '../report/schemas.js';
import { serve } from '../server/serve.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const CURRENCIES = fileURLToPath(new URL('../../scenarios/currencies.yaml', import.meta.url));
const GOOD = 'name: a good one\nflow: { kind: swap }\nexpect: { outcome: approved }\n';
const BAD =
  'name: a <bad> & "wrong" one\nflow: { kind: swap }\npartner: { registered: false }\nexpect: { outcome: approved }\n';
const many = (count: number, wrong: readonly number[] = []) =>
  `defaults: { flow: { kind: fund } }\nscenarios:\n${Array.from(
    { length: count },
    (_, i) =>
      `  - { name: number ${i + 1}, expect: { outcome: ${wrong.includes(i + 1) ? 'broken' : 'approved'} } }\n`,
  ).join('')}`;

describe('exchange-sim test', () => {
  it('0: all pass; folders are searched', async () => {
    file('good/a.yaml', GOOD);
    file(
      'good/deep/b.json',
      JSON.stringify({ name: 'b', flow: { kind: 'sell' }, expect: { outcome: 'approved' } }),
    );
    file('good/notes.txt', 'not a scenario');
    const { code, out, err } = await run(['test', join(folder, 'good')]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('  ✓ a good one\n');
    expect(out).toContain('  ✓ b\n');
    expect(out).toMatch(/2 passed in \d+\.\d s on simulator\n$/);
  });

  it.each(['2.0.14-dev', '3.1.0-dev', '3.3.1-dev', '3.3.3', '3.4.0-rc1', '4.1.0-pkiv2', 'develop'])(
    '0: --firmware %s: scenarios that name no release are spoken as it understands',
    async (version) => {
      const flows = file(
        'flows.yaml',
        `defaults: { matrix: { flow.kind: [swap, sell, fund], flow.legacy: [false, true] } }
scenarios: [{ name: a flow, expect: { outcome: approved, findings: [] } }]
`,
      );
      const { code, out } = await run(['test', flows, '--firmware', version]);
      expect(out).toContain('6 passed in');
      expect(code).toBe(0);
    },
  );

  it('--firmware: a model that never had it is skipped, with the reason', async () => {
    const both = file(
      'models.yaml',
      `defaults: { matrix: { device.model: [nanosp, flex] } }
scenarios: [{ name: a swap, flow: { kind: swap }, expect: { outcome: approved } }]
`,
    );
    const { code, out } = await run(['test', both, '--firmware', '3.3.3']);
    expect(code).toBe(0);
    expect(out).toContain('the Flex never had Exchange 3.3.3');
    expect(out).toContain('1 passed, 1 skipped');
  });

  it('1: a difference in words, the last APDUs and the last screen', async () => {
    const { code, out } = await run(['test', file('bad.yaml', BAD)]);
    expect(code).toBe(1);
    expect(out).toContain('  ✗ a <bad> & "wrong" one\n');
    expect(out.replace(/\s+/g, ' ')).toContain(
      'expected approved, found refused at CHECK_PARTNER with 9d1a SIGN_VERIFICATION_FAIL: ',
    );
    expect(out).toMatch(/last APDUs\n {8}START_NEW_TRANSACTION 9000\n {10}=> e003000300\n/);
    expect(out).toMatch(/last screen\n {8}\| /);
    expect(out).toMatch(/0 passed, 1 failed in/);
  });

  it.each([
    [['no-such-folder'], 'test: expected scenario files or a folder with them, found nothing at'],
    [['no-such-folder'], `Those of this package: ${join(CURRENCIES, '..')}`],
    [['--shard', '5/4', '.'], '--shard: expected i/n with i from 1 to n'],
    [['--device', 'toaster', '.'], '--device: expected one of simulator'],
    [['--out', 'no-such-folder/x.xml', '.'], '--out: expected a file in a folder that exists'],
    [['--reporter', 'tap', '.'], "argument 'tap' is invalid"],
  ])('2: %j', async (args, message) => {
    const { code, out, err } = await run(['test', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('3: the device goes away: what was found until then is told', async () => {
    const server = await serve();
    const faults = JSON.stringify({ faults: [{ kind: 'unplug', at: 25 }] });
    await fetch(`${server.url}/sim/faults`, { method: 'PUT', body: faults });
    const device = ['--device', `speculos:${server.url}`, '--reporter', 'json'];
    const { code, out, err } = await run(['test', file('away.yaml', many(9)), ...device]);
    expect(code).toBe(3);
    const { passed, failed, notRun } = JSON.parse(out);
    expect(passed).toBeGreaterThan(0);
    expect([failed, passed + failed + notRun]).toEqual([1, 9]);
    expect(err).toMatch(/error: .*unplugged/);
  });

  it('--compare: the simulator must do the same', async () => {
    const server = await serve({ settings: { model: 'flex' } });
    const device = ['--device', `speculos:${server.url}`, '--compare', '--reporter', 'json'];
    const path = file('compare.yaml', many(3));
    expect(await run(['test', path, ...device])).toMatchObject({ code: 0 });
    const faults = [{ kind: 'memory-corruption', at: 'CHECK_PARTNER', times: 2 }];
    await fetch(`${server.url}/sim/faults`, { method: 'PUT', body: JSON.stringify({ faults }) });
    const refused = file('refused.yaml', GOOD.replace('approved', 'refused'));
    const { code, out } = await run(['test', refused, ...device]);
    expect(code).toBe(1);
    expect(JSON.parse(out).results[0].differences[0]).toBe(
      'expected APDU 3 to be CHECK_PARTNER, answered 9000, as on simulator, found CHECK_PARTNER, answered 6a8a',
    );
  });

  it('skips what needs a coin app that is not there', async () => {
    const { code, out } = await run([
      'test',
      file('apps.yaml', GOOD),
      '--apps',
      'Bitcoin',
      CURRENCIES,
    ]);
    expect(code).toBe(0);
    expect(out).toContain('it needs the Ethereum app, and simulator has Bitcoin');
  });

  it('2: what is in the files', async () => {
    const typo = file('typo.yaml', GOOD.replace('expect', 'expcet'));
    expect(await run(['test', typo])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(
        `typo.yaml: a good one: there is no key "expcet": did you mean expect?`,
      ),
    });
    mkdirSync(join(folder, 'empty'), { recursive: true });
    expect((await run(['test', join(folder, 'empty')])).err).toContain('found none');
    // Nothing runs when one of many cannot be used.
    const late = file(
      'late.yaml',
      `${many(3)}  - { name: last, mistake: NOPE, expect: { outcome: approved } }\n`,
    );
    expect(await run(['test', late])).toMatchObject({ code: 2, out: '' });
    const none = await run(['test', file('one.yaml', GOOD), '--only', 'nothing of this name']);
    expect(none.err).toContain('--only: expected text in the name of a scenario');
  });

  it('3: no device', async () => {
    const { code, err } = await run([
      'test',
      file('one.yaml', GOOD),
      '--device',
      'tcp:127.0.0.1:1',
      '--model',
      'nanox',
    ]);
    expect(code).toBe(3);
    expect(err).toMatch(/^error: /);
  });

  it('--bail stops at the first failure and says what was not run', async () => {
    const path = file('bail.yaml', many(5, [2, 3]));
    const whole = await run(['test', path]);
    expect([whole.code, whole.out]).toEqual([1, expect.stringContaining('3 passed, 2 failed in')]);
    const { code, out } = await run(['test', path, '--bail']);
    expect(code).toBe(1);
    expect(out).toContain('1 passed, 1 failed, 3 not run in');
    expect(out).not.toContain('number 3');
  });

  it('--jobs: the same results in the same order, and --bail at the same place', async () => {
    // A test build has one nonce, so that every APDU is the same, too.
    const scenarios = many(6, [3, 5]).replace(
      'defaults: {',
      'defaults: { device: { build: test, apps: [Bitcoin, Ethereum] },',
    );
    const ether = '  - { name: ether, order: { currency: USDC }, expect: { outcome: approved } }\n';
    const path = file('jobs.yaml', scenarios + ether);
    const told = async (...args: string[]) => {
      const reporter = ['--apps', 'Bitcoin,Ethereum', '--compare', '--reporter', 'json'];
      const { code, out, err } = await run(['test', path, ...reporter, ...args]);
      const document = JSON.parse(out, (key, value) => (key === 'seconds' ? 0 : value));
      return { code, document, err: err.replace(/in \d+\.\d s/, '') };
    };
    const one = await told();
    expect(one).toMatchObject({ code: 1, document: { passed: 5, failed: 2, notRun: 0 } });
    expect(await told('--jobs', '3')).toEqual(one);
    expect(await told('--jobs', '2', '--bail')).toEqual(await told('--bail'));
  });

  it.each([
    [['--jobs', '0'], '--jobs: expected a number from 1 to 256, found "0"'],
    [['--jobs', 'many'], '--jobs: expected a number from 1 to 256, found "many"'],
    [
      ['--jobs', '2', '--device', 'speculos'],
      '--jobs: expected 1 with --device speculos, a device that there is once, found 2',
    ],
  ])('2: %j', async (args, message) => {
    const { code, out, err } = await run(['test', file('one.yaml', GOOD), ...args]);
    expect([code, out, err.split('\n')[0]]).toEqual([2, '', `error: ${message}`]);
  });

  it('--only and --shard choose; an empty shard is no failure', async () => {
    const path = file('many.yaml', many(7));
    const names = async (...args: string[]) => {
      const { out, code } = await run(['test', path, '--reporter', 'json', ...args]);
      expect(code).toBe(0);
      const { results } = JSON.parse(out) as { results: { name: string }[] };
      return results.map(({ name }) => name);
    };
    expect(await names('--only', 'number 3')).toEqual(['number 3']);
    const parts = [
      await names('--shard', '1/3'),
      await names('--shard', '2/3'),
      await names('--shard', '3/3'),
    ];
    expect(parts.map((part) => part.length)).toEqual([3, 2, 2]);
    expect(parts.flat().sort()).toEqual(Array.from({ length: 7 }, (_, i) => `number ${i + 1}`));
    expect(await names('--shard', '9/9')).toEqual([]);
  });

  it('--reporter json is one document', async () => {
    const { out, err } = await run(['test', file('bad.yaml', BAD), '--reporter', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      passed: 0,
      failed: 1,
      skipped: 0,
      notRun: 0,
      results: [
        {
          device: 'simulator',
          model: 'nanosp',
          verdict: 'failed',
          outcome: 'refused',
          at: 'CHECK_PARTNER',
          status: '9d1a',
          differences: [expect.stringContaining('expected approved')],
        },
      ],
    });
    expect(err).toContain('0 passed, 1 failed');
  });

  it('--reporter junit is XML that CI servers read', async () => {
    const paths = [file('good/a.yaml', GOOD), file('bad.yaml', BAD)];
    const out = join(folder, 'report.xml');
    const done = await run(['test', ...paths, '--reporter', 'junit', '--out', out]);
    expect([done.code, done.out]).toEqual([1, '']);
    const xml = readFileSync(out, 'utf8');
    for (const [name, rules] of JUNIT_SCHEMAS) {
      const { errors } = await validateXML({
        xml: { fileName: 'report.xml', contents: xml },
        schema: { fileName: `${name}.xsd`, contents: rules },
      });
      expect(errors).toEqual([]);
    }
    expect(xml).toContain('tests="1" failures="0" errors="0"');
    expect(xml).toContain('tests="1" failures="1" errors="0"');
    expect(xml).toContain('name="a &lt;bad&gt; &amp; &quot;wrong&quot; one"');
    expect(xml).toContain('last APDUs');
  });

  it('--out writes the whole text, and only the numbers are said', async () => {
    const out = join(folder, 'report.txt');
    const done = await run(['test', file('bad.yaml', BAD), '--out', out]);
    expect([done.out, done.err]).toEqual(['', expect.stringMatching(/^0 passed, 1 failed/)]);
    expect(readFileSync(out, 'utf8')).toContain('  ✗ a <bad> & "wrong" one\n');
  });

  it('shows the scenario that runs to a person, and clears it', async () => {
    const { err, out } = await run(['test', file('one.yaml', GOOD)], { isTty: true });
    expect(err).toContain('1/1 a good one');
    expect(err.endsWith('\r\u001b[K')).toBe(true);
    expect(out).not.toContain('\u001b');
  });

  it('keeps control characters of a file from the terminal', async () => {
    const { out } = await run([
      'test',
      file('ansi.yaml', GOOD.replace('a good one', '"a \\e[31m one"')),
    ]);
    expect(out).not.toContain('\u001b');
    expect(out).toContain('\\x1b');
  });
});

describe('--shard', () => {
  it('puts every item into exactly one part, and parts are of like size', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer(), { maxLength: 200 }),
        fc.integer({ min: 1, max: 50 }),
        (items, count) => {
          const parts = Array.from({ length: count }, (_, i) =>
            shardOf(items, { index: i + 1, count }),
          );
          expect(parts.flat().sort()).toEqual([...items].sort());
          const sizes = parts.map((part) => part.length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it.each(['', '1', '0/4', '5/4', '1/0', 'a/b', '1/4/2', '-1/4', '1.5/4', '1/1001'])(
    'refuses %j',
    (text) => {
      expect(() => parseShard(text)).toThrow('--shard: expected i/n');
    },
  );
});
