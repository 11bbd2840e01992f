/**
 * No byte of what may be a private key is ever shown: every private form, in every option, argument
 * and member that takes a key, with every reporter, on every path that goes wrong, and with all that
 * `DEBUG` tells.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { concat, toBigInt, toHex } from '../../src/bytes.js';
import { textIn } from '../../src/codec/text.js';
import type { Curve } from '../../src/exchange/constants.js';
import { newPrivateKey, type PrivateKey } from '../../src/keys/private-key.js';
import { readKey } from '../../src/keys/read-key.js';
import { privateKeyText, publicKeyForms } from '../../src/keys/write-key.js';
import { fixture } from '../check/fixtures.js';
import { handler } from '../server/handler.js';
import { run } from './command-line.js';

vi.stubEnv('DEBUG', 'exchange-sim:*');
const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-leaks-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const CASES = join(import.meta.dirname, '../golden/cases/keys');
const good = fixture('good-swap-k1');
const { registered: _, ...unregistered } = good;
const GOOD = file('good.json', JSON.stringify(good));
const UNREGISTERED = file('unregistered.json', JSON.stringify(unregistered));

interface Form {
  readonly name: string;
  readonly content: Uint8Array;
  /** Undefined when not even we can read it. */
  readonly key?: PrivateKey;
}

/** The files of the table that hold a private key, encrypted ones and one that is cut off too. */
const FILES: readonly Form[] = readdirSync(CASES)
  .filter((name) => /priv|sec1|p8|p12|text/.test(name) && !/crv-(?!P-256K)/.test(name))
  .map((name) => {
    const content = new Uint8Array(readFileSync(join(CASES, name)));
    const reading = readKey(content, { fallback: 'secp256k1' });
    return { name, content, ...(reading.kind === 'private' ? { key: reading.key } : {}) };
  });

function ownForms(curve: Curve): Form[] {
  const key = newPrivateKey(curve);
  const secret = key.reveal();
  const hex = toHex(secret);
  const texts: Record<string, string | Uint8Array> = {
    'one digit short': hex.slice(1),
    'one byte short': hex.slice(2),
    'one byte long': `${hex}01`,
    '33 bytes': `00${hex}`,
    '34 bytes': `0000${hex}`,
    '65 bytes that begin as a point': `04${hex}${hex}`,
    twice: `${hex}${hex}`,
    'bare bytes': secret,
    'bare bytes with a zero': concat(Uint8Array.of(0), secret),
    'hex with a letter too many': `${hex}z`,
    'hex of a setting': `KEY=${hex}`,
    decimal: `${toBigInt(secret)}`,
    'decimal in JSON': `{"d":${toBigInt(secret)}}`,
    'decimal with a unit': `${toBigInt(secret)}n`,
    'a cut PEM': privateKeyText(key, 'sec1').slice(0, 90),
    'damaged PEM': privateKeyText(key, 'pkcs8').replace(/\n(.)/, '\n*$1'),
    'a jwk with another point': JSON.stringify({
      ...publicKeyForms(curve, newPrivateKey(curve).publicKey).jwk,
      d: Buffer.from(secret).toString('base64url'),
    }),
    'a jwk of another kind': `{"kty":"oct","k":"${Buffer.from(secret).toString('base64url')}"}`,
    'a curve that is none': JSON.stringify({ curve: hex, privateKey: hex }),
    'a kid that is one': JSON.stringify({
      keys: [1, 2].map(() => ({
        ...JSON.parse(privateKeyText(newPrivateKey(curve), 'jwk')),
        kid: hex,
      })),
    }),
    yaml: `privateKey: ${hex}\n: ${hex}`,
    'cut JSON': `{"privateKey":"${hex}"`,
  };
  return Object.entries(texts).map(([name, text]) => ({
    name: `${curve} ${name}`,
    content: typeof text === 'string' ? Buffer.from(text) : text,
    key,
  }));
}

const page = handler({ page: async () => '' });

const RUN = 8;
/** Nonces and signatures are random hex digits: eight of them are some key's, too, once in a while. */
const HEX_RUN = 10;
const windows = (text: string, run = RUN) =>
  Array.from({ length: Math.max(0, text.length - run + 1) }, (_, at) => text.slice(at, at + run));

