/** `exchange-sim sign`: what comes out, where, and what is said of unusable input. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { check, readCase } from '../../src/check/index.js';
import { newPrivateKey } from '../../src/keys/private-key.js';
import { privateKeyText, publicKeyForms } from '../../src/keys/write-key.js';
import { exampleKey } from '../../src/sign/example-order.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-sign-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const NONCE = '350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b';
const key = newPrivateKey('secp256k1');
const pem = file('key.pem', privateKeyText(key, 'pkcs8'));
const sell = [
  ...['sign', 'sell', '--currency', 'BTC', '--amount', '0.01', '--payin', 'bc1qxyz'],
  ...['--email', 'a@b.c', '--fiat', 'EUR', '--fiat-amount', '297.40', '--nonce', NONCE],
];

describe('the answer', () => {
  it('is one JSON document on stdout, the talk is on stderr', async () => {
    const { code, out, err } = await run([...sell, '--key', pem]);
    expect(code).toBe(0);
    const answer = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(answer)).toEqual(['payinAddress', 'providerSig']);
    expect(err).toContain('SELL_NG, signed with');
    expect(err).toContain('in_amount                 1000000 (0.01)');
    expect(err).toContain('out_amount                29740 x 10^-2');
    expect((await run([...sell, '--key', pem, '--json'])).err).toBe('');
    expect((await run([...sell, '--key', pem])).out).toBe(out);
  });

  it('is signed for a currency whose coin app is not simulated, where every value is given', async () => {
    const dogecoin = sell.map((word) => (word === 'BTC' ? 'dogecoin' : word));
    const { code, err } = await run([...dogecoin, '--key', pem]);
    expect([code, err]).toEqual([0, expect.stringContaining('1000000 (0.01)')]);
    expect(err).toContain('DOGE');
  });

  it('goes to a file with --out, whole', async () => {
    const path = join(folder, 'answer.json');
    const { out } = await run([...sell, '--key', pem, '--out', path]);
    expect(out).toBe('');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveProperty('providerSig.signature');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.each([
    ['swap', []],
    ['sell', []],
    ['fund', []],
    ['swap', ['--legacy']],
    ['sell', ['--legacy']],
    ['fund', ['--legacy']],
  ])('%s %j --example --case is accepted by check', async (kind, options) => {
    const { out } = await run(['sign', kind, '--example', '--case', ...options]);
    const { verdict, findings } = check(readCase(JSON.parse(out), 'stdin'));
    expect(findings).toEqual([]);
    expect(verdict).toBe('accepted');
  });

  it.each([
    'SIGNATURE_WRONG_CURVE',
    'SIGNATURE_OTHER_KEY',
    'NONCE_OTHER_TRANSACTION',
    'LEGACY_CURVE_UNSUPPORTED',
  ])('--mistake %s is found by check', async (code) => {
    const legacy = code.startsWith('LEGACY') ? ['--legacy'] : [];
    const { out, err } = await run([
      'sign',
      'swap',
      '--example',
      '--case',
      '--mistake',
      code,
      ...legacy,
    ]);
    expect(err).toContain(`Made wrong on purpose: ${code}`);
    const { findings } = check(readCase(JSON.parse(out), 'stdin'));
    expect(findings.map((finding) => finding.code)).toContain(code);
  });

  it('follows a request, a file and options, the later over the earlier', async () => {
    const request = file(
      'request.json',
      JSON.stringify({
        amount: '1',
        payloadCurrencyFrom: 'ETH',
        payloadCurrencyTo: 'BTC',
        refundAddress: '0xr',
        payoutAddress: 'bc1p',
        nonce: NONCE,
      }),
    );
    const fields = file(
      'fields.json',
      JSON.stringify({ payin_address: '0xf', receiveAmount: '0.02', amount: '2' }),
    );
    const { err } = await run([
      'sign',
      'swap',
      '--key',
      pem,
      '--request',
      request,
      '--fields',
      fields,
      '--payin',
      '0xo',
    ]);
    expect(err).toContain('amount_to_provider        2000000000000000000 (2)');
    expect(err).toContain('amount_to_wallet          2000000 (0.02)');
    expect(err).toContain('payin_address             0xo');
    expect(err).toContain('refund_address            0xr');
  });

  it('marks what an example makes up', async () => {
    const { err } = await run(['sign', 'swap', '--example', '--payout', 'bc1qxyz']);
    expect(err).toContain('  payout_address            bc1qxyz\n');
    expect(err).toContain('  currency_from             ETH (invented)\n');
    expect(err).toMatch(/\n {2}device_transaction_id_ng +350aea0c[0-9a-f]{56} \(invented\)\n/);
    const { err: own } = await run(['sign', 'swap', '--example', '--field', 'currency_from=ETH']);
    expect(own).toContain('  currency_from             ETH\n');
  });

  it('says anything with --field, and with --force what the device refuses', async () => {
    const { code, err } = await run([
      ...sell,
      '--key',
      pem,
      '--field',
      'in_amount=0f4241',
      '--field',
      'in_address=',
    ]);
    expect(code).toBe(0);
    expect(err).toContain('1000001');
    const long = [...sell, '--key', pem, '--memo', '1'.repeat(30)];
    expect((await run(long)).err).toContain('in_extra_id: expected at most 19 bytes, found 30');
    expect((await run([...long, '--force'])).code).toBe(0);
  });

  it('lists the mistakes as text and as JSON', async () => {
    const text = await run(['sign', '--list-mistakes']);
    const json = await run(['sign', '--list-mistakes', '--json']);
    const list = JSON.parse(json.out) as { code: string }[];
    expect(
      text.out
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(list.map(({ code }) => code));
    expect(list.length).toBeGreaterThan(80);
  });
});

describe('unusable input', () => {
  const publicPem = file('public.pem', publicKeyForms('secp256k1', key.publicKey).pem);
  const r1 = file('r1.pem', privateKeyText(exampleKey('secp256r1'), 'sec1'));
  it.each([
    [[], 'flow: expected swap, sell, fund, found nothing'],
    [['buy'], 'flow: expected swap, sell, fund, found "buy"'],
    [['swap'], '--key: expected the file of a private key, found none'],
    [['swap', '--key', 'gone.pem'], '--key: expected a file, found none at "gone.pem"'],
    [
      ['swap', '--key', publicPem],
      `--key ${publicPem}: expected a private key (PEM, DER, JWK, hex or base64)`,
    ],
    [
      ['swap', '--key', pem, '--curve', 'secp256r1'],
      'expected a key on secp256r1, found one on secp256k1',
    ],
    [
      ['swap', '--example', '--legacy', '--key', r1],
      'key: expected one on secp256k1 for legacy swap, found one on secp256r1',
    ],
    [
      ['swap', '--example', '--amount', '-1'],
      '--amount: expected an amount of ETH of zero or more',
    ],
    [
      ['sell', '--example', '--currency', 'dogecoin'],
      '--currency: expected a currency that --example has values for, found "dogecoin": Dogecoin is of the Dogecoin app, which is not simulated\nWithout --example,',
    ],
    [['swap', '--example', '--email', 'x'], '--email: expected with a sell, found with a swap'],
    [
      ['swap', '--example', '--mistake', 'X'],
      '--mistake: expected the code of a mistake, found "X"',
    ],
    [
      ['swap', '--example', '--request', file('bad.json', '{')],
      'expected one JSON object, found other text',
    ],
    [
      ['swap', '--example', '--request', file('amount.json', '{"amount":"x"}')],
      'amount.json: amount: expected a decimal number',
    ],
    [['swap', '--example', '--out', folder], '--out: expected a file to write, found a folder'],
    [
      ['swap', '--example', '--out', join(folder, 'no', 'file')],
      '--out: expected a file in a folder that exists',
    ],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(['sign', ...args]);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
    expect([code, out]).toEqual([2, '']);
  });
});

it('the private key is in no output', async () => {
  const secret = key.reveal();
  const forms = [
    toHex(secret),
    Buffer.from(secret).toString('base64').slice(0, 40),
    Buffer.from(secret).toString('base64url').slice(0, 40),
  ];
  const lines = privateKeyText(key, 'pkcs8').split('\n').slice(1, 3);
  const outputs = await Promise.all([
    run([...sell, '--key', pem]),
    run([...sell, '--key', pem, '--case']),
    run([...sell, '--key', pem, '--legacy']),
    run([...sell, '--key', pem, '--mistake', 'SIGNATURE_UNPADDED_RS']),
    run([...sell, '--key', file('cut.pem', privateKeyText(key, 'pkcs8').slice(0, 150))]),
    run([...sell, '--key', file('bare.hex', toHex(secret))]),
    run([...sell, '--key', privateKeyText(key, 'pkcs8')]),
    run([...sell, '--key', privateKeyText(key, 'jwk')]),
    run([...sell, '--key', toHex(secret)]),
    run([...sell, '--fields', pem, '--key', pem]),
    run([...sell, '--request', pem, '--key', pem]),
  ]);
  expect(outputs.filter(({ err }) => err.includes('found what looks like a key'))).toHaveLength(3);
  for (const { out, err } of outputs) {
    for (const text of [...forms, ...lines]) expect(out + err).not.toContain(text);
  }
});
