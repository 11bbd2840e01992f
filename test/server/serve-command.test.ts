/** `exchange-sim serve` as it is typed; as a process where signals and ports matter. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../cli/command-line.js';
import { requestOf, simulator, stepsOf } from '../host/flow.js';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

interface Ready {
  readonly url: string;
  readonly apduPort: number | null;
  readonly devices: readonly { id: string }[];
}

/** The built command; needs dist/ (npm test builds it first). */
async function started(args: readonly string[] = [], env: Record<string, string> = {}) {
  // A port that others may have is a note on stderr.
  const ports = ['--api-port', '0', '--apdu-port', '0'];
  const child = spawn(process.execPath, [CLI, 'serve', ...ports, '--json', ...args], {
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stderr.on('data', (data) => {
    err += data;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await new Promise<void>((resolve) => {
    child.on('close', () => resolve());
    child.stdout.on('data', (data) => {
      out += data;
      if (out.endsWith('}\n')) resolve();
    });
  });
  const ready = (out === '' ? undefined : JSON.parse(out)) as Ready;
  return { child, ready, ended, out: () => out, err: () => err };
}

async function apdu(url: string, data: string): Promise<string> {
  const response = await fetch(`${url}/apdu`, { method: 'POST', body: JSON.stringify({ data }) });
  return ((await response.json()) as { data: string }).data;
}

describe('a speculos command line starts it', () => {
  it('with a model, coin apps, a seed, automation, and notes about the rest', async () => {
    const { ready, err } = await started([
      ...['--model', 'stax', '--display', 'headless', '-a', '25', '-p', '-v'],
      ...['-l', 'Ethereum:bin/eth.elf', '-l', 'lib/tezos.elf', '-l', 'Dogecoin:d.elf'],
      ...['-l', 'lib/ethereum_classic_stax.elf', '-l', 'bitcoin.elf'],
      ...['--seed', `hex:${'07'.repeat(32)}`, '--apdu-port', '0', '--build', 'test'],
      ...['--automation', '{"version":1,"rules":[]}', 'bin/exchange.elf'],
    ]);
    const about = (await (await fetch(`${ready.url}/devices/1`)).json()) as {
      settings: Record<string, unknown>;
    };
    expect(about.settings).toEqual({
      model: 'stax',
      firmware: '4.4.2',
      build: 'test',
      apps: ['Ethereum', 'Tezos Wallet', 'Ethereum Classic', 'Bitcoin'],
      seed: 'custom',
    });
    expect(err()).toMatch(/note: there is no simulation of Dogecoin: left out/);
    expect(err()).toMatch(
      /note: ignored here: the application file, --apiLevel, --pki-prod, --display/,
    );
    expect(err()).not.toMatch(/0707/);
  });

  it('says in one line where it is', async () => {
    const child = spawn(process.execPath, [CLI, 'serve', '--api-port', '0', '--apdu-port', '0']);
    onTestFinished(() => void child.kill('SIGKILL'));
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data) => resolve(String(data))),
    );
    expect(line).toMatch(
      /^Nano S Plus \(simulator\) at http:\/\/127\.0\.0\.1:\d+, APDU port \d+\n$/,
    );
  });
});

describe('its end', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s: streams end, exit code 0', async (signal) => {
    const { child, ready, ended } = await started(['--devices', '3']);
    expect(ready.devices.map(({ id }) => id)).toEqual(['1', '2', '3']);
    const stream = await fetch(`${ready.url}/events?stream=true`);
    expect(await apdu(ready.url, 'e002000300')).toBe('0404029000');
    child.kill(signal);
    expect(await ended).toBe(0);
    await stream.text().catch(() => {});
  });

  it('comes at once, whatever clients hold open', async () => {
    const { child, ready, ended } = await started();
    const { port } = new URL(ready.url);
    const held: Socket[] = [];
    onTestFinished(() => {
      for (const socket of held) socket.destroy();
    });
    const hold = (to: number, bytes: string | Uint8Array) =>
      new Promise<void>((resolve) => {
        const socket = connect(to, '127.0.0.1', () => socket.write(bytes, () => resolve()));
        socket.on('error', () => {});
        socket.resume();
        held.push(socket);
      });
    const head = 'Host: 127.0.0.1\r\n';
    for (let i = 0; i < 20; i++) {
      await hold(Number(port), `POST /apdu HTTP/1.1\r\n${head}`);
      await hold(Number(port), `POST /apdu HTTP/1.1\r\n${head}Content-Length: 99\r\n\r\n{"da`);
      await hold(Number(port), `GET /events?stream=true HTTP/1.1\r\n${head}\r\n`);
      await hold(Number(port), `GET /health HTTP/1.1\r\n${head}\r\n`);
      await hold(Number(ready.apduPort), Uint8Array.of(0, 0, 0, 5, 0xe0));
    }
    const line = '=> e002000300\n<= 0404029000\n';
    const replayed = fetch(`${ready.url}/sim/recording`, {
      method: 'POST',
      body: line.repeat(30_000),
    }).catch(() => undefined);
    expect(await apdu(ready.url, 'e002000300')).toBe('0404029000');
    const from = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    // Against a hang: connections are kept for a minute.
    expect(performance.now() - from).toBeLessThan(20_000);
    await (await replayed)?.text().catch(() => {});
  });

  it('an automation rule can ask for it, as on Speculos', async () => {
    const rules = { version: 1, rules: [{ text: 'App info', actions: [['exit']] }] };
    const { ready, ended } = await started(['--automation', JSON.stringify(rules)]);
    await fetch(`${ready.url}/button/right`, {
      method: 'POST',
      body: '{"action":"press-and-release"}',
    });
    expect(await ended).toBe(0);
  });
});

