/**
 * The device of `run` when it is not the simulator. It is asked first which app it has open, in
 * which version: what can be known to go wrong is said before a flow begins.
 */
import type { Device } from '../../device.js';
import { DeviceError } from '../../errors.js';
import type { FirmwareProfile } from '../../firmware/index.js';
import { profileOf } from '../../firmware/nearest.js';
import { compareVersions } from '../../firmware/versions.js';
import type { FlowRequest } from '../../host/flow-plan.js';
import { needsOf } from '../../host/needed-version.js';
import { type Build, parseBuild } from '../../simulator/build.js';
import {
  appInFront,
  appInFrontInTime,
  type FrontApp,
  isExchange,
  requireExchange,
} from '../../transport/app-in-front.js';
import type { DeviceSpec } from '../../transport/device-spec.js';
import { openDevice } from '../../transport/open-device.js';
import { installedApps, openExchange } from '../../transport/open-exchange.js';
import { firmwareOf } from '../options/one-firmware.js';
import type { RunOptions } from './options.js';

export interface FoundDevice {
  readonly device: Device;
  /** Of the Exchange app, as it says. */
  readonly version: string;
  readonly build: Build;
  readonly buildName: string;
  readonly firmware: FirmwareProfile;
  /** Names of its apps, where it was asked for them. */
  readonly installed?: readonly string[];
}

/**
 * @param notify told what a person at the device should know or do.
 * @throws DeviceError when it cannot be reached, is locked, or has another app open.
 */
export async function findDevice(
  spec: DeviceSpec,
  options: RunOptions,
  notify: (text: string) => void,
): Promise<FoundDevice> {
  const expected = options.model === undefined ? {} : { model: options.model };
  const device = await openDevice(spec, { ...expected, notify });
  try {
    const { app, installed } = await exchangeIn(device, spec, notify);
    const [name, build] = buildOf(app, options, notify);
    return {
      device,
      version: app.version,
      build,
      buildName: name,
      firmware: firmwareFor(app.version, options, notify),
      ...(installed === undefined ? {} : { installed }),
    };
  } catch (error) {
    await device.close();
    throw error;
  }
}

type OpenApp = Extract<FrontApp, { kind: 'app' }>;

/** A Ledger on USB that shows its dashboard is asked for its apps, and to open Exchange. */
async function exchangeIn(
  device: Device,
  spec: DeviceSpec,
  notify: (text: string) => void,
): Promise<{ app: OpenApp; installed?: readonly string[] | undefined }> {
  const patient = spec.kind === 'usb';
  const app = await (patient ? appInFront(device) : appInFrontInTime(device));
  if (isExchange(app)) return { app: app as OpenApp };
  if (!patient || app.kind !== 'dashboard') {
    await requireExchange(device, { patient });
    throw new DeviceError('the Exchange app was opened in the middle', { hint: 'Start over.' });
  }
  notify('No app is open. Allow on the device that its apps are listed, then that Exchange opens.');
  const installed = await installedApps(device);
  if (installed === undefined) notify('note: the list of apps was not given');
  const opened = await openExchange(device);
  return { app: opened as OpenApp, installed };
}

/** From 4.1.0 on a build with test keys calls itself so. */
const NAMED_SINCE = '4.1.0';

function buildOf(
  { name, version }: OpenApp,
  { build }: RunOptions,
  notify: (text: string) => void,
): [string, Build] {
  if (build !== undefined) return [build, parseBuild(build)];
  if (/\bTEST\b/.test(name)) return ['random', parseBuild('random')];
  if (compareVersions(version, NAMED_SINCE) < 0) {
    notify(
      `note: Exchange ${version} does not say whose signatures it takes: Ledger's are assumed. --build random says that it is a test build`,
    );
  }
  return ['production', parseBuild('production')];
}

function firmwareFor(
  version: string,
  options: RunOptions,
  notify: (text: string) => void,
): FirmwareProfile {
  const { profile, exact } = profileOf(version);
  const asked = options.firmware ?? 'auto';
  if (asked !== 'auto') {
    const said = firmwareOf(asked);
    if (said.displayedVersion !== version) {
      notify(`note: the device has Exchange ${version}; --firmware ${asked} is taken all the same`);
    }
    return said;
  }
  if (!exact) {
    notify(
      `note: the limits of Exchange ${version} are not known here; those of ${profile.id} are taken`,
    );
  }
  return profile;
}

/**
 * What the device cannot do, as far as that is known, before the first command of the flow.
 * @throws DeviceError naming what is too old or missing.
 */
export function requireAble(
  { version, firmware: profile, installed }: FoundDevice,
  request: FlowRequest,
  notify: (text: string) => void,
): void {
  const [need] = needsOf(request, profile).filter(
    (one) => compareVersions(version, one.version) < 0,
  );
  if (need !== undefined) {
    const instead = need.instead === undefined ? '' : `, or take ${need.instead}`;
    throw new DeviceError(`Exchange ${version} is too old: ${need.what} needs ${need.version}`, {
      hint: `Update the Exchange app in Ledger Wallet, My Ledger${instead}.`,
    });
  }
  const apps = appsOf(request);
  if (installed === undefined) {
    notify(
      `note: this flow needs the ${apps.length > 1 ? 'apps' : 'app'} ${apps.join(' and ')} on the device; Exchange cannot be asked for ${apps.length > 1 ? 'them' : 'it'}`,
    );
    return;
  }
  const missing = apps.filter((app) => !installed.includes(app));
  if (missing.length === 0) return;
  throw new DeviceError(
    `the Ledger lacks ${missing.length > 1 ? 'the apps' : 'the app'} ${missing.join(' and ')}, which this flow asks for`,
    { hint: 'Install what is missing in Ledger Wallet, My Ledger, and start over.' },
  );
}

function appsOf({ outgoing, incoming }: FlowRequest): string[] {
  return [...new Set([outgoing.app, ...(incoming === undefined ? [] : [incoming.app])])];
}
