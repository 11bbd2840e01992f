/** Every branch of `doctor`, on computers that are not there. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { doctorCommand } from '../../src/cli/doctor/doctor.js';
import { type Check, doctorChecks } from '../../src/cli/doctor/doctor-checks.js';
import { type DoctorProbes, doctorProbes, portAnswer } from '../../src/cli/doctor/doctor-probes.js';
import { DeviceError } from '../../src/errors.js';
import { simulator } from '../host/flow.js';
import { fakeSpeculos } from '../transport/fake-speculos.js';
import { type NanoFaults, virtualNano } from '../transport/virtual-nano.js';
import { run } from './command-line.js';

const omitted = process.env.EXCHANGE_SIM_WITHOUT_OPTIONAL === '1';
const HID = '@ledgerhq/hw-transport-node-hid';

interface Computer extends Partial<DoctorProbes> {
  readonly nano?: NanoFaults;
  readonly files?: Readonly<Record<string, string>>;
  readonly shut?: readonly string[];
  readonly installed?: boolean;
}

/** A Linux on which everything is fine and nothing attached, but for these changes. */
function computer(changes: Computer = {}): DoctorProbes {
  const { nano, shut = [], installed = true, ...probes } = changes;
  const files = changes.files ?? { '/etc/udev/rules.d/20-ledger.rules': 'ATTRS{idVendor}=="2c97"' };
  const attached = virtualNano(simulator(), nano);
  if (nano === undefined) attached.unplug();
  return {
    nodeVersion: '22.12.0',
    platform: 'linux',
    uid: 1000,
    env: {},
    packages: () => [{ name: HID, version: '6.33.5', isInstalled: installed }],
    devices: { transports: () => attached.transports, platform: 'linux', answerTimeMs: 100 },
    readText: (path) => files[path],
    listFolder: (folder) =>
      Object.keys(files).flatMap((path) => {
        const rest = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '';
        return rest === '' ? [] : [rest.split('/')[0]!];
      }),
    mayOpen: (path) => !shut.includes(path),
    programs: async () => ['systemd', 'bash'],
    port: async () => ({ kind: 'free' }),
    ...probes,
  };
}

async function check(id: string, changes: Computer = {}): Promise<Check> {
  const checks = await doctorChecks(computer(changes));
  const found = checks.find((one) => one.id === id || one.id.startsWith(`${id}:`));
  expect(found, `${id} among ${checks.map((one) => one.id).join(', ')}`).toBeDefined();
  return found!;
}

const NODE_OF_LEDGER = {
  '/sys/class/hidraw/hidraw3/device/uevent': 'HID_ID=0003:00002C97:00005011\n',
};

