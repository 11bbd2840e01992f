/** Every command of docs/real-device.md, in its order, on the virtual Nano. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { flowFor } from '../../src/exchange/flows.js';
import type { Verifier } from '../../src/simulator/verifier.js';
import { registered, registrationText } from '../host/stand-in.js';
import { attached } from './attached-nano.js';
import { run } from './command-line.js';
import { plugIn } from './plugged-nano.js';

vi.mock('../../src/transport/ledgerjs.js', async (actual) =>
  (await import('./attached-nano.js')).withNano(await actual()),
);
vi.mock('../../src/host/ledger/production.js', async () => {
  const { ledgerConfigurationFor } = await import('../host/production.js');
  return { configurationFor: ledgerConfigurationFor };
});
// Here the stand-in's registration is as good as Ledger's.
vi.mock('../../src/simulator/node-verifier.js', async (actual) => {
  const real = await actual<{ nodeVerifier: Verifier }>();
  const { standingIn } = await import('../host/stand-in.js');
  return { ...real, nodeVerifier: standingIn(real.nodeVerifier) };
});
vi.mock('../../src/simulator/verifier.js', async (actual) => {
  const real = await actual<{ nobleVerifier: Verifier }>();
  const { standingIn } = await import('../host/stand-in.js');
  return { ...real, nobleVerifier: standingIn(real.nobleVerifier) };
});

const omitted = process.env.EXCHANGE_SIM_WITHOUT_OPTIONAL === '1';
const PAGE = readFileSync(new URL('../../docs/real-device.md', import.meta.url), 'utf8');
const commands = [...PAGE.matchAll(/^ {4}exchange-sim (.+)$/gm)].map(([, text]) => text!);

const folder = mkdtempSync(join(tmpdir(), 'real-device-'));
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (word: string) => (/\.(json|pem|apdu)$/.test(word) ? join(folder, word) : word);
const words = (text: string) =>
  [...text.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => inFolder(quoted ?? word));

/** How each ends: what is not here, well. */
const ENDS: Readonly<Record<string, number>> = {
  'run swap --device usb --partner unregistered.json --key partner.pem': 1,
  'run swap --build production --partner unregistered.json --key partner.pem': 1,
};

/** Ledger's answer to a registration. */
async function registration(): Promise<string> {
  const { readKey } = await import('../../src/cli/files/key.js');
  const { curve, publicKey } = readKey(join(folder, 'partner.pem'), { option: '--key' });
  const flow = flowFor('swap', { legacy: false });
  return registrationText(registered({ name: 'My exchange', curve, publicKey }, flow));
}

describe.skipIf(omitted)('docs/real-device.md', () => {
  it('has commands', () => {
    expect(commands.length).toBeGreaterThan(9);
  });

  it.each(commands.filter((text) => !text.startsWith('doctor')))(
    'exchange-sim %s',
    async (text) => {
      const [command = '', output] = text.split(' > ');
      const answer = join(folder, 'registered.json');
      if (command.includes(' registered.json') && !existsSync(answer)) {
        writeFileSync(answer, await registration());
      }
      const isTest = command === 'run swap --device usb';
      plugIn(isTest ? { build: ['TEST_PUBLIC_KEY'] } : {});
      async function* stdin() {
        yield new TextEncoder().encode('y\n'.repeat(30));
      }
      const ended = await run(words(command), { stdin: stdin() });
      attached.nano = undefined;
      expect(ended.err).not.toMatch(/^error/m);
      expect(ended.code).toBe(ENDS[command] ?? 0);
      if (output !== undefined) writeFileSync(inFolder(output), ended.out);
      if (ended.code === 1) {
        expect(ended.out).toContain('Refused by the device: 9d1a SIGN_VERIFICATION_FAIL');
        expect(ended.out).toContain("✗  3  Check Ledger's signature of the partner");
      }
      if (command === 'keys verify registered.json') {
        expect(ended.out).toBe("My exchange: signed by Ledger's production key\n");
      }
      if (command.startsWith('replay')) expect(ended.out).toMatch(/^mismatches {2}0$/m);
    },
  );

  it('says of the recording what is in it', () => {
    const text = readFileSync(join(folder, 'first.apdu'), 'utf8');
    expect(text).toContain('# seed: unknown');
    expect(text).not.toContain('# screen:');
    const secret = readFileSync(join(folder, 'partner.pem'), 'utf8');
    const key = Buffer.from(secret.split('\n').slice(1, -2).join(''), 'base64');
    expect(key.length).toBeGreaterThan(100);
    // The 32 bytes of an EC key in PKCS#8 begin behind its head; no 16 of them may be there.
    expect(text).not.toContain(key.subarray(33, 49).toString('hex'));
  });
});
