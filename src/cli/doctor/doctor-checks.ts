/** Everything that can keep a device away, each with the command that fixes it. */

import { cut } from '../../shown.js';
import {
  LIBUSB_FIX,
  UDEV_COMMANDS,
  UDEV_FILE,
  UDEV_HIDRAW_RULE,
  UDEV_RULE,
  type UsbError,
} from '../../transport/usb-failure.js';
import { type ListedDevice, listDevices } from '../devices/devices.js';
import { handIn, type Place, placeOf, placeWords, USBIPD, WSL_UPGRADE } from './doctor-place.js';
import type { DoctorProbes } from './doctor-probes.js';

export interface Check {
  /** For programs: stays the same. */
  readonly id: string;
  readonly title: string;
  /** `skip`: nothing to look at here, which is no fault. */
  readonly verdict: 'fine' | 'fix' | 'skip';
  /** What was found, one phrase or sentence. */
  readonly found: string;
  /** Commands or steps, one a line, in order. */
  readonly fix: readonly string[];
}

const OLDEST_NODE = [20, 19] as const;

export async function doctorChecks(probes: DoctorProbes): Promise<Check[]> {
  const usb = await usbState(probes);
  const place = placeOf(probes);
  return [
    nodeCheck(probes),
    ...packageChecks(probes),
    libraryCheck(probes, usb),
    ...placeChecks(probes, place),
    udevCheck(probes, place),
    ...ledgerChecks(usb, place),
    await programCheck(probes),
    await portCheck(probes),
  ];
}

const fine = (id: string, title: string, found: string): Check => {
  return { id, title, verdict: 'fine', found, fix: [] };
};
const skip = (id: string, title: string, found: string): Check => {
  return { id, title, verdict: 'skip', found, fix: [] };
};
const toFix = (id: string, title: string, found: string, ...fix: string[]): Check => {
  return { id, title, verdict: 'fix', found, fix };
};

function nodeCheck({ nodeVersion }: DoctorProbes): Check {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const [oldMajor, oldMinor] = OLDEST_NODE;
  const isNew = major > oldMajor || (major === oldMajor && minor >= oldMinor);
  if (isNew) return fine('node', 'Node.js', nodeVersion);
  const wanted = OLDEST_NODE.join('.');
  return toFix(
    'node',
    'Node.js',
    `${nodeVersion}, older than ${wanted}`,
    'Install Node 22 or newer from https://nodejs.org, or: nvm install 22',
  );
}

const PURPOSE: Readonly<Record<string, string>> = {
  '@ledgerhq/hw-transport-node-hid': 'needed for --device usb',
  '@ledgerhq/hw-transport-node-speculos-http': 'only for --device speculos-ledgerjs',
  '@ledgerhq/hw-app-exchange': 'only for --client ledger-wallet',
  '@ledgerhq/hw-transport': 'only for --client ledger-wallet',
};

/** Only the package for USB is worth a complaint: the others are alternatives. */
function packageChecks(probes: DoctorProbes): Check[] {
  return probes.packages().map(({ name, version, isInstalled }) => {
    const id = `package:${name}`;
    if (isInstalled) return fine(id, name, 'installed');
    const found = `not installed, ${PURPOSE[name] ?? 'optional'}`;
    if (!name.endsWith('-node-hid')) return skip(id, name, found);
    return toFix(
      id,
      name,
      found,
      'npm pkg set overrides.node-hid=^3.4.0 overrides.usb=^2.18.0',
      `npm install ${name}@${version}`,
    );
  });
}

type UsbState = { readonly devices: readonly ListedDevice[] } | { readonly error: UsbError };

async function usbState({ devices }: DoctorProbes): Promise<UsbState> {
  try {
    return { devices: await listDevices(devices) };
  } catch (error) {
    return { error: error as UsbError };
  }
}

function libraryCheck({ platform, uid }: DoctorProbes, usb: UsbState): Check {
  const id = 'libusb';
  const title = 'libusb';
  if ('devices' in usb) return fine(id, title, 'found');
  const { kind, message, hint } = usb.error;
  if (kind === 'package-missing') return skip(id, title, 'not looked for without the package');
  if (kind !== 'libusb-missing') return toFix(id, title, message, hint ?? '');
  return toFix(
    id,
    title,
    'the library libusb-1.0 is not installed',
    // Images of containers have no sudo, and root needs none.
    platform === 'linux' ? LIBUSB_FIX.slice(uid === 0 ? 'sudo '.length : 0) : (hint ?? ''),
  );
}

const RULE_FOLDERS = [
  '/etc/udev/rules.d',
  '/run/udev/rules.d',
  '/usr/lib/udev/rules.d',
  '/lib/udev/rules.d',
];

/** Whether USB comes in at all where it has to be handed in. */
function placeChecks(probes: DoctorProbes, place: Place): Check[] {
  if (place.kind === 'host') return [];
  const title = 'USB';
  const where = placeWords(place);
  if (place.kind === 'wsl' && place.version === 1) {
    return [toFix('place', title, `${where} knows no USB`, ...WSL_UPGRADE)];
  }
  if (probes.listFolder('/dev/bus').includes('usb')) {
    return [fine('place', title, `${where}, with /dev/bus/usb`)];
  }
  const found = `${where}, without /dev/bus/usb: no Ledger can be seen from here`;
  return [toFix('place', title, found, ...(place.kind === 'wsl' ? USBIPD : handIn([])))];
}