describe('a client that is killed in mid-exchange', () => {
  it('leaves the device usable', async () => {
    const { ready } = await started(['--build', 'test']);
    const local = simulator('nanosp', 'test');
    const steps = await stepsOf(local, requestOf(local, 'SWAP_NG', {}, { user: 'reject' }));
    for (const { apdu: sent } of steps.slice(0, -1).flatMap(({ exchanges }) => exchanges)) {
      expect(await apdu(ready.url, Buffer.from(sent).toString('hex'))).toMatch(/9000$/);
    }
    const script = `const answer = await fetch('${ready.url}/apdu',
      { method: 'POST', body: '{"data":"e00f000300"}' });
      console.log('waiting'); await answer.text();`;
    const client: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await new Promise((resolve) => client.stdout?.once('data', resolve));
    const died = new Promise((resolve) => client.on('close', resolve));
    client.kill('SIGKILL');
    await died;
    expect(await apdu(ready.url, 'e002000300')).toBe('6d01');
    await fetch(`${ready.url}/sim/user`, { method: 'POST', body: '{"does":"reject"}' });
    expect(await apdu(ready.url, 'e002000300')).toBe('0404029000');
  });
});

describe('bad input', () => {
  it('a taken port: exit code 3, and what to do', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as { port: number };
    const api = await run(['serve', '--api-port', String(port), '--no-apdu-port']);
    expect(api).toMatchObject({ code: 3, out: '' });
    expect(api.err).toMatch(`error: port ${port} of 127.0.0.1 is taken by another program`);
    expect(api.err).toMatch(/--api-port 0 any that is free/);
    const tcp = await run(['serve', '--api-port', '0', '--apdu-port', String(port)]);
    expect(tcp).toMatchObject({ code: 3, out: '' });
    expect(tcp.err).toMatch(/--apdu-port \d+ takes another one/);
  });

  it.each([
    [['--model', 'nanos'], /--model: expected nanosp/],
    [['--firmware', '9.9'], /--firmware: expected a firmware such as .*, found "9\.9"/],
    [['--api-port', 'x'], /--api-port: expected a port from 0 to 65535, found "x"/],
    [['--api-port', '65536'], /--api-port/],
    [['--devices', '0'], /--devices: expected 1 to 1024, found "0"/],
    [['--devices', '9999'], /--devices/],
    [['--seed', 'hex:00'], /--seed: expected hex: and 16 to 64 bytes/],
    [['--seed', 'nowhere.txt'], /--seed: expected a BIP-39 mnemonic/],
    [['-l', 'bin/btc.elf'], /--library: expected App:file, found "bin\/btc\.elf"/],
    [['--apps', 'Dogecoin'], /coin apps: expected .*, found "Dogecoin"/],
    [['--automation', '{'], /--automation: the document: expected JSON/],
    [
      ['--automation', '{"version":1,"rules":[{"txt":"a"}]}'],
      /--automation: rules\[0\]: expected only/,
    ],
    [['--automation', 'file:/no/such'], /--automation: expected a file/],
    [['--host', '0.0.0.0'], /--host 0\.0\.0\.0: expected --allow-remote/],
    [['--host', '0.0.0.0', '--allow-remote'], /expected a token beside it/],
    [['--token', 'short'], /--token: expected 16 to 200/],
    [['--token-file', '/no/such'], /--token-file: expected a file, found none/],
    [['--token-file', 'package.json'], /--token-file: expected 16 to 200 letters.* characters\n$/],
    [['--token', 'a-token-nobody-guesses', '--token-file', 'x'], /--token-file: expected without/],
    [['--allow-origin', 'page'], /--allow-origin: expected an origin like/],
    [['--display'], /argument missing/],
    [['one.elf', 'two.elf'], /too many arguments/],
  ])('%j: exit code 2', async (args, message) => {
    const ended = await run(['serve', '--api-port', '0', ...args]);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(message);
  });

  it('an address that is not of this machine: exit code 3', async () => {
    const args = ['--host', '192.0.2.1', '--allow-remote', '--token', 'a-token-nobody-guesses'];
    const ended = await run(['serve', '--api-port', '0', ...args]);
    expect(ended.code).toBe(3);
    expect(ended.err).toMatch(/cannot listen on 192\.0\.2\.1/);
  });
});

