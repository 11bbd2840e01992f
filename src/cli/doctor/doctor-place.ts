/**
 * Where the command runs, as far as it matters for USB: a container has no udev and only the devices
 * it is given, WSL has those that Windows hands over.
 */
import type { DoctorProbes } from './doctor-probes.js';

export type Place =
  | { readonly kind: 'host' }
  /** `engine`: docker, podman, lxc, kubernetes, …; undefined when nobody says. */
  | { readonly kind: 'container'; readonly engine: string | undefined }
  | { readonly kind: 'wsl'; readonly version: 1 | 2 };

/** A container on Windows has the kernel of WSL: it is a container first. */
export function placeOf(probes: DoctorProbes): Place {
  if (probes.platform !== 'linux') return { kind: 'host' };
  const engine = engineOf(probes);
  if (engine !== undefined) {
    return { kind: 'container', engine: engine === '' ? undefined : engine };
  }
  const kernel = probes.readText('/proc/version') ?? '';
  if (/microsoft/i.test(kernel) || probes.env.WSL_DISTRO_NAME !== undefined) {
    // The first one's kernel is Windows itself: "4.4.0-…-Microsoft".
    return { kind: 'wsl', version: /-Microsoft\b/.test(kernel) ? 1 : 2 };
  }
  return { kind: 'host' };
}

const NAMES = /\b(docker|podman|lxc|kubepods|containerd|crio)\b/;

/** '' for a container that does not say of which kind; undefined outside of one. */
function engineOf({ readText, env }: DoctorProbes): string | undefined {
  if (readText('/.dockerenv') !== undefined) return 'docker';
  if (env.KUBERNETES_SERVICE_HOST !== undefined) return 'kubernetes';
  if (readText('/run/.containerenv') !== undefined) return 'podman';
  const told = (env.container ?? readText('/run/systemd/container'))?.trim();
  if (told !== undefined && told !== 'wsl') return told;
  const named = NAMES.exec(readText('/proc/1/cgroup') ?? '')?.[1];
  return named === 'kubepods' ? 'kubernetes' : named;
}

/** In words, with an article. */
export function placeWords(place: Place): string {
  switch (place.kind) {
    case 'host':
      return 'this computer';
    case 'wsl':
      return `WSL ${place.version}`;
    case 'container':
      return place.engine === undefined ? 'a container' : `a container (${place.engine})`;
  }
}

const BRIDGE =
  'Or run exchange-sim bridge --device usb on the host, start the container with --network host, and give --device speculos:5000 here.';

/** How a container is given one node, or USB as a whole. */
export function handIn(nodes: readonly string[]): string[] {
  const given = [...nodes, '/dev/bus/usb'].map((node) => `--device ${node}`).join(' ');
  return [
    `Start the container with the Ledger, attached before: docker run ${given} …`,
    'A Ledger gets a new number with each app it opens: docker run --privileged -v /dev:/dev … gives every device, later ones too.',
    'Docker Desktop (macOS, Windows) hands in no USB: run the command on the host.',
    BRIDGE,
  ];
}

/** From Windows into WSL 2. */
export const USBIPD = [
  'In PowerShell as administrator: winget install usbipd',
  'usbipd list                                     (the BUSID of the line with 2c97)',
  'usbipd bind --busid BUSID',
  'usbipd attach --wsl --busid BUSID --auto-attach (again by itself when an app is opened)',
] as const;

export const WSL_UPGRADE = [
  'In PowerShell: wsl --set-version DISTRIBUTION 2   (wsl --list names it)',
  'Or run the command in Windows itself.',
] as const;
