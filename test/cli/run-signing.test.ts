/** `run --sign` on the simulator: the order of the device, then the signature of its coin app. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { deviceSetup } from '../../src/capture/device-setup.js';
import { recordingOf } from '../../src/capture/read-recording.js';
import { replay } from '../../src/capture/replay.js';
import type { RunReport } from '../../src/cli/run/report.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ETHER = ['--from', 'eth', '--to', 'btc', '--amount', '1.05', '--fees', '0.000021'];
const BITCOIN = ['--from', 'btc', '--to', 'eth', '--amount', '0.209', '--fees', '0.001'];

async function json(...args: string[]): Promise<{ code: number; report: RunReport }> {
  const { code, out } = await run(['run', 'swap', '--sign', ...args, '--json']);
  return { code, report: JSON.parse(out) as RunReport };
}

describe('run --sign', () => {
  it('ends with the signed transaction, its hash and who signed', async () => {
    const ether = await json(...ETHER);
    expect([ether.code, ether.report.outcome]).toEqual([0, 'approved']);
    expect(ether.report.signing).toMatchObject({
      outcome: 'signed',
      signer: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D',
      transaction: expect.stringMatching(/^02f8/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const bitcoin = await json(...BITCOIN);
    expect(bitcoin.report.signing).toMatchObject({
      outcome: 'signed',
      signer: expect.stringMatching(/^bc1q/),
    });
  });

  it.each([
    [['--from', 'trx', '--to', 'btc'], 'TNbtZSpknaQvC7jPCLU4znJMgm8fhuGTTY'],
    [['--from', 'usdt-tron', '--to', 'btc'], 'TNbtZSpknaQvC7jPCLU4znJMgm8fhuGTTY'],
    [['--from', 'xrp', '--to', 'btc', '--memo', '7'], 'ra7Zr8ddy9tB88RaXL8B87YkqhEJG2vkAJ'],
    [['--from', 'xlm', '--to', 'btc'], 'GCNCEJIAZ5D3APIF5XWAJ3JSSTHM4HPHE7GK3NAB6R6WWSZDB2A2BQ5B'],
  ])('%j: signed, and refused when it pays another amount', async (order, signer) => {
    const right = await json(...order);
    expect([right.code, right.report.signing]).toMatchObject([0, { outcome: 'signed', signer }]);
    const wrong = await json(...order, '--tamper', 'amount');
    expect(wrong.code).toBe(1);
    expect(wrong.report.signing).toMatchObject({
      outcome: 'refused',
      reason: { what: expect.stringMatching(/^amount .*, approved /) },
    });
  });

  it('tells a person the same', async () => {
    const { code, out } = await run(['run', 'swap', '--sign', '--no-screens', ...ETHER]);
    expect(code).toBe(0);
    expect(out).toContain('Signed by the Ethereum app');
    expect(out).toMatch(/Signer {3}0xDad77910/);
  });

  it('signs a fund and a sell, too', async () => {
    for (const kind of ['sell', 'fund']) {
      const { code, out } = await run(['run', kind, '--sign', '--currency', 'eth', '--json']);
      expect([kind, code]).toEqual([kind, 0]);
      expect((JSON.parse(out) as RunReport).signing?.outcome).toBe('signed');
    }
  });

  it('a changed transaction is refused in words: exit code 1', async () => {
    const { code, report } = await json(...ETHER, '--tamper', 'amount');
    expect(code).toBe(1);
    expect(report.signing).toEqual({
      outcome: 'refused',
      status: '6001',
      code: '0100',
      says: 'The amount is not the one the user approved.',
      reason: {
        what: 'amount 1.050000000000000001 ETH, approved 1.05 ETH',
        field: 'amount',
        expected: '1.05 ETH',
        actual: '1.050000000000000001 ETH',
      },
    });
    const { out } = await run([
      'run',
      'swap',
      '--sign',
      '--no-screens',
      ...BITCOIN,
      '--tamper',
      'fee',
    ]);
    expect(out).toContain('Refused by the Bitcoin app: 6b00 with 0300');
    expect(out).toContain('fees 0.00100001 BTC, approved 0.001 BTC');
  });

  it.each([
    ['btc', 'chain', 'a Bitcoin transaction has none to change'],
    ['trx', 'fee', 'a Tron transaction has none to change'],
  ])('says of %s before anything is sent that %s cannot be changed', async (from, part, says) => {
    const { code, out, err } = await run([
      'run',
      'swap',
      '--sign',
      '--from',
      from,
      '--tamper',
      part,
    ]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`--tamper ${part}: ${says}`);
  });

  it('invents the tag without which the XRP app signs nothing, and says so', async () => {
    const { code, report } = await json('--from', 'xrp', '--to', 'btc');
    expect([code, report.signing?.outcome]).toEqual([0, 'signed']);
    expect(report.invented).toContain('payin_extra_id');
  });

  it('sends a transaction of the user’s own as it is', async () => {
    const path = join(folder, 'own.hex');
    // Another destination than the approved one.
    writeFileSync(
      path,
      '0xeb05843b9aca0082520894999999cf1046e68e36e1aa2e0e07105eddd1f08e880e92596fd629000080018080\n',
    );
    const { code, report } = await json(...ETHER, '--tx', path);
    expect([code, report.signing?.outcome]).toEqual([1, 'refused']);
    expect(JSON.stringify(report.signing)).toContain(
      'destination 0x999999cf1046e68e36E1aA2E0E07105eDDD1f08E',
    );
  });

  const written = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const TON = ['--from', 'ton', '--to', 'btc', '--amount', '12.34567', '--fees', '0.1'];
  const PAYIN = 'EQD0sKn8DbS12U015TWOSpYmyJYYDC_7sxg1upaMxnBvTiX8';

  it('of a coin none is made for: as hex, or with the APDUs of a recorded session', async () => {
    const recorded = 'test/golden/suite-nanosp/ton-swap_valid_1.apdu';
    const lines = readFileSync(recorded, 'utf8').split('\n');
    const answer = lines.find((line) => line.startsWith('<= 405f'))!;
    const sent = lines[lines.indexOf(answer) - 1]!;
    const hex = written('ton.hex', `# behind the path\n${sent.slice(13)}\n`);
    const signature = answer.slice(5, 133);
    for (const [file, signer] of [
      [hex, 'UQDWey_FGPhd3phmerdVXi-zUIujfyO4-29y_VT1yD0meY1n'],
      [recorded, null],
    ] as const) {
      const { code, report } = await json(...TON, '--payin', PAYIN, '--tx', file);
      expect([code, report.signing]).toMatchObject([0, { outcome: 'signed', signer }]);
      expect(JSON.stringify(report.signing)).toContain(signature);
    }
    const { out } = await run([
      ...['run', 'swap', '--sign', '--no-screens', ...TON, '--payin', PAYIN, '--tx', hex],
    ]);
    expect(out).toMatch(/Signed by the TON app\n +Signer +UQDWey[^\n]+\n +Signature +5ff2083af859/);
  });

  it.each([
    [
      TON,
      'ton.txt',
      'hello',
      /^error: --tx: expected an unsigned transaction as hex, or the APDUs a client sends to the TON app, one a line or in any log, found "hello"\n$/,
    ],
    [
      BITCOIN,
      'btc.hex',
      '02000000',
      /^error: transaction: expected a PSBT of version 0 or 2, found one in which it begins with 02000000\n$/,
    ],
    [
      BITCOIN,
      'btc.txt',
      'cHNid',
      /^error: --tx: expected a PSBT \(base64, hex or its bytes\), found "cHNid"\n$/,
    ],
    [
      ETHER,
      'eth.bin',
      Uint8Array.of(2, 0xf8, 0x60, 1),
      /^error: --tx: expected an unsigned transaction as hex, or /,
    ],
    [
      ['--from', 'kas', '--to', 'btc'],
      'kas.hex',
      '00ff',
      /^error: --tx: expected the APDUs a client sends to the Kaspa app/,
    ],
  ] as const)(
    '%j cannot read %s, and says so in one sentence',
    async (order, name, content, says) => {
      const path = written(name, content);
      const { code, err } = await run(['run', 'swap', '--sign', ...order, '--tx', path]);
      expect(code).toBe(2);
      expect(err).toMatch(says);
    },
  );

  it('is recorded with the rest, and replays', async () => {
    const path = join(folder, 'signed.apdu');
    await run(['run', 'swap', '--sign', '--build', 'test', ...BITCOIN, '--record', path]);
    const { recording } = recordingOf(new Uint8Array(readFileSync(path)), path);
    const played = await replay(recording, deviceSetup(recording, {}), path);
    expect(played.mismatches).toEqual([]);
    expect(played.skipped).toEqual({ coinApp: 0, random: 0, lost: 0 });
    expect(played.exchanges).toBeGreaterThan(200);
  });

  it.each([
    [['--tx', 'x.hex', '--tamper', 'fee', '--sign'], /--tamper: expected without --tx/],
    [['--tamper', 'fee'], /--tamper: expected beside --sign/],
    [['--sign', '--tamper', 'colour'], /--tamper/],
    [['--sign', '--from', 'ltc', '--to', 'eth'], /no transaction of the Litecoin app/],
    [['--sign', ...BITCOIN, '--tamper', 'chain'], /Bitcoin transaction has none/],
    [['--sign', ...BITCOIN, '--tx', 'x.hex'], /--tx: expected a file, found none at "x.hex"/],
    [['--sign', ...ETHER, '--tx', join(folder, 'no.hex')], /--tx: expected a file, found none/],
    [
      ['--sign', '--from', 'eth', '--to', 'btc', '--fees', '0.0000000000000001'],
      /fees: expected gas limit times price, such as a multiple of \d+ wei, found 100 wei/,
    ],
  ])('%j: exit code 2', async (args, message) => {
    const { code, err } = await run(['run', 'swap', ...args]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
