/** `exchange-sim check`: inputs, reports, exit codes; never a control character or a private key. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { JsonReport } from '../../src/report/json.js';
import { FIXTURES, fixture, knownOf } from '../check/fixtures.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const json = (value: unknown) => JSON.stringify(value);
const good = fixture('good-swap-k1');
const bad = fixture('nonce-hex-as-ascii');
const GOOD = file('good.json', json(good));
const BAD = file('bad.json', json(bad));
const KEY = ['--public-key', good.registered.publicKeyHex, '--curve', good.registered.curve];

async function report(args: readonly string[], more: Parameters<typeof run>[1] = {}) {
  const { code, out, err } = await run(['check', ...args, '--json'], more);
  return { code, err, ...(JSON.parse(out) as JsonReport) };
}

async function* stdin(text: string | Uint8Array) {
  yield Buffer.from(text as string);
}

describe('inputs', () => {
  const { providerSig } = good;
  const answer = { swapId: 'x', providerSig };
  const nonce = ['--nonce', good.deviceNonce];

  it.each<[string, string | Uint8Array, readonly string[]]>([
    ['answer.json', json(answer), KEY],
    ['http.txt', `HTTP/2 200\r\ncontent-type: application/json\r\n\r\n${json(answer)}`, KEY],
    ['bom-crlf.json', `\uFEFF${JSON.stringify(good, null, 2).replaceAll('\n', '\r\n')}`, []],
    [
      'case.yaml',
      `# an order\nflow: swap\nregistered: ${json(good.registered)}\nproviderSig: ${json(providerSig)}\n`,
      [],
    ],
    ['yaml-by-its-looks', `---\nflow: swap\nproviderSig: ${json(providerSig)}\n`, KEY],
    ['one.ndjson', `${json(good)}\n`, []],
  ])('%s', async (name, content, options) => {
    const { code, err, results } = await report([file(name, content), ...nonce, ...options]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(results).toMatchObject([
      { flow: 'swap', verdict: 'accepted', device: null, findings: [] },
    ]);
    expect(results[0]?.screens.length).toBeGreaterThan(3);
  });

  it('options alone', async () => {
    const { payload, signature } = providerSig;
    const own = ['--payload', payload, '--signature', signature, '--flow', 'swap', ...nonce];
    expect((await report([...own, ...KEY])).code).toBe(0);
    const { results } = await report(own);
    expect(results[0]?.findings.map(({ code }) => code)).toEqual(['PUBLIC_KEY_MISSING']);
  });

  it('a public key as PEM, JWK or SPKI', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const spki = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const jwk = json(pair.publicKey.export({ format: 'jwk' }));
    const path = file('answer2.json', json(answer));
    for (const key of [pem, file('key.pem', pem), jwk, spki]) {
      const { code, results } = await report([path, '--public-key', key]);
      expect(code).toBe(1);
      expect(results[0]?.device?.status).toBe('9d1a');
    }
  });

  it('a former key: --other-key names who signed', async () => {
    const pem = (namedCurve: string) =>
      generateKeyPairSync('ec', { namedCurve }).publicKey.export({ type: 'spki', format: 'pem' });
    const { registered, ...rest } = good;
    const { code, results } = await report([
      file('rotated.json', json(rest)),
      ...['--public-key', String(pem('secp256k1')), '--curve', registered.curve],
      ...['--other-key', String(pem('prime256v1')), '--other-key', registered.publicKeyHex],
    ]);
    expect(code).toBe(1);
    expect(results[0]?.findings).toMatchObject([
      { code: 'SIGNATURE_OTHER_KEY', evidence: expect.stringContaining('--other-key number 2') },
    ]);
  });

  it('standard input, as a document and as a stream', async () => {
    const one = await report(['-'], { stdin: stdin(json(good)) });
    expect(one).toMatchObject({ code: 0, results: [{ file: '-' }] });
    const two = await report(['-'], { stdin: stdin(`${json(good)}\n${json(bad)}\n`) });
    expect(two.code).toBe(1);
    expect(two.results).toMatchObject([
      { file: '-', line: 1, verdict: 'accepted' },
      { file: '-', line: 2, verdict: 'refused' },
    ]);
  });

  it('a list, and cases with what they share', async () => {
    const list = await report([file('list.json', json([good, bad]))]);
    expect(list.results).toMatchObject([{ item: 1 }, { item: 2, verdict: 'refused' }]);
    const { registered, ...rest } = good;
    const shared = await report([file('cases.json', json({ registered, cases: [rest] }))]);
    expect(shared).toMatchObject({ code: 0, results: [{ item: 1, verdict: 'accepted' }] });
  });

  it('the request the backend was asked with', async () => {
    const request = file('request.json', json({ amountFrom: '0.02', nonce: good.deviceNonce }));
    const { results } = await report([GOOD, '--request', request]);
    expect(results[0]?.findings.map(({ code }) => code)).toContain('AMOUNT_NOT_REQUESTED');
  });

  it('what nobody gave is marked as invented', async () => {
    const path = file('bare.json', json(answer));
    const { results } = await report([path, '--flow', 'swap', ...KEY]);
    expect(results[0]?.invented).toEqual(['nonce', 'fees', 'partner']);
    const text = (await run(['check', path, '--flow', 'swap', ...KEY])).out.replace(/\s+/g, ' ');
    expect(text).toContain(
      "Invented nonce (the payload's own), fees (1000 base units), partner name (Provider): the case does not say",
    );
    const all = [...nonce, '--fees', '1500', '--partner-name', 'Acme'];
    expect((await report([path, '--flow', 'swap', ...KEY, ...all])).results[0]?.invented).toEqual(
      [],
    );
    const full = await run(['check', path, '--flow', 'swap', ...KEY, ...all]);
    expect(full.out).not.toContain('Invented');
  });

  it('another firmware; the documentation is a reader of its own', async () => {
    const { results } = await report([GOOD]);
    expect(results[0]?.readers.map(({ firmware }) => firmware)).toEqual(['4.4.2', 'documentation']);
    const documentation = await report([GOOD, '--firmware', 'documentation']);
    expect(documentation.results[0]?.readers).toHaveLength(1);
  });
});

describe('several files', () => {
  it('one verdict each and a summary; what cannot be read does not stop the rest', async () => {
    const { code, err, results, summary } = await report([GOOD, join(folder, 'no.json'), BAD]);
    expect(code).toBe(1);
    expect(err).toMatch(/^error: .*no\.json: expected a file, found none\n$/);
    expect(results.map(({ verdict }) => verdict)).toEqual(['accepted', 'unreadable', 'refused']);
    expect(summary).toMatchObject({ cases: 3, accepted: 1, refused: 1, notRead: 1, clean: 1 });
  });

  it('every recorded mistake in one stream', async () => {
    const path = file(
      'all.ndjson',
      FIXTURES.map((one) => json({ ...one, ...knownOf(one) })).join('\n'),
    );
    const { results, summary } = await report([path]);
    expect(summary.cases).toBe(FIXTURES.length);
    for (const [at, { diagnosis }] of FIXTURES.entries()) {
      if (diagnosis === null) continue;
      expect(results[at]?.findings.map(({ code }) => code)).toContain(diagnosis);
      expect(results[at]?.line).toBe(at + 1);
    }
  });
});

describe('exit 2: one clear sentence', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const rsaPem = rsa.export({ type: 'spki', format: 'pem' }) as string;
  const ec = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey;
  const privatePem = ec.export({ type: 'sec1', format: 'pem' }) as string;
  const long = `{"payload":"${'A'.repeat(3_000_000)}"}`;

  it.each<[string, string | Uint8Array, string]>([
    ['empty.json', '', 'expected a case, found an empty file'],
    ['blank.json', ' \n\n', 'expected a case, found nothing'],
    ['truncated.json', JSON.stringify(good, null, 1).slice(0, 300), 'ends too early'],
    ['binary.json', Uint8Array.of(0, 1, 2, 255), 'found binary data'],
    ['words.json', 'hello', 'expected a JSON object, found text that is no JSON'],
    ['number.json', '12', 'expected a provider answer or a case'],
    ['none.json', '[]', 'expected a case, found none'],
    ['empty.ndjson', '', 'expected a case, found nothing'],
    ['bad.yaml', 'a: [b\nc: d: e\n', 'bad.yaml:2:1: expected JSON or YAML'],
    ['long.ndjson', long, 'long.ndjson:1: expected a line of at most 1048576 bytes, found 3000014'],
    ['private.json', privatePem, 'expected a case, found a private key'],
    ['private.yaml', privatePem, 'expected a case, found a private key'],
  ])('%s', async (name, content, sentence) => {
    const { code, out, err } = await run(['check', file(name, content)]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.split('\n')[0]).toMatch(/^error: /);
    expect(err).toContain(sentence);
    expect(err).toContain(name);
    expect(err.split('\n').length).toBeLessThanOrEqual(3);
    expect(err).not.toContain('BEGIN');
    expect((await report([join(folder, name)])).results).toMatchObject([{ verdict: 'unreadable' }]);
  });

  it.each<[readonly string[], string]>([
    [[], 'check: expected a file, - for standard input, or --payload, found none'],
    [[GOOD, '--payload', 'x'], '--payload: expected without files, found both'],
    [[GOOD, '--signature', 'x'], '--signature: expected beside --payload, found alone'],
    [[GOOD, '--public-key', rsaPem], 'found an RSA key'],
    [
      [GOOD, '--public-key', privatePem],
      '--public-key: expected a public key, found a private one',
    ],
    [
      [GOOD, '--firmware', '1.0'],
      '--firmware: expected a firmware such as 2.0.14-dev (the nearest), found "1.0"',
    ],
    [[GOOD, '--fees', '1.5'], '--fees: '],
    [[GOOD, '--request', GOOD, '--request', 'no.json'], '--request: expected a file, found none'],
    [[GOOD, '--json', '--reporter', 'junit'], '--reporter: expected json beside --json'],
    [[GOOD, '--resume', 'x'], '--resume: expected --bulk beside it, found none'],
    [[folder], 'expected a file, found a folder'],
    [[GOOD, '--out', join(folder, 'no', 'x')], '--out: expected a file in a folder that exists'],
  ])('%j', async (args, sentence) => {
    const { code, err } = await run(['check', ...args]);
    expect(err).toContain(`error: ${folder === args[0] ? folder : ''}`);
    expect(err).toContain(sentence);
    expect(code).toBe(2);
    expect(err).not.toContain('BEGIN');
  });
});

describe('private keys are never repeated', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
  const jwk = privateKey.export({ format: 'jwk' });
  const secret = Buffer.from(jwk.d ?? '', 'base64url');
  const sec1 = privateKey.export({ type: 'sec1', format: 'der' });
  const bare = Buffer.concat([Buffer.from('302e0201010420', 'hex'), secret, sec1.subarray(39, 48)]);
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });

  it.each<[string, string]>([
    ['hex', secret.toString('hex')],
    ['base64', secret.toString('base64')],
    ['SEC 1', sec1.toString('base64')],
    ['SEC 1 without the public half', bare.toString('hex')],
    ['PKCS #8', pkcs8.toString('base64')],
    ['JWK', json(jwk)],
    ['PEM', privateKey.export({ type: 'pkcs8', format: 'pem' }) as string],
  ])('%s', async (_, key) => {
    const path = file('private-key.txt', key);
    const own = file('private-case.json', json({ ...good, registered: undefined, publicKey: key }));
    for (const args of [
      [GOOD, '--public-key', key, '--curve', 'secp256k1'],
      [GOOD, '--public-key', path, '--curve', 'secp256k1'],
      [own, '--curve', 'secp256k1'],
      [path],
    ]) {
      const { code, out, err } = await run(['check', ...args]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      for (const form of ['hex', 'base64', 'base64url'] as const) {
        expect(err).not.toContain(secret.toString(form).slice(4, 20));
      }
    }
  });
});

describe('reports', () => {
  it('text of a good case', async () => {
    const { code, out, err } = await run(['check', GOOD]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^✓ accepted · SWAP_NG · .*good\.json\n/);
    expect(out).toContain('  Readers    Exchange 4.4.2 accepts\n');
    expect(out).toContain('Review transaction to');
    expect((await run(['check', GOOD, '--no-screens'])).out).not.toContain('┌');
  });

  it('text of a bad case has all parts of a finding', async () => {
    const { code, out } = await run(['check', BAD]);
    expect(code).toBe(1);
    for (const part of [
      'refused: 6a81 DESERIALIZATION_FAILED',
      'Command    PROCESS_TRANSACTION_RESPONSE',
      'Reason     device_transaction_id_ng cannot be decoded at protobuf byte 180',
      '1. error NONCE_HEX_AS_TEXT · device_transaction_id_ng',
      'Evidence   64 bytes',
      'Why        ',
      'Fix        ',
      'Correct    350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b',
    ]) {
      expect(out).toContain(part);
    }
  });

  it('fits 80 columns, has colour only where wanted', async () => {
    const path = file('all2.ndjson', FIXTURES.map(json).join('\n'));
    const { out } = await run(['check', path]);
    const tooLong = out.split('\n').filter((line) => [...line].length > 80);
    expect(tooLong).toEqual([]);
    expect(out).not.toContain('\u001b');
    expect((await run(['check', BAD], { color: true })).out).toContain('\u001b[31m');
    const plain = join(folder, 'plain.txt');
    await run(['check', BAD, '--out', plain], { color: true });
    expect(readFileSync(plain, 'utf8')).not.toContain('\u001b');
  });

  it('control characters never reach the terminal', async () => {
    const evil = '\u001b]0;x\u0007\u202e\u009b31m';
    const value = { ...good, providerSig: { payload: evil, signature: evil }, partner: `P${evil}` };
    const path = file('evil.ndjson', `${json(value)}\n${json({ flow: evil })}\n${evil}\n`);
    for (const reporter of ['text', 'json', 'junit', 'sarif']) {
      const { out, err } = await run(['check', path, '--reporter', reporter]);
      expect((out + err).replaceAll('\n', ''), reporter).not.toMatch(/\p{C}/u);
    }
  });

  it.each(['json', 'junit', 'sarif', 'text'])(
    '--reporter %s --out is written whole',
    async (name) => {
      const path = join(folder, `report.${name}`);
      const { code, out } = await run(['check', BAD, '--reporter', name, '--out', path]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      const text = readFileSync(path, 'utf8');
      expect(text).toContain('NONCE_HEX_AS_TEXT');
      expect(text.startsWith(name === 'junit' ? '<?xml' : name === 'text' ? '✗' : '{')).toBe(true);
      expect(readdirSync(folder).filter((entry) => entry.endsWith('.tmp'))).toEqual([]);
    },
  );
});
