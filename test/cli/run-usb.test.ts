/** `run --device usb` on a Nano from the shop: the virtual one, under Ledger's own USB transport. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { fromHex } from '../../src/bytes.js';
import { deviceSetup } from '../../src/capture/device-setup.js';
import { parseRecording } from '../../src/capture/format.js';
import { replay } from '../../src/capture/replay.js';
import type { RunReport } from '../../src/cli/run/report.js';
import type { Model } from '../../src/device.js';
import { flowFor } from '../../src/exchange/flows.js';
import { DEFAULT_FIRMWARE, RELEASES } from '../../src/firmware/index.js';
import { parseBuild } from '../../src/simulator/build.js';
import { walletFromMnemonic } from '../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { createSimulator } from '../../src/simulator/simulator.js';
import { partnerFile, registeredPartner, standInVerifier } from '../host/production.js';
import { registered, registrationText } from '../host/stand-in.js';
import { referenceProvider } from '../provider/ask/backends.js';
import { fakeSpeculos } from '../transport/fake-speculos.js';
import { attached } from './attached-nano.js';
import { run } from './command-line.js';
import { plugIn, type Setup } from './plugged-nano.js';

const omitted = process.env.EXCHANGE_SIM_WITHOUT_OPTIONAL === '1';

vi.mock('../../src/transport/ledgerjs.js', async (actual) =>
  (await import('./attached-nano.js')).withNano(await actual()),
);
vi.mock('../../src/host/ledger/production.js', async () => {
  const { ledgerConfigurationFor } = await import('../host/production.js');
  return { configurationFor: ledgerConfigurationFor };
});

const folder = mkdtempSync(join(tmpdir(), 'run-usb-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  attached.nano = undefined;
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const partnerOf = (kind: 'swap' | 'sell' | 'fund', legacy = false) =>
  file(`${kind}-${legacy}.json`, partnerFile(registeredPartner(flowFor(kind, { legacy }))));

const ABANDON = `${'abandon '.repeat(11)}about`;

const usb = (flow: string, ...args: string[]) => run(['run', flow, '--device', 'usb', ...args]);

describe.skipIf(omitted)('a Nano from the shop', () => {
  it.each([
    ['swap', []],
    ['swap', ['--from', 'usdt-bsc', '--to', 'usdt-tron']],
    ['swap', ['--from', 'usdc-polygon', '--to', 'arbitrum', '--rate', 'floating']],
    ['sell', ['--currency', 'bitcoin']],
    ['fund', []],
    ['swap', ['--client', 'ledger-wallet']],
    ['sell', ['--legacy']],
  ] as const)(
    '%s %j goes to the review; its recording replays without a difference',
    async (kind, args) => {
      const { commands, reviewed } = plugIn();
      const record = join(folder, 'run.apdu');
      const partner = partnerOf(kind, (args as readonly string[]).includes('--legacy'));
      const ended = await usb(kind, '--partner', partner, '--record', record, ...args);
      await reviewed;
      expect([ended.code, ended.err.includes('error')]).toEqual([0, false]);
      expect(ended.out).toContain('Nano S Plus (usb, production build)');
      // The coin app never gets the wire.
      expect(commands).not.toContain(0x0a);
      const text = readFileSync(record, 'utf8');
      expect(text).toMatch(/^# build: production\n(.*\n)*# seed: unknown$/m);
      expect(text).not.toMatch(/^=> e00a/m);
      expect(text).toMatch(/^# press: both$/m);
      const recording = parseRecording(text, 'run.apdu');
      const options = { ...deviceSetup(recording, {}), verifier: standInVerifier };
      const played = await replay(recording, options, 'run.apdu');
      expect(played.mismatches).toEqual([]);
      expect(played.exchanges).toBe(commands.length);
    },
  );

  it('prints every page the person should see, and what it has to say', async () => {
    const { reviewed } = plugIn();
    const { code, err } = await usb('swap', '--partner', partnerOf('swap'), '--amount', '0.5');
    await reviewed;
    expect(code).toBe(0);
    for (const page of ['Review transaction to', 'swap ETH to BTC', 'Stand-in Swap', '0.5 ETH']) {
      expect(err).toContain(page);
    }
    expect(err).toMatch(/The device shows \d+ pages/);
    expect(err).toContain('note: this flow needs the apps Ethereum and Bitcoin on the device');
    expect(err).toContain('note: refund_address and payout_address: those of the emulator');
  });

  it('Stax, by its product number: the pages of its own screen', async () => {
    const { reviewed } = plugIn({ model: 'stax' as Model });
    attached.nano!.attached = [{ path: '/dev/hidraw-virtual', productId: 0x6011, product: 'Stax' }];
    const { code, out, err } = await usb('sell', '--partner', partnerOf('sell'));
    await reviewed;
    expect(code).toBe(0);
    expect(out).toContain('Stax (usb, production build)');
    expect(err).toContain('Hold to sign');
  });

  it('rejected on the device: exit 1, and the recording replays, too', async () => {
    const { reviewed } = plugIn({ decides: 'reject' });
    const record = join(folder, 'no.apdu');
    const args = ['--partner', partnerOf('swap'), '--record', record, '--reject'];
    const { code, out } = await usb('swap', ...args);
    await reviewed;
    expect(code).toBe(1);
    expect(out).toContain('Rejected by the user: 6a84');
    const recording = parseRecording(readFileSync(record, 'utf8'), 'no.apdu');
    const options = { ...deviceSetup(recording, {}), verifier: standInVerifier };
    expect((await replay(recording, options, 'no.apdu')).mismatches).toEqual([]);
  });

  it('with another seed and addresses of its own', async () => {
    const wallet = walletFromMnemonic(ABANDON);
    const { reviewed } = plugIn({ wallet });
    const record = join(folder, 'own.apdu');
    const own = ['--refund', '0x9858EfFD232B4033E47d90003D41EC34EcaEda94'];
    const payout = ['--payout', 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu'];
    const args = ['--partner', partnerOf('swap'), '--record', record, ...own, ...payout];
    const { code, err } = await usb('swap', ...args);
    await reviewed;
    expect(code).toBe(0);
    expect(err).not.toContain('emulator');
    const recording = parseRecording(readFileSync(record, 'utf8'), 'own.apdu');
    const options = { ...deviceSetup(recording, {}), verifier: standInVerifier };
    expect((await replay(recording, options, 'own.apdu')).mismatches).toEqual([]);
  });

  it('with another seed and ours: the device refuses the refund address', async () => {
    plugIn({ wallet: walletFromMnemonic(ABANDON) });
    const { code, out } = await usb('swap', '--partner', partnerOf('swap'));
    expect(code).toBe(1);
    expect(out).toContain('Refused by the device: 6a83');
  });

  it('--sign hands over', async () => {
    const { commands, reviewed } = plugIn();
    const { code, err } = await usb('sell', '--partner', partnerOf('sell'), '--sign');
    await reviewed;
    expect(code).toBe(0);
    expect(commands.at(-1)).toBe(0x0a);
    expect(err).toContain('the coin app has the connection until it has signed');
  });
});

describe.skipIf(omitted)('--ask', () => {
  async function* typed(text: string) {
    yield new TextEncoder().encode(text);
  }

  /** The person reads to the last question, then approves whatever it said. */
  const asked = async (answers: string) => {
    const { inside } = plugIn({ decides: 'nobody' });
    let err = '';
    let approved: Promise<void> | undefined;
    const stderr = {
      write(text: string) {
        err += text;
        if (/: (approve|reject) on the device\.\n$/.test(text)) approved = inside.screen.approve();
      },
    };
    const args = ['run', 'sell', '--device', 'usb', '--partner', partnerOf('sell')];
    const ended = await run([...args, '--ask', '--json'], { stdin: typed(answers), stderr });
    await approved;
    return { ...ended, err, report: JSON.parse(ended.out) as RunReport };
  };

  it('every page reads as it must', async () => {
    const { code, err, report } = await asked('y\n\nyes\n'.repeat(9));
    expect(code).toBe(0);
    expect(report.outcome).toBe('approved');
    expect(report.compared?.every(({ reads }) => reads)).toBe(true);
    expect(report.compared?.map(({ lines }) => lines[0])).toContain('Send');
    expect(err).toMatch(/All \d+ pages read as they must: approve on the device/);
  });

  it('a page reads otherwise: exit 1, even when it was approved', async () => {
    const { code, err, report } = await asked('what\nyes\nno\n');
    expect(code).toBe(1);
    expect(report.compared?.map(({ reads }) => reads)).toEqual([true, false]);
    expect(err).toContain('Page 2 reads otherwise: reject on the device.');
  });

  it('decided before the last question: nobody waits for an answer', async () => {
    const { reviewed } = plugIn();
    const stdin = new PassThrough();
    const args = ['run', 'sell', '--device', 'usb', '--partner', partnerOf('sell'), '--ask'];
    const { code } = await run(args, { stdin });
    await reviewed;
    expect(code).toBe(0);
    expect(stdin.destroyed).toBe(true);
  });

  it('where the screen is read here, there is nothing to ask', async () => {
    const { code, err } = await run(['run', 'swap', '--ask']);
    expect(code).toBe(2);
    expect(err).toContain('--ask: expected with --device usb');
  });
});