describe('doctor', () => {
  it('nothing to fix', async () => {
    const checks = await doctorChecks(computer());
    expect(checks.filter(({ verdict }) => verdict === 'fix')).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual([
      'node',
      `package:${HID}`,
      'libusb',
      'udev',
      'ledger',
      'ledger-wallet',
      'port-5000',
    ]);
  });

  it.each([
    ['18.20.0', 'fix'],
    ['20.18.9', 'fix'],
    ['20.19.0', 'fine'],
    ['24.0.0', 'fine'],
  ])('Node %s: %s', async (nodeVersion, verdict) => {
    expect((await check('node', { nodeVersion })).verdict).toBe(verdict);
  });

  it('the USB package is missing', async () => {
    const cause = Object.assign(new Error('x'), { code: 'MODULE_NOT_FOUND' });
    const transports = () => {
      throw new DeviceError('not installed', { cause });
    };
    const devices = { transports, platform: 'linux', answerTimeMs: 1 } as const;
    const changes = { installed: false, devices };
    const found = await check('package', changes);
    expect(found.verdict).toBe('fix');
    expect(found.fix.at(-1)).toBe(`npm install ${HID}@6.33.5`);
    expect(found.fix[0]).toContain('overrides.node-hid');
    expect((await check('libusb', changes)).verdict).toBe('skip');
    expect((await check('ledger', changes)).found).toBe('USB cannot be used yet');
  });

  it('a package that is only an alternative is no fault', async () => {
    const name = '@ledgerhq/hw-transport-node-speculos-http';
    const packages = () => [{ name, version: '6.36.7', isInstalled: false }];
    expect((await check('package', { packages })).verdict).toBe('skip');
  });

  it('libusb is missing', async () => {
    const listError = Object.assign(new Error('libusb-1.0.so.0'), { code: 'ERR_DLOPEN_FAILED' });
    const found = await check('libusb', { nano: { listError } });
    expect(found.fix).toEqual(['sudo apt-get install libusb-1.0-0']);
  });

  it('USB fails for a reason nobody knows', async () => {
    const found = await check('libusb', { nano: { listError: new Error('strange') } });
    expect([found.verdict, found.found]).toEqual(['fix', 'the USB connection failed: strange']);
  });

  it('no udev rule: the vendor-wide one, and the two commands', async () => {
    const { verdict, fix } = await check('udev', {
      files: { '/etc/udev/rules.d/9.rules': '# 2c97' },
    });
    expect(verdict).toBe('fix');
    expect(fix[0]).toContain('ATTRS{idVendor}=="2c97"');
    expect(fix[0]).toContain('KERNEL=="hidraw*"');
    expect(fix[0]).not.toContain('idProduct');
    expect(fix.slice(1, 3)).toEqual([
      'sudo udevadm control --reload-rules',
      'sudo udevadm trigger',
    ]);
  });

  it('a Ledger that this user may not open, or may', async () => {
    const shut = await check('udev', { files: NODE_OF_LEDGER, shut: ['/dev/hidraw3'] });
    expect(shut.found).toBe('this user may not open /dev/hidraw3');
    expect(shut.fix.length).toBe(4);
    const open = await check('udev', { files: NODE_OF_LEDGER });
    expect([open.verdict, open.found]).toEqual(['fine', '/dev/hidraw3 can be opened']);
  });

  it('root needs no rule, and other systems have none', async () => {
    expect((await check('udev', { files: {}, uid: 0 })).verdict).toBe('fine');
    expect((await check('udev', { files: {}, platform: 'darwin' })).verdict).toBe('skip');
  });

  const DOCKER = { '/.dockerenv': '' };
  const WSL2 = { '/proc/version': 'Linux version 6.6.87.2-microsoft-standard-WSL2 (root@x) #1' };
  const advice = async (changes: Computer) => {
    const checks = await doctorChecks(computer(changes));
    return checks.flatMap(({ fix }) => fix).join('\n');
  };

  it.each([
    ['docker', { files: DOCKER }, /^a container \(docker\), without \/dev\/bus\/usb/],
    ['podman', { files: { '/run/.containerenv': '' } }, /^a container \(podman\)/],
    ['an old docker', { files: { '/proc/1/cgroup': '9:cpu:/docker/4f2a\n' } }, /\(docker\)/],
    ['kubernetes', { files: {}, env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' } }, /\(kubernetes\)/],
    ['lxc', { files: {}, env: { container: 'lxc' } }, /\(lxc\)/],
    ['docker on Windows', { files: { ...WSL2, ...DOCKER } }, /\(docker\)/],
  ])('%s: USB has to be handed in, and no udev rule is asked for', async (_, changes, found) => {
    for (const uid of [0, 1000]) {
      const place = await check('place', { ...changes, uid });
      expect([place.verdict, place.found]).toEqual(['fix', expect.stringMatching(found)]);
      expect(place.fix[0]).toContain('docker run --device /dev/bus/usb');
      expect((await check('udev', { ...changes, uid })).verdict).toBe('skip');
      expect(await advice({ ...changes, uid })).not.toMatch(/udev|usbipd|sudo/);
    }
    expect((await check('ledger', changes)).found).toMatch(/handed into a container/);
  });

  it('a container that has USB', async () => {
    const files = { ...DOCKER, '/dev/bus/usb/001/001': '' };
    const checks = await doctorChecks(computer({ files, uid: 0 }));
    expect(checks.filter(({ verdict }) => verdict === 'fix')).toEqual([]);
    expect((await check('place', { files })).found).toBe('a container (docker), with /dev/bus/usb');
  });

  it('a container that was not given the node of a Ledger, or may not open it', async () => {
    const files = { ...DOCKER, ...NODE_OF_LEDGER, '/dev/bus/usb/001/001': '' };
    const missing = await check('udev', { files, shut: ['/dev/hidraw3'] });
    expect(missing.found).toBe('the host has /dev/hidraw3, this container has not');
    expect(missing.fix[0]).toContain('--device /dev/hidraw3 --device /dev/bus/usb');
    const given = { ...files, '/dev/hidraw3': '' };
    const shut = await check('udev', { files: given, shut: ['/dev/hidraw3'] });
    expect([shut.verdict, shut.fix]).toEqual(['fix', [expect.stringContaining('--user root')]]);
    expect((await check('udev', { files: given })).verdict).toBe('fine');
  });

  it('libusb in a container: root has no sudo', async () => {
    const listError = Object.assign(new Error('libusb-1.0.so.0'), { code: 'ERR_DLOPEN_FAILED' });
    const found = await check('libusb', { nano: { listError }, files: DOCKER, uid: 0 });
    expect(found.fix).toEqual(['apt-get install libusb-1.0-0']);
  });

  it('WSL 2: Windows has to hand the Ledger over, with usbipd', async () => {
    const place = await check('place', { files: WSL2 });
    expect([place.verdict, place.found]).toEqual([
      'fix',
      'WSL 2, without /dev/bus/usb: no Ledger can be seen from here',
    ]);
    expect(place.fix.join(' ')).toMatch(/usbipd list.+usbipd bind --busid.+attach --wsl/);
    expect(await advice({ files: WSL2 })).not.toMatch(/udevadm|docker/);
    expect((await check('udev', { files: WSL2 })).found).toMatch(/udev does not run here/);
    expect((await check('place', { files: {}, env: { WSL_DISTRO_NAME: 'Ubuntu' } })).found).toMatch(
      /^WSL 2/,
    );
  });

  it('WSL 2 with the Ledger handed over: a rule where udev runs, else the node itself', async () => {
    const files = { ...WSL2, ...NODE_OF_LEDGER, '/dev/bus/usb/001/002': '' };
    const shut = ['/dev/hidraw3'];
    expect((await check('place', { files })).verdict).toBe('fine');
    const bare = await check('udev', { files, shut });
    expect(bare.fix[0]).toContain('sudo chmod a+rw /dev/hidraw3');
    expect(bare.fix[1]).toContain('systemd=true');
    const udev = await check('udev', { files: { ...files, '/run/udev/control': '' }, shut });
    expect(udev.fix).toContain('sudo udevadm trigger');
  });

  it('WSL 1 knows no USB', async () => {
    const files = { '/proc/version': 'Linux version 4.4.0-19041-Microsoft (x@y) #1' };
    const { found, fix } = await check('place', { files });
    expect(found).toBe('WSL 1 knows no USB');
    expect(fix[0]).toContain('wsl --set-version');
  });

  it.each([
    ['darwin', '/Applications/Ledger Wallet.app/Contents/MacOS/Ledger Wallet', /osascript/],
    ['linux', 'ledger-live-des', /pkill/],
    ['win32', '"Ledger Live.exe","4711"', /taskkill/],
    ['freebsd', 'ledger-wallet', /^Quit it\.$/],
  ] as const)('Ledger Wallet holds the device: %s', async (platform, name, quit) => {
    const found = await check('ledger-wallet', { platform, programs: async () => ['sh', name] });
    expect(found.verdict).toBe('fix');
    expect(found.fix[0]).toMatch(quit);
  });

  it.each([
    [{ kind: 'speculos' }, 'fine', /speaks like it/],
    [{ kind: 'airplay' }, 'fix', /AirPlay/],
    [{ kind: 'other', server: 'nginx' }, 'fix', /taken by nginx/],
    [{ kind: 'other', server: '' }, 'fix', /another server/],
  ] as const)('port 5000: %o', async (answer, verdict, says) => {
    const found = await check('port-5000', { port: async () => answer });
    expect(found.verdict).toBe(verdict);
    expect(found.found).toMatch(says);
    if (verdict === 'fix') expect(found.fix.join()).toContain('--api-port 5001');
  });
});

describe.skipIf(omitted)('doctor with a Ledger', () => {
  it.each([
    ['Exchange open', {}, 'fine', /Exchange TEST 4\.4\.2 is open/],
    ['locked', { answers: '5515' }, 'fix', /^locked$/],
    ['no app', { answers: '0105424f4c4f5305312e332e309000' }, 'fix', /dashboard\) instead of/],
    ['held', { openError: new TypeError('cannot open device') }, 'fix', /may not open it/],
  ])('%s', async (_, nano, verdict, says) => {
    const found = await check('ledger', { nano });
    expect(found.verdict).toBe(verdict);
    expect(found.found).toMatch(says);
    expect(found.fix.length).toBe(verdict === 'fix' ? 1 : 0);
  });
});

describe('doctor as a command', () => {
  async function doctor(changes: Computer, options: { json?: true } = {}) {
    const out: string[] = [];
    const stream = { write: (text: string) => out.push(text) };
    const io = { stdout: stream, stderr: stream, color: false, columns: 60, isTty: false };
    const code = await doctorCommand(options, io, computer(changes));
    return { code, out: out.join('') };
  }

  it('exit 0 and a list when all is fine', async () => {
    const { code, out } = await doctor({});
    expect(code).toBe(0);
    expect(out).toContain('✓ Node.js: 22.12.0\n');
    expect(out).toContain('· Ledger: none attached');
    expect(out).toMatch(/\nNothing to fix\.\n$/);
  });

  it('exit 1 and the commands, never broken over lines', async () => {
    const { code, out } = await doctor({ files: {}, nodeVersion: '18.0.0' });
    expect(code).toBe(1);
    expect(out).toMatch(/\n {4}printf .*20-ledger\.rules\n/);
    expect(out).toMatch(/2 to fix\.\n$/);
  });

  it('as JSON', async () => {
    const { code, out } = await doctor({ files: {} }, { json: true });
    const report = JSON.parse(out);
    expect([code, report.ok]).toEqual([1, false]);
    expect(report.checks.find((one: Check) => one.id === 'udev').verdict).toBe('fix');
  });

  it('on this very computer it says something about everything', async () => {
    const probes = doctorProbes();
    const checks = await doctorChecks({ ...probes, port: async () => ({ kind: 'free' }) });
    expect(checks.length).toBeGreaterThan(8);
    expect((await run(['doctor', '--help'])).code).toBe(0);
    expect((await run(['devices', '--help'])).out).toContain('speculos:URL');
  });
});

describe('who listens on a port', () => {
  async function answering(headers: Record<string, string>, body: string): Promise<URL> {
    const server = createServer((_, response) => response.writeHead(200, headers).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  it('AirPlay, a web server, Speculos, nobody', async () => {
    expect(await portAnswer(await answering({ server: 'AirTunes/1' }, ''))).toEqual({
      kind: 'airplay',
    });
    expect(await portAnswer(await answering({ server: 'nginx' }, '<html>'))).toEqual({
      kind: 'other',
      server: 'nginx',
    });
    const fake = await fakeSpeculos(simulator());
    const { url } = fake;
    expect(await portAnswer(url)).toEqual({ kind: 'speculos' });
    await fake.close();
    expect(await portAnswer(url)).toEqual({ kind: 'free' });
  });
});
