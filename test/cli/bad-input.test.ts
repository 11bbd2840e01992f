/** One sentence naming the field, what was expected and what came; exit 2; never a stack trace. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-'));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
afterAll(() => rmSync(folder, { recursive: true }));

const wrongPem = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey.export({
  format: 'pem',
  type: 'sec1',
}) as string;
const partner = (privateKey: string) =>
  JSON.stringify({ name: 'P', curve: 'secp256k1', privateKey });

describe('exit 2', () => {
  it.each([
    [
      ['run', 'swap', '--from', 'ZZZZQ'],
      '--from: expected the ticker or id of a known currency, such as BTC, ETH or usdt-tron, found "ZZZZQ"',
    ],
    [['run', 'swap', '--from', 'DOGE'], '--from: expected one currency, found the ticker "DOGE"'],
    [['run', 'sell', '--currency', ''], 'found ""'],
    [['run', 'swap', '--extra-data', '0g'], '--extra-data: expected an even number of hex digits'],
    [
      ['run', 'swap', '--nonce', 'abc'],
      '--nonce: expected 32 bytes as 64 hex digits, base64 or base64url, found 3 characters: "abc"',
    ],
    [['run', 'swap', '--partner', 'no.json'], '--partner: expected a file, found none at'],
    [['run', 'swap', '--partner', folder], '--partner: expected a file, found a folder'],
    [
      ['run', 'swap', '--partner', file('pem.json', partner(wrongPem))],
      'privateKey: expected a private key (PEM, DER, JWK, hex or base64) on secp256k1 or secp256r1, found a key on secp384r1 (P-384)',
    ],
    [
      ['run', 'swap', '--partner', file('bad.json', partner('secret'))],
      'on secp256k1 or secp256r1, found 6 characters that are no form of a key',
    ],
    [
      ['run', 'swap', '--amount', '0.0000000000000000001'],
      '--amount: expected at most 18 decimals of ETH, found 19',
    ],
    [['run', 'swap', '--fees', '-1'], '--fees: expected an amount of ETH of zero or more'],
    [['run', 'swap', '--receive-amount', 'x'], '--receive-amount: expected a decimal number'],
    [['run', 'sell', '--fiat-amount', '1,000'], '--fiat-amount: expected a decimal number'],
    [['run', 'swap', '--payload', '{"a":1}'], '--payload: expected base64url text, found JSON'],
    [
      ['run', 'swap', '--payload', file('p.json', ' {"providerSig":{}}')],
      '--payload: expected base64url text, found JSON',
    ],
    [['run', 'swap', '--payload', 'gone.txt'], '--payload: expected a file, found none'],
    [['run', 'swap', '--partner', 'x'.repeat(5000)], '--partner: expected the name of a file'],
    [['run', 'swap', '--response', 'a\0b'], '--response: expected a file, found none'],
    [
      ['run', 'swap', '--response', file('r.json', 'no')],
      'expected a JSON object, found text that is no JSON',
    ],
    [
      ['run', 'swap', '--response', file('s.json', '{}'), '--payload', 'a'],
      '--response: expected without --payload, found both',
    ],
    [
      ['run', 'swap', '--payload', 'abcd', '--refund', 'x'],
      '--refund: expected without a payload of your own, found both',
    ],
    [['run', 'swap', '--field', 'x=1'], '--field: expected a field of NewTransactionResponse ('],
    [['run', 'swap', '--field', 'x'], '--field: expected name=value, found "x"'],
    [['run', 'swap', '--apps', 'Dogecoin'], 'found "Dogecoin"'],
    [['run', 'swap', '--build', 'x'], 'build: expected test, random'],
    [['run', 'swap', '--firmware', '1'], '(the nearest), found "1"'],
    [['run', 'swap', '--seed', 'x'], '--seed: expected a BIP-39 mnemonic'],
    [['run', 'swap', '--currency', 'BTC'], '--currency: expected with a sell or a fund, found'],
    [['run', 'sell', '--payout', 'x'], '--payout: expected with a swap, found with a sell'],
    [['run', 'buy'], 'flow: expected swap, sell, fund, found "buy"'],
    [['run'], "missing required argument 'flow'"],
    [['help', 'rum'], "unknown command 'rum'\n(Did you mean run?)"],
    [['screens', '--frame'], '--frame: needs --format svg or png'],
    [
      ['sign', 'swap', '--example', '--fields', file('empty.json', '')],
      'empty.json: expected one JSON object, found nothing',
    ],
    [
      ['keys', 'verify', file('empty.json', '')],
      'empty.json: expected JSON with partners, found nothing',
    ],
    [
      ['provider', 'test', 'profile.yaml', '--product', 'swap'],
      'URL: expected the base URL of a provider, found the name of a file, "profile.yaml"',
    ],
    [['run', 'swap', 'x'], 'too many arguments'],
    [['run', 'swap', '--rate', 'x'], 'Allowed choices are fixed, floating'],
    [['run', 'swap', '--model', 'nanos'], 'Allowed choices are nanosp, nanox'],
    [['run', 'swap', '--amont', '1'], "unknown option '--amont'"],
    [['run', 'swap', '--amount'], 'argument missing'],
    [['runn'], "unknown command 'runn'"],
    [['replay', 'gone.apdu'], 'gone.apdu'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(args);
    expect(err).toContain(message);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: /);
    expect(err).not.toMatch(/^\s+at /m);
    expect(err.trim().split('\n').length).toBeLessThanOrEqual(2);
  });

  it('never repeats a private key or the words of a seed', async () => {
    const secret = 'deadbeef'.repeat(7);
    const words = Array(12).fill('zebra').join(' ');
    const withKey = await run(['run', 'swap', '--partner', file('k.json', partner(secret))]);
    const withWords = await run(['run', 'swap', '--seed', words]);
    expect(withKey.err).not.toContain('deadbeef');
    expect(withWords.err).not.toContain('zebra');
    expect([withKey.code, withWords.code]).toEqual([2, 2]);
  });
});

describe('exit 0', () => {
  it('--version and --help', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, err: '' });
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = await run(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('exchange-sim run swap');
    const runHelp = await run(['run', '--help']);
    expect(runHelp.out).toContain('--receive-amount');
    for (const line of runHelp.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});
