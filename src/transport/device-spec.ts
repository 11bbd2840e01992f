/** What can be written behind `--device`. */

import { InputError } from '../errors.js';
import { expected, shownText } from '../shown.js';
import { SPECULOS_URL } from './speculos-address.js';

/** Which device, read of what `--device` takes. */
export type DeviceSpec =
  | { readonly kind: 'simulator' }
  | { readonly kind: 'speculos' | 'speculos-ledgerjs' | 'http'; readonly url: URL }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'usb'; readonly path?: string };

/** What `--device` takes, in words. */
export const DEVICE_FORMS = [
  'simulator',
  'speculos[:URL]',
  'speculos-ledgerjs[:URL]',
  'tcp:HOST:PORT',
  'http:URL',
  'usb[:PATH]',
] as const;

const TCP_PORT = 9999;

/**
 * Reads what `--device` takes: one of {@link DEVICE_FORMS}.
 * @throws InputError naming what was expected and what came.
 */
export function parseDeviceSpec(text: string): DeviceSpec {
  const [kind = '', rest] = split(text.trim());
  switch (kind) {
    case 'sim':
    case 'simulator':
      if (rest !== undefined) throw mistaken(text, 'simulator, with nothing behind it');
      return { kind: 'simulator' };
    case 'speculos':
    case 'speculos-ledgerjs':
      return { kind, url: urlOf(rest ?? SPECULOS_URL, text) };
    case 'tcp':
      return { kind, ...hostAndPort(rest ?? '', text) };
    case 'http':
    case 'https':
      // Also a plain URL: http://HOST:PORT.
      return {
        kind: 'http',
        url: urlOf(rest?.startsWith('//') ? text.trim() : (rest ?? ''), text),
      };
    case 'usb':
      return rest === undefined || rest === '' ? { kind } : { kind, path: rest };
    default:
      throw mistaken(text, `one of ${DEVICE_FORMS.join(', ')}`);
  }
}

function split(text: string): [string, string?] {
  const colon = text.indexOf(':');
  return colon < 0
    ? [text.toLowerCase()]
    : [text.slice(0, colon).toLowerCase(), text.slice(colon + 1)];
}

/** A whole URL, `HOST:PORT`, or a port of this computer. */
function urlOf(address: string, text: string): URL {
  const whole = /^\d+$/.test(address)
    ? `http://127.0.0.1:${address}`
    : /^https?:\/\//i.test(address)
      ? address
      : `http://${address}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url === undefined || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw mistaken(text, 'a URL such as http://127.0.0.1:5000');
  }
  return url;
}

function hostAndPort(address: string, text: string): { host: string; port: number } {
  const [, six, name, port] =
    /^(?:\[([0-9a-fA-F:]+)\]|([^:/\s[\]]+))(?::(\d{1,5}))?$/.exec(address) ?? [];
  const host = six ?? name;
  const number = port === undefined ? TCP_PORT : Number(port);
  if (host === undefined || number < 1 || number > 65_535) {
    throw mistaken(text, 'tcp:HOST:PORT, such as tcp:127.0.0.1:9999');
  }
  return { host, port: number };
}

function mistaken(text: string, what: string): InputError {
  return new InputError(expected('--device', what, shownText(text)), {
    hint: `Devices: ${DEVICE_FORMS.join(', ')}.`,
  });
}
