/**
 * `schemas/` against what is really written: every `--json` document validates against the schema of
 * its name, and what people write is taken or refused as the commands take or refuse it.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { devicesCommand } from '../../src/cli/devices/devices.js';
import { startProvider, testProvider } from '../../src/testing/index.js';
import { simulator } from '../host/flow.js';
import { virtualNano } from '../transport/virtual-nano.js';
import { run } from './command-line.js';

const root = join(import.meta.dirname, '..', '..');
const CLI = join(root, 'dist', 'cli.js');
const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-schemas-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const validators = new Map(
  readdirSync(join(root, 'schemas')).map((file) => [
    file.replace('.schema.json', ''),
    ajv.compile(JSON.parse(readFileSync(join(root, 'schemas', file), 'utf8')) as object),
  ]),
);
const used = new Set<string>();

/** What is wrong with a document by the schema of that name. */
function problems(name: string, document: unknown): readonly string[] {
  used.add(name);
  const validate = validators.get(name)!;
  if (validate(document)) return [];
  return validate.errors!.map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

async function documentOf(args: readonly string[]): Promise<unknown> {
  const { out, err } = await run(args);
  expect(out, err).not.toBe('');
  return JSON.parse(out) as unknown;
}

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const golden = (path: string) => join(root, 'test', 'golden', path);
const RECORDING = golden('suite-nanosp/ethereum-swap_ui_only.apdu');
const SCENARIOS = join(root, 'scenarios', 'user.yaml');
const example = async (...args: string[]) => (await run(['sign', ...args, '--example'])).out;

/**
 * The first document of a command that goes on until it is stopped, or the one that comes once
 * something has been done with it.
 */
async function announced(
  args: readonly string[],
  act?: (first: { url: string }) => Promise<unknown>,
): Promise<unknown> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    let [text, begun] = ['', false];
    for await (const chunk of child.stdout) {
      text += chunk;
      if (!text.endsWith('}\n')) continue;
      if (act === undefined || begun) break;
      await act(JSON.parse(text) as { url: string });
      [text, begun] = ['', true];
    }
    return JSON.parse(text) as unknown;
  } finally {
    child.kill();
  }
}

describe('documents of commands', () => {
  it.each<readonly [schema: string, ...args: string[]]>([
    ['addresses', 'addresses', '--json'],
    ['currencies', 'currencies', 'gemini', 'dollar', '--json'],
    ['currencies', 'currencies', 'nosuchcurrency', '--json'],
    ['decode', 'decode', RECORDING, '--json'],
    ['decode', 'decode', RECORDING, RECORDING, '--json'],
    ['diff', 'diff', RECORDING, golden('suite-nanosp/aptos-fund_valid_2.apdu'), '--json'],
    ['doctor', 'doctor', '--json'],
    ['explain', 'explain', '6a81', '--json'],
    ['explain', 'explain', '0401', '--json'],
    ['explain', 'explain', 'SIGNATURE_WITHOUT_DOT_PREFIX', '--json'],
    ['firmware', 'firmware', '--json'],
    ['firmware-diff', 'firmware', 'diff', '4.2.2', '4.4.2', '--json'],
    ['import', 'import', RECORDING, '--json'],
    ['import', 'import', RECORDING, RECORDING, '--json'],
    ['provider-mistakes', 'provider', 'serve', '--misbehave', 'list', '--json'],
    ['provider-rules', 'provider', 'rules', '--json'],
    ['provider-rules', 'provider', 'rules', '--product', 'swap', '--json'],
    ['redact', 'redact', RECORDING, '--json'],
    ['redact', 'redact', RECORDING, '--out', join(folder, 'redacted.apdu'), '--json'],
    ['replay', 'replay', RECORDING, '--json'],
    ['replay', 'replay', RECORDING, '--model', 'nanox', '--screens', '--json'],
    ['replay-device', 'replay', RECORDING, '--device', 'simulator', '--fresh', '--json'],
    ['run', 'run', 'swap', '--json'],
    ['run', 'run', 'fund', '--legacy', '--reject', '--json'],
    ['run', 'run', 'sell', '--apps', 'Ethereum', '--currency', 'BTC', '--json'],
    ['screens', 'screens', '--json'],
    ['screens', 'screens', '--flow', 'fund', '--home', '--status', 'signed', '--json'],
    ['sign', 'sign', 'swap', '--example', '--json'],
    ['sign', 'sign', 'fund', '--example', '--mistake', 'KEY_payload_signature', '--json'],
    ['case', 'sign', 'sell', '--example', '--case', '--json'],
    ['sign-mistakes', 'sign', '--list-mistakes', '--json'],
    ['test', 'test', SCENARIOS, '--reporter', 'json'],
    ['version', '--version', '--json'],
  ])('%s: %s %s', async (schema, ...args) => {
    expect(problems(schema, await documentOf(args))).toEqual([]);
  });

  it('check', async () => {
    const good = written('good.json', await example('swap', '--case'));
    const bad = written(
      'bad.json',
      await example('fund', '--case', '--mistake', 'NONCE_HEX_AS_TEXT'),
    );
    const unread = written('unread.json', '{"flow": "swap", "payload": 1}');
    const document = await documentOf(['check', good, bad, unread, '--json']);
    expect(document).toMatchObject({
      results: [{ verdict: 'accepted' }, { verdict: 'refused' }, { verdict: 'unreadable' }],
    });
    expect(problems('check', document)).toEqual([]);
    const releases = await documentOf(['check', good, bad, '--firmware', '3.4.1,4.4.2', '--json']);
    expect(releases).toMatchObject({ results: [{ matrix: [{}, {}] }, { verdict: 'refused' }] });
    expect(problems('check', releases)).toEqual([]);
    const archive = written(
      'archive.ndjson',
      [good, bad, unread].map((file) => `${JSON.stringify(json(file))}\n`).join(''),
    );
    const bulk = await documentOf(['check', '--bulk', archive, '--threads', '1', '--json']);
    expect(problems('check-bulk', bulk)).toEqual([]);
  });

  it('keys', async () => {
    const key = join(folder, 'key.pem');
    expect(problems('keys', await documentOf(['keys', 'new', '--out', key, '--json']))).toEqual([]);
    expect(problems('keys', await documentOf(['keys', 'show', key, '--json']))).toEqual([]);
    const named = ['--name', 'Example', '--key', key, '--json'];
    const credentials = await documentOf(['keys', 'credentials', ...named]);
    expect(problems('keys-credentials', credentials)).toEqual([]);
    const file = written('credentials.json', JSON.stringify(credentials));
    expect(problems('keys-verify', await documentOf(['keys', 'verify', file, '--json']))).toEqual(
      [],
    );
  });

  it('devices', async () => {
    const nano = virtualNano(simulator());
    let out = '';
    const write = (text: string) => {
      out += text;
    };
    const io = { stdout: { write }, stderr: { write }, color: false, columns: 80, isTty: false };
    const probe = {
      transports: () => nano.transports,
      platform: 'linux',
      answerTimeMs: 50,
    } as const;
    await devicesCommand({ json: true }, io, probe);
    expect(problems('devices', JSON.parse(out))).toEqual([]);
  });

  it('what listens', async () => {
    const free = ['--port', '0', '--json'];
    const ports = ['--api-port', '0', '--apdu-port', '0', '--json'];
    expect(problems('serve', await announced(['serve', ...ports]))).toEqual([]);
    const provider = await announced(['provider', 'serve', ...free]);
    expect(problems('provider-serve', provider)).toEqual([]);
    const url = 'http://127.0.0.1:9';
    const args = ['--provider', url, '--product', 'swap', ...free];
    const backend = await announced(['provider', 'backend', ...args]);
    expect(problems('provider-backend', backend)).toEqual([]);
    const body = JSON.stringify({ status: 'PENDING' });
    const push = await announced(['provider', 'backend', ...args], ({ url: place }) =>
      fetch(`${place}/webhook/S1/status`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }),
    );
    expect(push).toMatchObject({ push: 1, id: 'S1' });
    expect(problems('provider-backend-push', push)).toEqual([]);
  });

  it('provider test, trigger and resend', async () => {
    await using provider = await startProvider({ product: 'fund', curve: 'secp256r1' });
    const { url, publicKey, curve } = provider;
    const key = ['--public-key', publicKey, '--curve', curve];
    const tested = await documentOf([
      ...['provider', 'test', url, '--product', 'fund', ...key],
      ...['--create-orders', '--reporter', 'json'],
    ]);
    expect(problems('provider-test', tested)).toEqual([]);
    const [order] = provider.orders();
    const at = ['--url', new URL(url).origin, '--json'];
    const moved = await documentOf(['provider', 'trigger', 'FINISHED', order!.id, ...at]);
    expect(problems('provider-trigger', moved)).toEqual([]);
    const resent = await documentOf(['provider', 'resend', order!.id, ...at]);
    expect(problems('provider-resend', resent)).toEqual([]);
    const run = await testProvider({ url, product: 'fund', publicKey, curve });
    expect(problems('provider-test', run)).toEqual([]);
  });
});

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