describe.skipIf(omitted)('what is said before the first command', () => {
  const refused = async (setup: Setup, kind: 'swap' | 'sell', ...args: string[]) => {
    const { commands } = plugIn(setup);
    const ended = await usb(kind, '--partner', partnerOf(kind), ...args);
    expect(ended.out).toBe('');
    expect(commands.filter((ins) => ins < 0xd0)).toEqual([]);
    return ended;
  };

  it.each([
    ['locked', { answers: '5515' }, /the Ledger is locked\n.*PIN/],
    [
      'another app',
      { answers: `0107${Buffer.from('Bitcoin').toString('hex')}05322e342e3301029000` },
      /expected the Exchange app to be open, found Bitcoin 2\.4\.3/,
    ],
    [
      'Exchange is not installed',
      { dashboard: { installed: ['Bitcoin'] } },
      /the app Exchange is not installed on the Ledger/,
    ],
    [
      'a coin app is missing',
      { dashboard: { installed: ['Exchange', 'Ethereum'] } },
      /the Ledger lacks the app Bitcoin, which this flow asks for/,
    ],
    [
      'the person does not open it',
      { dashboard: { installed: ['Exchange'], refuses: 'open' } },
      /did not open Exchange: it answers 5501/,
    ],
  ] as const)('%s: exit 3', async (_, faults, says) => {
    const { code, err } = await refused({ faults: { ...faults } }, 'swap');
    expect(err).toMatch(says);
    expect(code).toBe(3);
  });

  it.each([
    ['3.2.0', [], /Exchange 3\.2\.0 is too old: PROMPT_UI_DISPLAY.* needs 3\.4\.0/],
    [
      '3.2.0',
      ['--client', 'ledger-wallet'],
      /too old: SWAP_NG in the form sent here needs 3\.3\.0\n.*--legacy/,
    ],
  ])('Exchange %s %j: exit 3', async (version, args, says) => {
    const text = Buffer.from(version).toString('hex');
    const name = Buffer.from('Exchange').toString('hex');
    const answers = `0108${name}05${text}01029000`;
    const { code, err } = await refused({ faults: { answers } }, 'swap', ...args);
    expect(err).toMatch(says);
    expect(code).toBe(3);
  });

  it('limits of the release before one that is not known: exit 2', async () => {
    const text = Buffer.from('3.9.9').toString('hex');
    const name = Buffer.from('Exchange').toString('hex');
    const answers = `0108${name}05${text}01029000`;
    const args = ['--extra-data', '00'.repeat(33), '--payin', `0x${'a'.repeat(70)}`];
    const { code, err } = await refused({ faults: { answers } }, 'swap', ...args);
    expect(err).toContain(
      'the limits of Exchange 3.9.9 are not known here; those of 3.4.1 are taken',
    );
    expect(err).toContain('payin_address: expected at most 62 bytes, found 72');
    expect(code).toBe(2);
  });

  it('from the dashboard: lists the apps, opens Exchange, and goes on', async () => {
    const installed = ['Exchange', 'Ethereum', 'Bitcoin', 'XRP', 'Tron'];
    const { reviewed } = plugIn({ faults: { dashboard: { installed } } });
    const { code, err } = await usb('swap', '--partner', partnerOf('swap'));
    await reviewed;
    expect(code).toBe(0);
    expect(err).toContain('Allow on the device that its apps are listed, then that Exchange opens');
    expect(err).not.toContain('cannot be asked');
  });

  it('from the dashboard, without the list: goes on, and says what is needed', async () => {
    const dashboard = { installed: ['Exchange'], refuses: 'list' } as const;
    const { reviewed } = plugIn({ faults: { dashboard } });
    const { code, err } = await usb('swap', '--partner', partnerOf('swap'));
    await reviewed;
    expect(code).toBe(0);
    expect(err).toContain('note: the list of apps was not given');
    expect(err).toContain('needs the apps Ethereum and Bitcoin');
  });

  it.each([
    ['no partner', [], /--partner: expected a partner registered by Ledger, found none/],
    [
      'no signature of Ledger’s',
      ['--partner', 'unsigned'],
      /partner Acme: expected Ledger's signature, found none/,
    ],
    [
      'a currency Ledger has not signed here',
      ['--partner', 'signed', '--to', 'usdc-sui'],
      /coin configuration of USDC \(usdc-sui\): expected Ledger's signature/,
    ],
  ])('%s: exit 2', async (_, args, says) => {
    const paths: Readonly<Record<string, string>> = {
      unsigned: file('unsigned.json', partnerFile(testPartnerOf())),
      signed: partnerOf('swap'),
    };
    const { commands } = plugIn();
    const ended = await usb('swap', ...args.map((arg) => paths[arg] ?? arg));
    expect(ended.err).toMatch(says);
    expect([ended.code, ended.out, commands]).toEqual([2, '', []]);
  });
});