/** Runs that would give something of the key away. */
function secretsOf({ content, key }: Form): string[] {
  const text = textIn(content) ?? '';
  const secret = key?.reveal();
  const forms =
    secret === undefined
      ? []
      : [
          Buffer.from(secret).toString('base64'),
          Buffer.from(secret).toString('base64url'),
          `${toBigInt(secret)}`,
          JSON.stringify([...secret]),
        ];
  const known = key === undefined ? '' : JSON.stringify(publicKeyForms(key.curve, key.publicKey));
  const harmless = `${known}${WORDS}`;
  const hex = secret === undefined ? '' : toHex(secret);
  const whole = Buffer.from(content).toString('hex');
  const isHex = /^[\da-f]{8}$/i;
  return [
    ...forms.flatMap((form) => windows(form)),
    ...[hex, hex.toUpperCase()].flatMap((form) => windows(form, HEX_RUN)),
    ...(whole.length > 200 ? [] : windows(whole, HEX_RUN)),
    ...windows(text, HEX_RUN).filter((part) => isHex.test(part.slice(0, RUN)) && /\d/.test(part)),
    ...windows(text).filter(
      (part) => /^[\w+/=:-]{8}$/.test(part) && /\d/.test(part) && !isHex.test(part),
    ),
  ].filter((part) => !harmless.includes(part));
}

/** What texts of keys and our own sentences both have. */
const WORDS =
  'secp256k1 secp256r1 1.3.132.0.10 ES256K "privateKey": "64 hex digits" MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQg';

function caseWith(members: object): string {
  return JSON.stringify({ ...unregistered, ...members });
}

/** Options and arguments that are words, or names of other files. */
function wordPlaces(text: string): string[][] {
  return [
    ['explain', text],
    ['replay', text],
    ['import', text],
    ...['--device', '--build', '--apps', '--firmware', '--response', '--field'].map((option) => [
      'run',
      'swap',
      option,
      text,
    ]),
    ['sign', 'swap', '--example', '--mistake', text],
    ['sign', 'swap', '--example', '--fields', text],
    ['check', UNREGISTERED, '--request', text],
    ['check', UNREGISTERED, '--bulk', '--threads', text],
    ['run', 'swap', '--payload', text, '--signature', text],
  ];
}

/** Bodies that are the key, members and paths that are called so. */
function requests(text: string): [string, string, unknown][] {
  const paths = ['/page/check', '/apdu', '/button', '/finger', '/sim/flow', '/sim/settings'];
  return [
    ...['/sim/user', '/sim/faults', '/sim/recording', '/devices', '/automation', '/', ...paths].map(
      (path): [string, string, unknown] => ['POST', path, text],
    ),
    ...paths.map((path): [string, string, unknown] => ['POST', path, { [text]: 1 }]),
    ['GET', `/${encodeURIComponent(text)}`, undefined],
    ['GET', `/devices/${encodeURIComponent(text)}`, undefined],
  ];
}

/** A case with the key where something else belongs. */
function swapped(text: string): object[] {
  const { payload, signature } = good.providerSig ?? good;
  return [
    { providerSig: { payload, signature: text } },
    { providerSig: { payload: text, signature } },
    { payinAddress: text },
    { request: { amount: text, payloadCurrencyFrom: text } },
    { response: { error: text }, error: text },
  ];
}

