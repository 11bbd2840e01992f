/** `exchange-sim keys`: private keys stay in files, everything else is told in every form. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { newPrivateKey } from '../../src/keys/private-key.js';
import { readPrivateKey } from '../../src/keys/read-key.js';
import {
  PRIVATE_KEY_FORMS,
  type PublicKeyForms,
  privateKeyText,
} from '../../src/keys/write-key.js';
import { type Finished, run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const file = (name: string, text: string) => {
  writeFileSync(at(name), text);
  return at(name);
};
const json = <T>({ out }: Finished) => JSON.parse(out) as T;
const key = newPrivateKey('secp256r1');
const pem = file('own.pem', privateKeyText(key, 'sec1'));

describe('new', () => {
  it.each([
    ['secp256k1', 'pkcs8'],
    ['secp256k1', 'hex'],
    ['secp256r1', 'sec1'],
    ['secp256r1', 'jwk'],
  ] as const)('%s %s goes to a file only its owner can read', async (curve, form) => {
    const path = at(`${curve}.${form}`);
    const made = await run(['keys', 'new', '--curve', curve, '--form', form, '--out', path]);
    expect(made.code).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const read = readPrivateKey(readFileSync(path, 'utf8'), { field: 'f', curve });
    expect(made.out).toContain(toHex(read.publicKey));
    expect(made.out + made.err).not.toContain(toHex(read.reveal()));
    expect(made.out + made.err).not.toContain('PRIVATE');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('leaves a file that is there alone, unless told', async () => {
    const path = file('there.pem', 'x');
    const args = ['keys', 'new', '--out', path];
    const refused = await run(args);
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.err).toContain('--out: expected a new file, found one at');
    expect(readFileSync(path, 'utf8')).toBe('x');
    expect((await run([...args, '--force'])).code).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('prints it only when told, and then nothing else on stdout', async () => {
    const { out, err } = await run(['keys', 'new', '--stdout']);
    const read = readPrivateKey(out, { field: 'f' });
    expect(out).toBe(privateKeyText(read, 'pkcs8'));
    expect(err).not.toContain(toHex(read.reveal()));
  });

  it('has a report without it', async () => {
    const forms = json<PublicKeyForms>(await run(['keys', 'new', '--json', '--out', at('j.pem')]));
    expect(Object.keys(forms)).toEqual([
      'curve',
      'uncompressed',
      'compressed',
      'spki',
      'pem',
      'jwk',
    ]);
    expect(Object.keys(forms.jwk)).toEqual(['kty', 'crv', 'x', 'y']);
  });

  it.each([
    [[], '--out: expected a file for the private key, or --stdout, found neither'],
    [
      ['--out', 'x', '--stdout'],
      '--out: expected a file for the private key, or --stdout, found both',
    ],
    [['--json', '--stdout'], '--json: expected without --stdout, found both'],
  ])('%j is refused', async (args, message) => {
    const { code, out, err } = await run(['keys', 'new', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

describe('show and convert', () => {
  it('tell the same of every form', async () => {
    const shown = json<PublicKeyForms>(await run(['keys', 'show', pem, '--json']));
    expect(shown.uncompressed).toBe(toHex(key.publicKey));
    for (const form of ['pem', 'spki', 'public-jwk', 'uncompressed', 'compressed']) {
      const { out } = await run(['keys', 'convert', pem, '--to', form]);
      const again = await run([
        'keys',
        'show',
        file(`public.${form}`, out),
        '--json',
        '--curve',
        'secp256r1',
      ]);
      expect(json(again)).toEqual(shown);
    }
    const text = await run(['keys', 'show', pem]);
    expect(text.out).toContain(shown.spki);
    expect(text.out).toContain('secp256r1 (ES256 in JOSE)');
  });

  it.each(PRIVATE_KEY_FORMS)('write the private form %s to a file', async (form) => {
    const path = at(`converted.${form}`);
    const { code, out, err } = await run(['keys', 'convert', pem, '--to', form, '--out', path]);
    expect([code, out, err]).toEqual([0, '', '']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toBe(privateKeyText(key, form));
    expect((await run(['keys', 'convert', pem, '--to', form])).err).toContain(
      '--out: expected a file for the private key',
    );
  });

  it('refuse a private form of a public key', async () => {
    const { out } = await run(['keys', 'convert', pem, '--to', 'pem']);
    const { code, err } = await run([
      'keys',
      'convert',
      file('p.pem', out),
      '--to',
      'hex',
      '--stdout',
    ]);
    expect(code).toBe(2);
    expect(err).toContain('expected a private key for --to hex, found a public one');
  });

  it('refuse a point off the curve', async () => {
    const { code, err } = await run([
      'keys',
      'show',
      file('off.hex', `04${'11'.repeat(64)}`),
      '--curve',
      'secp256k1',
    ]);
    expect(code).toBe(2);
    expect(err).toContain('expected a point of secp256k1');
  });
});

interface Report {
  readonly credentials: string;
  readonly signature: string;
  readonly cal: object;
  readonly live: string;
  readonly calAnswer: readonly object[];
}

describe('credentials and verify', () => {
  const made = (...args: string[]) =>
    run(['keys', 'credentials', '--name', 'Acme', '--key', pem, ...args]);

  it('are signed by the test key, in every form', async () => {
    const report = json<Report>(await made('--json'));
    const hex = await run([
      'keys',
      'verify',
      '--credentials',
      report.credentials,
      '--signature',
      report.signature,
    ]);
    expect([hex.code, hex.out]).toEqual([
      0,
      "Acme: signed by Ledger's test key: production devices refuse it\n",
    ]);
    for (const form of ['cal', 'live', 'cal-answer']) {
      const { out } = await made('--form', form);
      const verified = await run(['keys', 'verify', file(`${form}.json`, out), '--json']);
      expect(verified.code).toBe(0);
      expect(json<{ results: object[] }>(verified).results).toMatchObject([
        { name: 'Acme', signedBy: 'test' },
      ]);
    }
    const text = (await made()).out;
    expect(text).toContain(report.credentials);
    expect(text).toContain(report.live);
  });

  it('of a legacy partner are on the curve of its flow', async () => {
    const refused = await made('--legacy');
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.err).toContain(
      '--key: expected one on secp256k1 for legacy swap, found one on secp256r1',
    );
    const report = json<{ credentials: string }>(
      await made('--legacy', '--service', 'sell', '--json'),
    );
    expect(report.credentials).toHaveLength(2 * (1 + 4 + 65));
  });

  it('say neither with exit 1', async () => {
    const report = json<Report>(await made('--json'));
    const other = report.credentials.replace('0441636d65', '0441636d66');
    const { code, out } = await run([
      'keys',
      'verify',
      '--credentials',
      other,
      '--signature',
      report.signature,
    ]);
    expect(code).toBe(1);
    expect(out).toBe(
      'Acmf: signed by neither of the keys a device trusts; it is no signature of these credentials by either key\n',
    );
    const [entry] = report.calAnswer;
    const contradicting = file('other.json', JSON.stringify([{ ...entry, name: 'Other' }, entry]));
    const verified = await run(['keys', 'verify', contradicting]);
    expect(verified.code).toBe(1);
    expect(verified.out).toContain('Other (descriptor.signatures.test): signed by neither');
    expect(verified.out).toContain(
      "Acme (descriptor.signatures.test): signed by Ledger's test key",
    );
  });

  it.each([
    [[], 'keys verify: expected FILE, or --credentials and --signature, found none of them'],
    [['--credentials', '00'], 'found only --credentials'],
    [
      ['--credentials', 'x', '--signature', '00'],
      '--credentials: expected hex digits, found other text',
    ],
    [[pem], 'expected JSON with partners, found a private key'],
    [[pem, '--signature', '00'], '--signature: expected without FILE, found both'],
  ])('%j is refused', async (args, message) => {
    const { code, out, err } = await run(['keys', 'verify', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

it('a private key is in no output', async () => {
  const secret = toHex(key.reveal());
  // The rest of the file is the public key.
  const lines = privateKeyText(key, 'sec1').split('\n').slice(1, 2);
  const hex = file('bare.hex', secret);
  const outputs = await Promise.all([
    run(['keys', 'show', pem]),
    run(['keys', 'show', pem, '--json']),
    run(['keys', 'show', hex]),
    run(['keys', 'show', file('odd.hex', secret.slice(1))]),
    run(['keys', 'show', pem, '--curve', 'secp256k1']),
    run(['keys', 'convert', pem, '--to', 'sec1', '--out', folder]),
    run(['keys', 'convert', pem, '--to', 'pkcs8', '--out', pem]),
    run(['keys', 'credentials', '--name', 'Acme', '--key', pem, '--json']),
    run(['keys', 'credentials', '--name', 'A', '--key', pem]),
    run(['keys', 'show', secret]),
    run(['keys', secret]),
    run(['sign', secret]),
    run(['sign', 'swap', privateKeyText(key, 'sec1')]),
    run(['keys', 'convert', privateKeyText(key, 'sec1'), '--to', 'pem']),
    run(['keys', 'verify', pem]),
    run(['keys', 'verify', file('k.jwk', privateKeyText(key, 'jwk'))]),
  ]);
  for (const { out, err } of outputs) {
    for (const text of [secret, secret.slice(1, 40), ...lines])
      expect(out + err).not.toContain(text);
  }
});