const testPartnerOf = () => ({
  ...registeredPartner(flowFor('swap', { legacy: false }), 'Acme'),
  signature: undefined as never,
});

describe.skipIf(omitted)('what a build is', () => {
  it('a build with test keys takes the built-in partner', async () => {
    const { reviewed } = plugIn({ build: parseBuild('random'), verifier: nodeVerifier });
    const { code, out, err } = await usb('swap');
    await reviewed;
    expect(code).toBe(0);
    expect(out).toContain('Test partner');
    expect(err).not.toContain('production');
  });

  it('a registration with the test key’s signature: said, sent, and refused', async () => {
    const { commands } = plugIn();
    const key = file('own.hex', 'ab'.repeat(32));
    const args = ['--name', 'Acme', '--key', key, '--curve', 'secp256k1', '--form', 'cal'];
    const credentials = await run(['keys', 'credentials', ...args]);
    const registration = { ...JSON.parse(credentials.out), privateKey: 'ab'.repeat(32) };
    const { code, out, err } = await usb(
      'swap',
      '--partner',
      file('cal.json', JSON.stringify(registration)),
    );
    expect(err).toContain("the signature of partner Acme is by Ledger's public test key");
    expect(out).toContain('Refused by the device: 9d1a');
    expect(out).toContain('CHECK_PARTNER');
    expect([code, commands]).toEqual([1, [0x03, 0x03, 0x04, 0x05]]);
  });
});

