/** `serve --verbose` repeats nothing of a private key that was sent to it, and its answers neither. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { refusalTeller } from '../../src/cli/serve/verbose.js';
import { readPrivateKey } from '../../src/keys/read-key.js';
import { privateKeyText } from '../../src/keys/write-key.js';
import { ServedDevices } from '../../src/server/served-devices.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { handler } from './handler.js';

const RUN = 8;
const PATHS = [
  ...['/apdu', '/button/left', '/button', '/finger', '/automation', '/ticker', '/devices', '/'],
  ...['/sim/user', '/sim/flow', '/sim/faults', '/sim/settings', '/sim/recording', '/page/check'],
  ...['/devices/1', '/devices/1/apdu', '/devices/1/sim/user', '/events', '/proxy'],
];

it.each(['secp256k1', 'secp256r1'] as const)(
  'a key on %s',
  async (curve) => {
    const number = createHash('sha256').update('a key nobody may see').digest('hex');
    const key = readPrivateKey(number, { field: 'key', curve });
    const secret = key.reveal();
    const hex = toHex(secret);
    const jwk = JSON.parse(privateKeyText(key, 'jwk')) as { d: string };
    const lines = privateKeyText(key, 'pkcs8').split('\n');
    const secrets = [
      ...[hex, hex.toUpperCase(), Buffer.from(secret).toString('base64'), jwk.d],
      `${BigInt(`0x${hex}`)}`,
      [...secret].join(','),
      // The first line begins with what all keys of the curve have.
      ...lines.slice(2, -2),
    ];
    const runs = secrets.flatMap((text) =>
      Array.from({ length: text.length - RUN + 1 }, (_, at) => text.slice(at, at + RUN)),
    );

    let log = '';
    const stderr = {
      write: (text: string) => {
        log += text;
        return true;
      },
    };
    const { devices, server } = refusalTeller(true, { stderr } as never);
    const page = handler({
      devices: new ServedDevices({ verifier: nodeVerifier, ...devices }),
      page: async () => '',
      ...server,
    });
    const texts = [
      hex,
      `0x${hex}`,
      secrets[2]!,
      jwk.d,
      secrets[4]!,
      JSON.stringify([...secret]),
      JSON.stringify(jwk),
      lines.join('\n'),
    ];
    const leaks: string[] = [];
    let refused = 0;
    for (const text of texts) {
      const bodies: unknown[] = [
        ...[
          text,
          JSON.stringify(text),
          { [text]: 1 },
          [text],
          { data: text },
          { data: `e0${text}` },
        ],
        ...[{ data: [...secret] }, { action: text }, { rules: [{ text, actions: [[text]] }] }],
        ...[{ model: text }, { flow: text, kind: text }, { version: 1, rules: text }, { x: text }],
        { answer: { providerSig: { payload: text, signature: text } }, flow: 'swap' },
        { answer: text, publicKey: text, curve: text, nonce: text },
      ];
      for (const path of PATHS) {
        for (const [method, body] of [
          ...bodies.map((body) => ['POST', body] as const),
          ['PUT', text] as const,
          ['PATCH', { [text]: text }] as const,
          ['DELETE', undefined] as const,
        ]) {
          if (method === 'DELETE' && path.startsWith('/devices')) continue;
          const response = await page.send(method, path, body);
          if (response.status >= 400) refused++;
          const isStream = response.headers.get('content-type')?.includes('event-stream') === true;
          const answer = isStream ? '' : await response.text();
          const leaked = runs.find((run) => answer.includes(run));
          if (leaked !== undefined) leaks.push(`${method} ${path}: ${answer.slice(0, 200)}`);
        }
      }
      for (const path of [`/${encodeURIComponent(text)}`, `/devices/${encodeURIComponent(text)}`]) {
        const answer = await (await page.send('GET', path)).text();
        if (runs.some((run) => answer.includes(run))) leaks.push(`GET: ${answer.slice(0, 200)}`);
      }
    }
    expect(refused).toBeGreaterThan(100);
    expect(leaks).toEqual([]);
    expect(log.split('\n').length).toBeGreaterThan(100);
    expect(log.split('\n').filter((line) => runs.some((run) => line.includes(run)))).toEqual([]);
  },
  60_000,
);
