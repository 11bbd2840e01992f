/** `decode`, `diff`, `redact`, `replay` on devices and `page`, as they are typed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from './command-line.js';

const golden = (path: string) => fileURLToPath(new URL(`../golden/${path}`, import.meta.url));
const SWAP = golden('suite-nanosp/ethereum-swap_ui_only.apdu');
const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-decode-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('decode', () => {
  it('says every field in words', async () => {
    const { code, out, err } = await run(['decode', SWAP]);
    expect(code).toBe(0);
    expect(out).toContain('amount_to_wallet          0.04696614 ETH');
    expect(out).toContain('✓ payload signature: by Default name on secp256r1');
    expect(out).toContain('✓ partner credentials: signed by the public test key');
    expect(err).toContain('recordstore');
    expect(err).toContain('it trusts the public test key');
  });

  it('has a line for each exchange', async () => {
    const { out } = await run(['decode', '--short', SWAP]);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(9);
    expect(lines[0]).toBe('   1  START_NEW_TRANSACTION, SWAP_NG, fixed rate  →  9000 SUCCESS');
  });

  it('gives the same as data', async () => {
    const { code, out } = await run([
      'decode',
      '--json',
      golden('logs/files/usbmon-two-ledgers.pcapng'),
    ]);
    const document = JSON.parse(out);
    expect(code).toBe(0);
    expect(document.format).toBe('pcapng');
    expect(document.exchanges).toHaveLength(20);
    expect(document.devices).toHaveLength(2);
    const { out: several } = await run(['decode', '--json', SWAP, SWAP]);
    expect(JSON.parse(several).files.map((one: { exchanges: [] }) => one.exchanges.length)).toEqual(
      [9, 9],
    );
  });

  it('ends with 2 where nothing passes, and says so', async () => {
    const { code, out, err } = await run(['decode', golden('logs/files/no-apdu.json')]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('no APDU in it');
  });

  it('closes its document when a file cannot be read, and goes on with the next', async () => {
    const document = await run(['decode', '--json', SWAP, '--format', 'zip']);
    expect(document.code).toBe(2);
    expect(JSON.parse(document.out)).toEqual({
      file: SWAP,
      exchanges: [],
      format: null,
      devices: [],
      problems: [{ line: 0, what: `${SWAP}: the file is not of the format zip` }],
    });
    const key = join(folder, 'key.log');
    writeFileSync(key, `${'7f'.repeat(32)}\n`);
    const several = await run(['decode', '--json', key, SWAP]);
    expect(several.code).toBe(2);
    expect(several.out + several.err).not.toContain('7f7f');
    const { files } = JSON.parse(several.out);
    expect(files.map((one: { exchanges: [] }) => one.exchanges.length)).toEqual([0, 9]);
  });

  it('begins no document where one of the files is not there', async () => {
    const { code, out, err } = await run(['decode', '--json', SWAP, join(folder, 'none.log')]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('no such file');
  });

  it('says when the log has no such device', async () => {
    const { code, out, err } = await run(['decode', '--device', '7', SWAP]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('--device 7: the log has one device');
  });

  it('goes on behind a line that cannot be read', async () => {
    const { code, out, err } = await run([
      'decode',
      '--short',
      golden('logs/files/odd-hex-swap.log'),
    ]);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(11);
    expect(err).toContain('odd-hex-swap.log:5');
  });
});

describe('diff', () => {
  it('is empty for the same flow in two formats', async () => {
    const pair = ['logs/files/recordstore-swap.apdu', 'logs/files/speculos-swap.log'].map(golden);
    const { code, out } = await run(['diff', ...pair]);
    expect({ code, last: out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      last: 'No difference.',
    });
  });

  it('names field, before and after', async () => {
    const other = join(folder, 'refused.apdu');
    const text = readFileSync(SWAP, 'utf8');
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.startsWith('=> e008')) + 1;
    lines[at] = '<= 6a80';
    writeFileSync(other, lines.join('\n'));
    const { code, out } = await run(['diff', '--json', SWAP, other]);
    expect(code).toBe(1);
    expect(JSON.parse(out).differences[0].fields[0]).toMatchObject({
      field: 'answer',
      before: '9000 SUCCESS',
      after: '6a80 INCORRECT_COMMAND_DATA',
    });
  });
});

describe('redact', () => {
  it('writes a recording that replays, without the address paid to', async () => {
    const file = join(folder, 'redacted.apdu');
    const { code, err } = await run(['redact', SWAP, '--out', file]);
    expect(code).toBe(0);
    expect(err).toContain('1 × payin_address');
    expect(err).toContain('never has the words of the seed');
    const { code: replayed, out } = await run(['replay', '--answers', '--build', 'test', file]);
    expect({ replayed, out: out.includes('no difference') }).toEqual({ replayed: 0, out: true });
    const { out: words } = await run(['decode', file]);
    expect(words).not.toContain('0xd692Cb1346262F584D17B4B470954501f6715a82');
  });
});

describe('replay on a device', () => {
  it('signs again behind a lost answer, and does not compare it', async () => {
    const lost = join(folder, 'lost.apdu');
    const text = readFileSync(SWAP, 'utf8');
    const cut = text.replace(/(=> e006.*\n(?:#.*\n)*)<= 9000\n/g, '$1# lost: the cable\n');
    expect(cut).toContain('# lost: the cable');
    writeFileSync(lost, cut);
    const { code, out } = await run(['replay', '--fresh', '--json', lost]);
    const [file] = JSON.parse(out).files;
    expect(file.differences).toEqual([]);
    expect(code).toBe(0);
    expect(file.lost).toBe(cut.match(/# lost/g)!.length);
    expect(file.compared + file.lost + file.byCoinApp).toBe(9);
  });

  it('runs an old log with a fresh nonce', async () => {
    const { code, out } = await run(['replay', '--fresh', '--model', 'stax', SWAP]);
    expect(code).toBe(0);
    expect(out).toContain('9 exchanges on simulator (stax), with a fresh nonce and new signatures');
  });

  it('says what is other than recorded, why, and what to do', async () => {
    const { code, out } = await run(['replay', '--answers', '--build', 'random', SWAP]);
    expect(code).toBe(1);
    const words = out.replace(/\s+/g, ' ');
    expect(words).toContain(
      'answer: 9000 SUCCESS → 6a82 WRONG_TRANSACTION_ID because device_transaction_id_ng is not the nonce',
    );
    expect(words).toContain('--fresh asks for it');
  });

  it('replays each device of a log on its own', async () => {
    const log = golden('logs/files/usbmon-two-ledgers.pcapng');
    const { code, out } = await run(['replay', '--fresh', '--json', log]);
    const { files, differences } = JSON.parse(out);
    expect({ code, differences }).toEqual({ code: 0, differences: 0 });
    expect(files.map(({ exchanges }: { exchanges: number }) => exchanges)).toEqual([12, 8]);
  });

  it('writes JUnit with a failure for what differs', async () => {
    const file = join(folder, 'replay.xml');
    await run(['replay', '--answers', '--build', 'random', '--junit', file, SWAP]);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('failures="1"');
    expect(text).toContain('START_NEW_TRANSACTION: answer.nonce');
  });

  it('refuses what excludes each other', async () => {
    const { code, err } = await run(['replay', '--answers', '--fresh', SWAP]);
    expect(code).toBe(2);
    expect(err).toContain('expected one of --answers, --by-instruction and --fresh');
    const { err: screens } = await run(['replay', '--fresh', '--screens', 'png', SWAP]);
    expect(screens).toContain('--screens: expected with recordings on the simulator');
  });
});
