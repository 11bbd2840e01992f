/** `exchange-sim provider serve`: the reference provider, until told to stop. */

import { toHex } from '../../../bytes.js';
import { EXIT, InputError } from '../../../errors.js';
import type { Curve } from '../../../exchange/constants.js';
import { curveNamed } from '../../../keys/curves.js';
import type { PrivateKey } from '../../../keys/private-key.js';
import { readPrivateKey } from '../../../keys/read-key.js';
import { PRODUCTS, type Product } from '../../../provider/product.js';
import { COURSE_NAMES } from '../../../provider/serve/course.js';
import {
  behavioursOf,
  type ProviderOptions,
  SWITCHES,
  startProvider,
} from '../../../provider/serve/index.js';
import { fastestSigner } from '../../../provider/serve/node-signer.js';
import { nearest } from '../../../scenario/nearest.js';
import { isLoopback } from '../../../server/loopback.js';
import { cut, cutLong, expected, shownText } from '../../../shown.js';
import { exampleKey } from '../../../sign/example-order.js';
import type { ProviderMistakesDocument, ProviderServeDocument } from '../../documents.js';
import { readInput } from '../../files/input.js';
import { readKeyFile } from '../../files/key.js';
import type { Io } from '../../io.js';
import { portOf } from '../../options/port.js';
import { untilStopped } from '../../serve/listen.js';
import { jsonText } from '../../text/text.js';
import type { ProviderServeOptions } from './options.js';

const MAX_SPEED = 1_000_000;

/** @throws InputError for unusable options, DeviceError when the port is taken. */
export async function providerServeCommand(
  options: ProviderServeOptions,
  io: Io,
  stopped: () => Promise<void> = untilStopped,
): Promise<number> {
  if (options.misbehave?.toLowerCase() === 'list') {
    io.stdout.write(options.json === true ? jsonText(listed()) : listText());
    return EXIT.yes;
  }
  const settings = providerOptions(options);
  const store = options.data === undefined ? {} : { store: await openData(options.data) };
  const provider = await startProvider({ ...settings, ...store });
  const { url } = provider;
  const { products, partnerName, providerId, key } = provider.settings;
  if (options.json === true) {
    const publicKey = toHex(key.publicKey);
    const bases = Object.fromEntries(products.map((product) => [product, `${url}/${product}`]));
    const { curve } = key;
    io.stdout.write(
      jsonText({
        url,
        products: bases,
        partnerName,
        providerId,
        curve,
        publicKey,
        pid: process.pid,
      } satisfies ProviderServeDocument),
    );
  } else {
    io.stdout.write(`reference provider (${products.join(', ')}) at ${url}\n`);
  }
  await stopped();
  await provider.close();
  return EXIT.yes;
}

/** Loaded only for it: most runs keep everything in memory. */
async function openData(file: string) {
  const { openStore } = await import('../../../provider/serve/node-store.js');
  return openStore(file);
}

function providerOptions(options: ProviderServeOptions): ProviderOptions {
  const { host, partnerName, providerId, regionHeader } = options;
  const apiKey = secret(options.apiKey, '--api-key');
  refuseRemote(host, options.allowRemote === true, apiKey);
  return {
    port: portOf(options.port),
    ...(host === undefined ? {} : { host, anyName: !isLoopback(host) }),
    products: options.product === undefined ? PRODUCTS : productsIn(options.product),
    key: fastestSigner(keyOf(options)),
    ...(partnerName === undefined ? {} : { partnerName: nameOf(partnerName) }),
    ...(providerId === undefined ? {} : { providerId }),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(regionHeader === undefined ? {} : { regionHeader: regionHeader.toLowerCase() }),
    ...(options.restricted === undefined
      ? {}
      : { restrictedRegions: countries(options.restricted) }),
    ...(options.quoteLife === undefined
      ? {}
      : { quoteLife: whole(options.quoteLife, '--quote-life', 86_400) }),
    ...(options.speed === undefined ? {} : { speed: speedOf(options.speed) }),
    ...(options.course === undefined
      ? {}
      : { course: oneOf(options.course, COURSE_NAMES, '--course') }),
    ...webhookOf(options),
    ...(options.misbehave === undefined
      ? {}
      : { behaviours: behavioursOf(options.misbehave.split(',')) }),
  };
}