describe('Speculos with a production build', () => {
  const emulator = async () => {
    const options = { build: parseBuild('production'), verifier: standInVerifier };
    const fake = await fakeSpeculos(createSimulator(options), { splitEvents: true });
    onTestFinished(() => fake.close());
    return ['--device', `speculos:${fake.url.href}`];
  };

  it('is recognised, read page by page, and its recording replays', async () => {
    const record = join(folder, 'speculos.apdu');
    const args = ['--partner', partnerOf('swap'), '--record', record];
    const { code, out, err } = await run(['run', 'swap', ...(await emulator()), ...args]);
    expect([code, err.includes('Look at the device')]).toEqual([0, false]);
    expect(out).toContain('(speculos, production build)');
    expect(out).toContain('Approved on the device\n  Send      0.25 ETH');
    const text = readFileSync(record, 'utf8');
    expect(text).not.toMatch(/^# seed:|^=> e00a/m);
    const recording = parseRecording(text, 'speculos.apdu');
    const options = { ...deviceSetup(recording, {}), verifier: standInVerifier };
    const played = await replay(recording, options, 'speculos.apdu');
    expect([played.mismatches, played.screens > 5]).toEqual([[], true]);
  });

  it('needs a registered partner, too, and asks nobody what it can read itself', async () => {
    const device = await emulator();
    const without = await run(['run', 'swap', ...device]);
    expect([without.code, without.out]).toEqual([2, '']);
    expect(without.err).toContain('--partner: expected a partner registered by Ledger');
    const asked = await run(['run', 'swap', ...device, '--partner', partnerOf('swap'), '--ask']);
    expect(asked.code).toBe(2);
    expect(asked.err).toContain('--ask: expected with a device whose screen only a person sees');
  });
});

describe('the simulator with --build production', () => {
  it('needs a registered partner, and refuses one that Ledger did not sign', async () => {
    const without = await run(['run', 'sell', '--build', 'production']);
    expect([without.code, without.out]).toEqual([2, '']);
    expect(without.err).toContain('--partner: expected a partner registered by Ledger');
    const args = ['run', 'sell', '--build', 'production', '--partner', partnerOf('sell')];
    const { code, out, err } = await run(args);
    expect(code).toBe(1);
    expect(err).toContain(
      "note: the signature of partner Stand-in Swap is not Ledger's: it is no signature of these credentials by either key. A production build refuses it at CHECK_PARTNER with 9d1a",
    );
    expect(out).toContain('Refused by the device: 9d1a SIGN_VERIFICATION_FAIL');
    expect(out).toContain('Ledger did not sign these partner credentials');
  });
});

describe.skipIf(omitted)('--firmware', () => {
  const newer = { ...DEFAULT_FIRMWARE, displayedVersion: '9.5.0', version: [9, 5, 0] as const };
  const newest = RELEASES.findLast(({ kind }) => kind === 'release')!.id;

  it('is what the device has; a release not known here is said', async () => {
    const { reviewed } = plugIn({ firmware: newer });
    const { code, out, err } = await usb('fund', '--partner', partnerOf('fund'), '--json');
    await reviewed;
    expect(code).toBe(0);
    expect(err).toContain(
      `note: the limits of Exchange 9.5.0 are not known here; those of ${newest} are taken`,
    );
    expect((JSON.parse(out) as RunReport).firmware).toBe(newest);
  });

  it('another one is taken, and said', async () => {
    const { reviewed } = plugIn({ firmware: newer });
    const args = ['--partner', partnerOf('fund'), '--firmware', '4.4.2'];
    const { code, err } = await usb('fund', ...args);
    await reviewed;
    expect(code).toBe(0);
    expect(err).toContain(
      'note: the device has Exchange 9.5.0; --firmware 4.4.2 is taken all the same',
    );
  });

  it('auto is 4.4.2 on the simulator', async () => {
    const { code, out } = await run(['run', 'swap', '--firmware', 'auto']);
    expect(code).toBe(0);
    expect(out).toContain('Exchange 4.4.2, Nano S Plus');
  });
});

describe('--key beside --partner', () => {
  const pem = async () => {
    const path = join(folder, 'key.pem');
    await run(['keys', 'new', '--curve', 'secp256k1', '--out', path, '--force']);
    return path;
  };
  const registration = async (key: string) => {
    const args = ['--name', 'Acme', '--key', key, '--form', 'cal'];
    return file('acme.json', (await run(['keys', 'credentials', ...args])).out);
  };

  it('signs for a registration that has none', async () => {
    const key = await pem();
    const partner = await registration(key);
    const without = await run(['run', 'swap', '--partner', partner]);
    expect(without.code).toBe(2);
    expect(without.err).toContain('with --key');
    const { code, out } = await run(['run', 'swap', '--partner', partner, '--key', key]);
    expect(code).toBe(0);
    expect(out).toContain('Swap ETH to BTC with Acme');
  });

  it.each([
    ['of somebody else', '--partner', /--key: expected the private half.* partner Acme/],
    ['alone', '', /--key: expected beside --partner FILE, found alone/],
  ])('%s: exit 2', async (_, option, says) => {
    const partner = await registration(await pem());
    const other = file('other.hex', 'ab'.repeat(32));
    const beside = option === '' ? [] : [option, partner];
    const { code, err } = await run(['run', 'swap', ...beside, '--key', other]);
    expect(err).toMatch(says);
    expect(err).not.toContain('abab');
    expect(code).toBe(2);
  });
});

describe.skipIf(omitted)('a real partner on a device that trusts Ledger alone', () => {
  const vectors = JSON.parse(
    readFileSync(new URL('../golden/vectors.json', import.meta.url), 'utf8'),
  ) as readonly Readonly<Record<string, string>>[];
  const vector = (name: string) => vectors.find((one) => one.name === name)!;

  it('is taken with its real registration; its old payload is stopped at the nonce', async () => {
    const { commands } = plugIn({ verifier: nodeVerifier });
    const partner = file('moonpay.json', JSON.stringify(vector('cal-swap-moonpay-v2')));
    const verified = await run(['keys', 'verify', partner]);
    expect(verified.out).toBe("MoonPay: signed by Ledger's production key\n");
    const real = vector('cal-swap-moonpay-v2');
    const registration = file(
      'registration.json',
      JSON.stringify({
        name: real.partnerName,
        curve: real.partnerCurve,
        publicKey: real.partnerPublicKey,
        signature: real.signature,
      }),
    );
    const { payload = '', signature = '' } = vector('etool-partner-moonpay-k1');
    const given = ['--payload', payload, '--signature', signature, '--to', 'bitcoin'];
    const { code, out, err } = await usb('swap', '--partner', registration, ...given);
    expect(err).not.toContain('refuses it at CHECK_PARTNER');
    expect(out).toContain("✓  3  Check Ledger's signature of the partner");
    expect(out).toContain('Refused by the device: 6a82');
    expect([code, commands]).toEqual([1, [0x03, 0x03, 0x04, 0x05, 0x06, 0x06]]);
  });
});

it.skipIf(omitted)('a backend’s own payload over the nonce of the device', async () => {
  const { reviewed, inside } = plugIn();
  const { url } = await referenceProvider('swap');
  const { partner } = JSON.parse((await run(['run', 'swap', '--provider', url, '--json'])).out);
  const key = { ...partner, publicKey: fromHex(partner.publicKey) };
  const registration = registrationText(registered(key, flowFor('swap', { legacy: false })));
  const args = ['--partner', file('backend.json', registration), '--provider', url];
  const { code, out } = await usb('swap', ...args, '--from', 'ETH', '--to', 'BTC');
  await reviewed;
  expect(out).toContain('Approved on the device');
  expect(code).toBe(0);
  await inside.close();
});
