/** Everything that goes wrong between this program and a Ledger on USB, as sentences of ours. */
import { DeviceError, ExchangeSimError } from '../errors.js';

/** Every model that is and will be: rules by product number go stale. */
export const UDEV_RULE =
  'SUBSYSTEMS=="usb", ATTRS{idVendor}=="2c97", TAG+="uaccess", TAG+="udev-acl"';
export const UDEV_HIDRAW_RULE =
  'KERNEL=="hidraw*", ATTRS{idVendor}=="2c97", TAG+="uaccess", TAG+="udev-acl"';
export const UDEV_FILE = '/etc/udev/rules.d/20-ledger.rules';
export const UDEV_COMMANDS = [
  'sudo udevadm control --reload-rules',
  'sudo udevadm trigger',
] as const;

export const USB_PACKAGE = '@ledgerhq/hw-transport-node-hid@6.33.5';
export const LIBUSB_FIX = 'sudo apt-get install libusb-1.0-0';

export type UsbFailureKind =
  | 'package-missing'
  | 'libusb-missing'
  | 'none-attached'
  | 'cannot-open'
  | 'unplugged'
  | 'other-program'
  | 'unknown';

export class UsbError extends DeviceError {
  readonly kind: UsbFailureKind;

  constructor(kind: UsbFailureKind, what: string, hint: string, cause?: unknown) {
    super(what, cause === undefined ? { hint } : { hint, cause });
    this.kind = kind;
  }
}

/** What was wrong with an error of Ledger's transport, of node-hid or of the loader of modules. */
export function usbFailureKind(error: unknown): UsbFailureKind {
  if (error instanceof UsbError) return error.kind;
  const { name, message, code, id, cause } = shapeOf(error);
  if (error instanceof ExchangeSimError) {
    const inner = shapeOf(cause).code;
    if (inner === 'MODULE_NOT_FOUND') return 'package-missing';
    return cause === undefined ? 'unknown' : usbFailureKind(cause);
  }
  if (code === 'ERR_DLOPEN_FAILED' || /libusb-1\.0/.test(message)) return 'libusb-missing';
  if (code === 'MODULE_NOT_FOUND') return 'package-missing';
  if (id === 'NoDevice' || message === 'NoDevice') return 'none-attached';
  if (/cannot open device/i.test(message)) return 'cannot-open';
  if (name.startsWith('DisconnectedDevice')) return 'unplugged';
  if (/could not read|cannot write to hid|device (was )?disconnected/i.test(message)) {
    return 'unplugged';
  }
  if (/^Invalid(Channel|Tag|Sequence)$/.test(id)) return 'other-program';
  return 'unknown';
}

/** @param platform of `process.platform`: the way out differs. */
export function usbError(error: unknown, platform: NodeJS.Platform): UsbError {
  if (error instanceof UsbError) return error;
  const kind = usbFailureKind(error);
  const [what, hint] = SENTENCES[kind](platform);
  const detail = kind === 'unknown' ? `: ${shapeOf(error).message}` : '';
  return new UsbError(kind, `${what}${detail}`, hint, error);
}

type Sentence = readonly [what: string, hint: string];

const SENTENCES: Readonly<Record<UsbFailureKind, (platform: NodeJS.Platform) => Sentence>> = {
  'package-missing': () => [
    'USB needs an optional package that is not installed',
    // Without the overrides its old native parts would be compiled here.
    `Install it: npm pkg set overrides.node-hid=^3.4.0 overrides.usb=^2.18.0 && npm install ${USB_PACKAGE}`,
  ],
  'libusb-missing': (platform) => [
    'USB needs the library libusb-1.0, which is not installed',
    platform === 'linux'
      ? `Install it: ${LIBUSB_FIX}`
      : 'Install libusb 1.0 with the package manager of this system.',
  ],
  'none-attached': () => [
    'no Ledger is attached',
    'Plug it in with a cable that carries data, unlock it, and open the Exchange app. `exchange-sim devices` lists what is seen.',
  ],
  'cannot-open': (platform) =>
    platform === 'linux'
      ? [
          'a Ledger is attached, but this user may not open it',
          'Add the udev rule: `exchange-sim doctor` prints it with the two commands that load it.',
        ]
      : [
          'a Ledger is attached, but another program holds it',
          'Quit Ledger Wallet and every browser tab that uses the device, then try again.',
        ],
  unplugged: () => [
    'the Ledger went away in the middle: unplugged, switched off, or restarted to open an app',
    'Plug it in, unlock it, open the Exchange app and start over.',
  ],
  'other-program': () => [
    'the answer of the Ledger came in pieces that do not fit: another program talks to it at the same time, or a piece was lost',
    'Quit Ledger Wallet and every browser tab that uses the device, then start over.',
  ],
  unknown: () => [
    'the USB connection failed',
    'Unplug the Ledger, plug it in again, unlock it and start over. `exchange-sim doctor` looks for causes.',
  ],
};

interface Shape {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly id: string;
  readonly cause: unknown;
}

/** By name and fields, never by class: several versions of Ledger's errors live in one process. */
function shapeOf(error: unknown): Shape {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    name: text(fields.name),
    message: typeof error === 'string' ? error : text(fields.message),
    code: text(fields.code),
    id: text(fields.id),
    cause: fields.cause,
  };
}
