/**
 * What the device SDK a release was built with does by itself, before the app sees a command: it
 * belongs to the API level, not to the release (SDK `src/os_io_seproxyhal.c` up to level 23,
 * `io/src/os_io_default_apdu.c` from 24; recorded on 22, 24 and 25).
 */
import { isNano } from '../device.js';
import type { DeviceBuild, FirmwareDevice } from './builds.js';
import type { FirmwareProfile } from './profile.js';

export interface SdkRules {
  /** Bytes of the longest APDU that is received; a longer one is dropped unanswered. */
  readonly longestApdu: number;
  /** A command that comes during a review is answered; otherwise it is dropped. */
  readonly receivesDuringReview: boolean;
  /** B0 06 loads a PKI certificate. */
  readonly loadsCertificates: boolean;
  /** The other commands of class B0 end here (6E00); otherwise they reach the app. */
  readonly endsClassB0: boolean;
  /** A certificate of no bytes is found wrong before anything else (422E). */
  readonly looksAtEmptyCertificate: boolean;
}

export function sdkRules(apiLevel: number): SdkRules {
  const isNewIo = apiLevel >= 24;
  return {
    longestApdu: isNewIo ? 272 : 260,
    receivesDuringReview: isNewIo,
    loadsCertificates: apiLevel >= 21,
    endsClassB0: isNewIo,
    looksAtEmptyCertificate: apiLevel === 24,
  };
}

/** The build of a release for a device: that of its newest system. */
function newestBuild(
  { builds }: Pick<FirmwareProfile, 'builds'>,
  device: FirmwareDevice,
): DeviceBuild | undefined {
  return builds.filter((build) => build.device === device).at(-1);
}

/** What the dashboard tells of a device the release was never built for. */
const UNKNOWN_OS = '0.0.0';

/** Version of the system a release runs on. */
export function osVersion(profile: FirmwareProfile, device: FirmwareDevice): string {
  return newestBuild(profile, device)?.os ?? UNKNOWN_OS;
}

/** The newest level there is here: for releases that were never built for a device. */
const NEWEST_LEVEL = 25;

/** API level a release is simulated with on a device, when nothing else is said. */
export function apiLevelOf(profile: FirmwareProfile, device: FirmwareDevice): number {
  const own = newestBuild(profile, device)?.apiLevel;
  if (own !== undefined) return own;
  const similar = profile.builds.filter(
    (build) =>
      build.device !== 'nanos' && device !== 'nanos' && isNano(build.device) === isNano(device),
  );
  return similar.at(-1)?.apiLevel ?? profile.builds.at(-1)?.apiLevel ?? NEWEST_LEVEL;
}