it('256 patterns that take for ever: others are served meanwhile, SIGTERM ends it at once', async () => {
  const { child, ready, ended } = await started();
  const regexp = '(.|.|.|.|.|.|.|.|.|.)*q';
  const rules = Array.from({ length: 256 }, () => ({ regexp, actions: [['exit']] }));
  const post = (path: string, body: unknown) =>
    fetch(ready.url + path, { method: 'POST', body: JSON.stringify(body) });
  expect(await (await post('/automation', { version: 1, rules })).json()).toEqual({});
  expect((await post('/button/right', { action: 'press-and-release' })).status).toBe(200);
  for (let i = 0; i < 3; i++) expect(await apdu(ready.url, 'e002000300')).toBe('0404029000');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

describe('--verbose', () => {
  it('tells each refusal with its reason, of devices that come later too', async () => {
    const { ready, err } = await started(['--verbose', '--build', 'test']);
    await apdu(ready.url, 'e002000300');
    expect(err()).toBe('');
    await apdu(ready.url, 'e005000300');
    const json = { method: 'POST', body: '{"id":"late"}' };
    await fetch(`${ready.url}/devices`, json);
    await apdu(`${ready.url}/devices/late`, 'e0ff000300');
    await fetch(`${ready.url}/button/right`, { method: 'POST', body: '{"action":"x"}' });
    await expect.poll(() => err().split('\n')).toHaveLength(4);
    expect(err()).toMatch(/^device 1: CHECK_PARTNER: [0-9a-f]{4} [A-Z_]+: \S.*$/m);
    expect(err()).toMatch(/^device late: Not an Exchange command: 6d00 \S+: \S.*$/m);
    expect(err()).toMatch(/^refused POST \/button\/right: 400: action: expected press, /m);
  });

  it('tells of requests that the gate refuses, without the token', async () => {
    const token = 'a-token-nobody-guesses';
    const { ready, err } = await started(['-v'], { EXCHANGE_SIM_TOKEN: token });
    await fetch(`${ready.url}/token/${token}x/health?token=${token}y`);
    await expect.poll(err).toMatch(/\n$/);
    expect(err()).toMatch(/^refused GET \/health: 401: expected the token this server/);
    expect(err()).not.toContain(token);
  });
});

describe('the token', () => {
  const token = 'a-token-nobody-guesses';
  const headers = { authorization: `Bearer ${token}` };
  const shown = ({ pid }: ChildProcess) => readFileSync(`/proc/${pid}/cmdline`, 'utf8');

  it('comes from a file, whose line end does not belong to it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-token-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'token');
    writeFileSync(file, `${token}\n`);
    const { ready, child } = await started(['--token-file', file]);
    expect((await fetch(`${ready.url}/health`)).status).toBe(401);
    expect((await fetch(`${ready.url}/health`, { headers })).status).toBe(200);
    if (process.platform === 'linux') expect(shown(child)).not.toContain(token);
  });

  it.runIf(process.platform === 'linux')('typed, is not in the list of processes', async () => {
    const { ready, child } = await started(['--token', token]);
    expect(shown(child)).toMatch(/^exchange-sim/);
    expect(shown(child)).not.toContain('nobody');
    expect((await fetch(`${ready.url}/health`, { headers })).status).toBe(200);
  });

  it('the help says so', async () => {
    const { out } = await run(['serve', '--help']);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /--token-file <file> .*EXCHANGE_SIM_TOKEN.*--token <text> the same; may be seen in the list/,
    );
  });
});

describe('beyond this machine', () => {
  it('listens with a token, from the environment too, and asks everybody for it', async () => {
    const token = 'a-token-nobody-guesses';
    const { ready, out } = await started(['--host', '0.0.0.0', '--allow-remote'], {
      EXCHANGE_SIM_TOKEN: token,
    });
    const url = ready.url.replace('0.0.0.0', '127.0.0.1');
    expect((await fetch(`${url}/health`)).status).toBe(401);
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${url}/health`, { headers })).status).toBe(200);
    expect(out()).not.toContain(token);
  });
});