describe('what people write', () => {
  const shipped = readdirSync(join(root, 'scenarios'), { recursive: true, encoding: 'utf8' });

  it.each(shipped.filter((file) => file.endsWith('.yaml')))('scenarios/%s', (file) => {
    const document: unknown = parse(readFileSync(join(root, 'scenarios', file), 'utf8'));
    expect(problems('scenario', document)).toEqual([]);
  });

  it.each([
    ['a key there is none of', { expects: {} }],
    ['a model there is none of', { device: { model: 'nano9' } }],
    ['a fault there is none of', { faults: [{ kind: 'explode', at: 'CHECK_PARTNER' }] }],
    ['a status of three digits', { expect: { refused: { status: '6a8' } } }],
    ['no list of hosts', { host: { at: 'CHECK_PARTNER' } }],
  ])('no scenario: %s', async (_, wrong) => {
    const scenario = { name: 'one', flow: { kind: 'swap' }, expect: {}, ...wrong };
    expect(problems('scenario', scenario)).not.toEqual([]);
    const { code } = await run(['test', written('wrong.json', JSON.stringify(scenario))]);
    expect(code).toBe(2);
  });

  it('profiles', () => {
    const guide = readFileSync(join(root, 'docs', 'provider-test.md'), 'utf8');
    const [, text] = /```yaml\n(url:[\s\S]*?)```/.exec(guide)!;
    expect(problems('provider-profile', parse(text!))).toEqual([]);
    expect(problems('provider-profile', { url: 'http://x', products: ['stocks'] })).not.toEqual([]);
    expect(problems('provider-profile', { products: ['swap'] })).not.toEqual([]);
  });

  it('cases', () => {
    for (const file of readdirSync(golden('cases/20-sig'))) {
      if (!file.endsWith('.json')) continue;
      const document = json(golden(`cases/20-sig/${file}`));
      if (Array.isArray(document) || typeof document !== 'object') continue;
      expect(problems('case', document), file).toEqual([]);
    }
    expect(problems('case', { flow: 'swap', nonce: 12 })).not.toEqual([]);
    expect(problems('case', { flow: 'swap', legacy: 'yes' })).not.toEqual([]);
  });
});

it('every schema was tried', () => {
  expect([...validators.keys()].filter((name) => !used.has(name))).toEqual([]);
});