const listed = (): ProviderMistakesDocument => SWITCHES.map(({ code, does }) => ({ code, does }));

function listText(): string {
  const width = Math.max(...SWITCHES.map(({ code }) => code.length));
  return SWITCHES.map(({ code, does }) => `${code.padEnd(width)}  ${does}\n`).join('');
}

function refuseRemote(host: string | undefined, allowed: boolean, apiKey: string | undefined) {
  if (host === undefined || isLoopback(host)) return;
  if (allowed && apiKey !== undefined) return;
  throw new InputError(
    expected(`--host ${host}`, '--allow-remote and --api-key beside it', 'not both'),
    {
      hint: 'Everybody who reaches that address can then make orders.',
    },
  );
}

export function productsIn(text: string): Product[] {
  const words = text.split(',').map((word) => word.trim().toLowerCase());
  return [...new Set(words.map((word) => oneOf(word, PRODUCTS, '--product')))];
}

function oneOf<T extends string>(word: string, known: readonly T[], option: string): T {
  const found = known.find((one) => one === word.toLowerCase());
  if (found !== undefined) return found;
  const meant = nearest(cut(word), known);
  const shown = JSON.stringify(cut(word));
  const hint = meant === undefined ? {} : { hint: `Did you mean ${meant}?` };
  throw new InputError(expected(option, known.join(', '), shown), hint);
}

function keyOf({ key: file, curve: named }: ProviderServeOptions): PrivateKey {
  const curve: Curve | undefined = named === undefined ? undefined : curveNamed(named);
  if (named !== undefined && curve === undefined) {
    throw new InputError(expected('--curve', 'secp256k1 or secp256r1', shownText(named)));
  }
  if (file === undefined) return exampleKey(curve ?? 'secp256k1');
  const field = `--key ${cutLong(file)}`;
  return readPrivateKey(readKeyFile(file, '--key'), {
    field,
    ...(curve === undefined ? {} : { curve }),
  });
}

function nameOf(text: string): string {
  const { length } = new TextEncoder().encode(text);
  if (length >= 3 && length <= 15) return text;
  throw new InputError(expected('--partner-name', '3 to 15 bytes', length), {
    hint: 'The device refuses other names.',
  });
}

function countries(text: string): string[] {
  const codes = text === '' ? [] : text.split(',').map((code) => code.trim().toUpperCase());
  if (codes.every((code) => /^[A-Z]{2}$/.test(code))) return codes;
  throw new InputError(expected('--restricted', 'ISO 3166 codes such as KP,IR', shownText(text)));
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && speed > 0 && speed <= MAX_SPEED) return speed;
  throw new InputError(
    expected('--speed', `a factor above 0, at most ${MAX_SPEED}`, shownText(text)),
  );
}

function whole(text: string, option: string, most: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) <= most) return Number(text);
  throw new InputError(expected(option, `a whole number from 0 to ${most}`, shownText(text)));
}

/** Secrets on a command line are seen by others: a file is better. */
function secret(value: string | undefined, option: string): string | undefined {
  if (value === undefined) return undefined;
  const text = value.startsWith('file:') ? readInput(value.slice(5), option).trim() : value;
  if (/^[\x21-\x7e]{1,500}$/.test(text)) return text;
  throw new InputError(expected(option, '1 to 500 printable characters without blanks', 'others'));
}

function webhookOf(options: ProviderServeOptions): Pick<ProviderOptions, 'webhook'> {
  const { webhook, webhookForm = 'current' } = options;
  const key = secret(options.webhookKey, '--webhook-key');
  const form = oneOf(webhookForm, ['current', 'older'] as const, '--webhook-form');
  if (webhook === undefined) return {};
  if (!URL.canParse(webhook) || !/^https?:/.test(webhook)) {
    throw new InputError(expected('--webhook', 'an http or https URL', shownText(webhook)));
  }
  return { webhook: { url: webhook, form, ...(key === undefined ? {} : { key }) } };
}
