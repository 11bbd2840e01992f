/** For which devices a release was built: the tags of app-exchange, `<device>_<OS>_<version>_sdk_…`. */
import type { Model } from '../device.js';

/** The Nano S had releases up to 3.4.1. It is not simulated. */
export type FirmwareDevice = Model | 'nanos';

/** A build of the app for one device. */
export interface DeviceBuild {
  readonly device: FirmwareDevice;
  /** Version of the device's operating system. */
  readonly os: string;
  /** API level of the device SDK; 0 for the SDK of the Nano S, which counts none. */
  readonly apiLevel: number;
}

/** `nanosp 1.2.0 18` each; the oldest OS first. */
export function builds(...lines: readonly string[]): readonly DeviceBuild[] {
  return lines.map((line) => {
    const [device = '', os = '', apiLevel = ''] = line.split(' ');
    return { device: device as FirmwareDevice, os, apiLevel: Number(apiLevel) };
  });
}