/** The nodes themselves where a Ledger is attached, the rules where none is. */
function udevCheck(probes: DoctorProbes, place: Place): Check {
  const id = 'udev';
  const title = 'udev rule';
  if (probes.platform !== 'linux') return skip(id, title, 'only Linux has one');
  const nodes = probes
    .listFolder('/sys/class/hidraw')
    .filter((node) =>
      /HID_ID=[0-9A-F]+:0*2C97:/i.test(
        probes.readText(`/sys/class/hidraw/${node}/device/uevent`) ?? '',
      ),
    )
    .map((node) => `/dev/${node}`);
  const shut = nodes.filter((node) => !probes.mayOpen(node));
  const shutWords = `this user may not open ${shut.join(', ')}`;
  if (place.kind === 'container') {
    // The kernel shows the devices of the host; udev, and its rules, are the host's as well.
    const inside = probes.listFolder('/dev');
    const missing = nodes.filter((node) => !inside.includes(node.slice('/dev/'.length)));
    if (missing.length > 0) {
      const found = `the host has ${missing.join(', ')}, this container has not`;
      return toFix(id, title, found, ...handIn(missing));
    }
    if (shut.length > 0) {
      return toFix(id, title, shutWords, 'Start the container as root: docker run --user root …');
    }
    if (nodes.length === 0) return skip(id, title, 'it belongs on the host, not into a container');
  }
  const hasUdev = place.kind === 'host' || probes.listFolder('/run/udev').length > 0;
  if (shut.length > 0) {
    return toFix(id, title, shutWords, ...(hasUdev ? UDEV_FIX : withoutUdev(shut)));
  }
  if (nodes.length > 0) return fine(id, title, `${nodes.join(', ')} can be opened`);
  if (probes.uid === 0) return fine(id, title, 'not needed: root may open every device');
  if (!hasUdev) return skip(id, title, 'udev does not run here, so that rules do nothing');
  const file = RULE_FOLDERS.flatMap((folder) =>
    probes.listFolder(folder).map((name) => `${folder}/${name}`),
  ).find((path) => path.endsWith('.rules') && isLedgerRule(probes.readText(path) ?? ''));
  if (file !== undefined) return fine(id, title, file);
  return toFix(id, title, 'there is none for Ledger (vendor 2c97)', ...UDEV_FIX);
}

/** WSL without systemd: the nodes belong to root, and nobody applies a rule. */
function withoutUdev(nodes: readonly string[]): string[] {
  return [
    `sudo chmod a+rw ${nodes.join(' ')}   (again whenever an app is opened)`,
    'Or let udev run: put systemd=true under [boot] into /etc/wsl.conf, run wsl --shutdown in Windows, then doctor again.',
  ];
}

function isLedgerRule(text: string): boolean {
  return text.split('\n').some((line) => /^[^#]*2c97/i.test(line));
}

const UDEV_FIX = [
  `printf '%s\\n' '${UDEV_RULE}' '${UDEV_HIDRAW_RULE}' | sudo tee ${UDEV_FILE}`,
  ...UDEV_COMMANDS,
  'Unplug the Ledger and plug it in again.',
];

function ledgerChecks(usb: UsbState, place: Place): Check[] {
  const title = 'Ledger';
  if ('error' in usb) return [skip('ledger', title, 'USB cannot be used yet')];
  if (usb.devices.length === 0) {
    const cause =
      place.kind === 'host'
        ? 'a cable that only charges is a common cause'
        : `it must be handed into ${placeWords(place)}`;
    return [skip('ledger', title, `none attached: ${cause}`)];
  }
  return usb.devices.map(({ path, product, app, ready, problem, fix }) => {
    const id = `ledger:${path}`;
    if (problem !== null) return toFix(id, product, problem, fix ?? '');
    if (ready) return fine(id, product, `${app} is open`);
    if (app === 'locked') {
      return toFix(id, product, 'locked', 'Enter its PIN, then open the Exchange app.');
    }
    return toFix(id, product, `${app} instead of Exchange`, 'Open the Exchange app on the device.');
  });
}

const LEDGER_WALLET = /ledger[ -]?(live|wallet)/i;

async function programCheck(probes: DoctorProbes): Promise<Check> {
  const id = 'ledger-wallet';
  const title = 'Ledger Wallet';
  const running = (await probes.programs()).find((name) => LEDGER_WALLET.test(name));
  if (running === undefined) return fine(id, title, 'not running');
  const byName = {
    linux: "pkill 'ledger-(live|wallet)'",
    darwin: 'osascript -e \'quit app "Ledger Wallet"\'',
    win32: 'taskkill /im "Ledger Wallet.exe"',
  } as Readonly<Record<string, string>>;
  const quit = byName[probes.platform];
  return toFix(
    id,
    title,
    'it is running and holds the device, or talks in between',
    quit === undefined ? 'Quit it.' : `Quit it, from its menu or with: ${quit}`,
  );
}

async function portCheck(probes: DoctorProbes): Promise<Check> {
  const id = 'port-5000';
  const title = 'Port 5000';
  const answer = await probes.port();
  switch (answer.kind) {
    case 'free':
      return fine(id, title, 'free');
    case 'speculos':
      return fine(id, title, 'Speculos, or a server that speaks like it');
    case 'airplay':
      return toFix(
        id,
        title,
        'taken by the AirPlay receiver of macOS',
        'Start Speculos with --api-port 5001 and give --device speculos:5001,',
        'or switch AirPlay Receiver off: System Settings, General, AirDrop & Handoff.',
      );
    case 'other': {
      const who = answer.server === '' ? 'another server' : cut(answer.server);
      return toFix(
        id,
        title,
        `taken by ${who}`,
        'Start Speculos with --api-port 5001 and give --device speculos:5001.',
      );
    }
  }
}