/** Every command line that gave something away, and what. */
async function leaksOf(form: Form): Promise<string[]> {
  const { name, content } = form;
  const secrets = secretsOf(form);
  const path = file('key.bin', content);
  const text = textIn(content);
  const plain = text === undefined || text.includes('\0') ? undefined : text;
  let json: unknown = plain;
  try {
    json = JSON.parse(plain ?? '');
  } catch {
    // A text.
  }
  const out = join(folder, 'out.txt');
  const values = plain === undefined ? [path] : [path, plain];
  const leaks: string[] = [];
  const look = (shown: string, args: readonly string[]) => {
    const leaked = secrets.find((secret) => shown.includes(secret));
    if (leaked !== undefined) leaks.push(`${leaked} in ${args.join(' ').slice(0, 300)}`);
  };
  const told = async (...args: string[]) => {
    const { code, out, err } = await run(args);
    expect([0, 1, 2], `${name}: ${args.slice(0, 2)}`).toContain(code);
    look(out + err, args);
  };
  for (const curve of [[], ['--curve', 'secp256k1']]) {
    for (const value of values) {
      await told('keys', 'show', value, ...curve);
      await told('keys', 'show', value, '--json', ...curve);
      await told('keys', 'convert', value, '--to', 'pem', ...curve);
      await told('keys', 'credentials', '--name', 'Acme', '--key', value, ...curve);
      await told('sign', 'swap', '--example', '--key', value, ...curve);
      await told('check', UNREGISTERED, '--public-key', value, ...curve);
      await told('check', GOOD, '--other-key', value, ...curve);
    }
    for (const reporter of ['json', 'junit', 'sarif']) {
      const args = ['check', UNREGISTERED, '--public-key', path, '--reporter', reporter, ...curve];
      await told(...args);
      writeFileSync(out, '');
      await told(...args, '--out', out);
      look(readFileSync(out, 'utf8'), args);
    }
  }
  await told('keys', 'show', path, '--curve', 'secp256r1');
  await told('keys', 'verify', path);
  for (const value of values) {
    await told('run', 'swap', '--partner', value);
    await told('run', 'sell', '--legacy', '--partner', value);
    await told('keys', 'verify', value);
    await told('keys', 'verify', '--credentials', value, '--signature', value);
    await told('check', value);
    await told('check', value, '--json');
    await told('test', value);
  }
  if (plain === undefined) return leaks;
  await told('keys', plain);
  await told('sign', plain);
  for (const value of json === plain ? [plain] : [plain, json]) {
    const members = [
      { publicKey: value },
      { publicKey: value, curve: 'secp256k1' },
      { publicKeyHex: value, curve: 'secp256r1' },
      { registered: { publicKey: value } },
      { registered: { curve: 'secp256k1', data: value } },
      { registered: value },
      { otherKeys: [value] },
      { otherKeys: { old: { curve: 'secp256k1', publicKey: value } } },
    ];
    const cases = file('cases.ndjson', `${members.map(caseWith).join('\n')}\n`);
    for (const member of ['publicKey', 'curve', 'answer']) {
      const body = { answer: unregistered, flow: 'swap', [member]: value };
      const response = await page.send('POST', '/page/check', body);
      expect([200, 400]).toContain(response.status);
      look(await response.text(), ['POST /page/check', member]);
    }
    for (const reporter of ['text', 'json', 'junit', 'sarif']) {
      await told('check', cases, '--reporter', reporter);
    }
    if (value === plain) await told('check', cases, '--bulk', '--threads', '1', '--json');
    for (const partner of [
      { name: 'Acme', curve: 'secp256k1', privateKey: value },
      { name: 'Acme', privateKey: value },
      { name: 'Acme', curve: 'secp256k1', publicKey: value },
      { name: 'Acme', publicKey: { curve: 'secp256k1', data: value } },
      { name: 'Acme', public_key: value, public_key_curve: 'secp256k1' },
      { name: 'Acme', curve: value, privateKey: value },
      { name: 'Acme', curve: 'secp256k1', publicKey: '04', signature: value },
    ]) {
      const entry = file('partner.json', JSON.stringify(partner));
      await told('run', 'swap', '--partner', entry);
      await told('keys', 'verify', entry);
    }
    for (const partner of [
      { privateKey: value },
      { curve: 'secp256k1', privateKey: value },
      value,
    ]) {
      const scenario = {
        name: 's',
        flow: { kind: 'swap' },
        partner,
        expect: { outcome: 'approved' },
      };
      const written = file('scenario.json', JSON.stringify(scenario));
      for (const args of [['--reporter', 'junit'], ['--json'], []]) {
        await told('test', written, ...args);
      }
    }
  }
  for (const args of wordPlaces(plain)) await told(...args);
  for (const name of ['fields.json', 'recording.apdu', 'anything']) {
    const given = file(name, content);
    await told('replay', given);
    await told('import', given);
    await told('import', given, '--json');
    await told('run', 'swap', '--payload', given, '--signature', given);
    await told('sign', 'swap', '--example', '--fields', given);
    await told('sign', 'swap', '--request', given);
    await told('check', UNREGISTERED, '--request', given);
    await told('run', 'swap', '--response', given);
  }
  for (const [method, path, body] of requests(plain)) {
    const response = await page.send(method, path, body);
    look(await response.text(), [method, path.slice(0, 40)]);
  }
  // Of our own ones those on the other curve, which no file of the table has. Two numbers in a row
  // are what a signature looks like.
  const isOther = /^secp256r1 (?!twice|65 bytes)/.test(name);
  if (form.key !== undefined && (FILES.includes(form) || isOther)) {
    for (const member of swapped(plain)) {
      const judged = file('swapped.json', JSON.stringify({ ...good, ...member }));
      for (const reporter of ['text', 'json', 'junit', 'sarif']) {
        const args = ['check', judged, '--reporter', reporter];
        await told(...args);
        writeFileSync(out, '');
        await told(...args, '--out', out);
        look(readFileSync(out, 'utf8'), args);
      }
      if (isOther) continue;
      await told('run', 'swap', '--response', judged);
      await told('run', 'swap', '--response', judged, '--json');
      // The nonce of a test build is the case's, so that its signature is sent.
      for (const shown of ['--json', '--verbose']) {
        await told('run', 'swap', '--build', 'test', '--response', judged, shown);
      }
    }
  }
  await told('test', file('key.yaml', content));
  await told('test', file('key.json', content));
  await told(
    'test',
    file(
      'matrix.yaml',
      `name: m\nflow: { kind: swap }\nmatrix: { partner.privateKey: [${JSON.stringify(plain)}] }\nexpect: { outcome: approved }\n`,
    ),
  );
  return leaks;
}

describe('a private key is shown nowhere', () => {
  const forms = [...FILES, ...ownForms('secp256k1'), ...ownForms('secp256r1')];

  it.each(forms.map((form) => [form.name, form] as const))('%s', async (_, form) => {
    expect((await leaksOf(form)).join('\n')).toBe('');
  });
});
