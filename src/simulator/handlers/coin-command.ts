/**
 * The data of a coin check, taken apart: all that follows from the bytes alone. A host sends the same
 * few again and again, so the last ones are remembered.
 */
import { equal } from '../../bytes.js';
import { decode, type Layout, type LayoutProblem, type Span } from '../../exchange/layout.js';
import { coinCheck, coinConfiguration, type WireLimits } from '../../exchange/layouts.js';
import { rsFromStrictDer } from '../../payload/signature.js';
import { appNameOf, normaliseTicker } from '../normalise.js';

/** Data that do not fit a layout. */
export interface Misfit {
  readonly layout: Layout;
  readonly problem: LayoutProblem;
}

export interface CoinCommand {
  /** What Ledger signed, and its signature: R and S, or why it cannot be read. */
  readonly configuration: Uint8Array;
  readonly signature: ReturnType<typeof rsFromStrictDer>;
  readonly addressParameters: Span;
  /** What stands in the configuration. */
  readonly coin: Coin | { readonly misfit: Misfit };
}

export interface Coin {
  /** As messages are compared with. */
  readonly ticker: Uint8Array;
  readonly appName: string;
  readonly subConfiguration: Uint8Array;
}

type Read = CoinCommand | { readonly misfit: Misfit };

interface Remembered {
  readonly data: Uint8Array;
  readonly read: Read;
}

const known = new WeakMap<WireLimits, Map<number, Remembered>>();
const REMEMBERED = 256;

export function readCoinCommand(data: Uint8Array, limits: WireLimits): Read {
  let ofRelease = known.get(limits);
  if (ofRelease === undefined) {
    ofRelease = new Map();
    known.set(limits, ofRelease);
  }
  const sum = checksum(data);
  const before = ofRelease.get(sum);
  if (before !== undefined && equal(before.data, data)) return before.read;
  if (ofRelease.size >= REMEMBERED) ofRelease.clear();
  // A copy: whoever sent the bytes may change them.
  const copy = data.slice();
  const read = takenApart(copy, limits);
  ofRelease.set(sum, { data: copy, read });
  return read;
}

/** Of ticker and app, which stand in front. Of two commands with the same one, the last is remembered. */
function checksum(data: Uint8Array): number {
  let sum = data.length;
  const end = Math.min(data.length, FRONT);
  for (let at = 0; at < end; at++) sum = (Math.imul(sum, 31) + data[at]!) | 0;
  return sum;
}

const FRONT = 32;

function takenApart(data: Uint8Array, limits: WireLimits): Read {
  const layout = coinCheck(limits);
  const read = decode(layout, data);
  if (!read.ok) return { misfit: { layout, problem: read.problem } };
  const { coinConfiguration: configuration, signature, addressParameters } = read.fields;
  return {
    configuration: configuration!.bytes,
    signature: rsFromStrictDer(signature!.bytes),
    addressParameters: addressParameters!,
    coin: coinIn(configuration!.bytes, limits),
  };
}

function coinIn(configuration: Uint8Array, limits: WireLimits): CoinCommand['coin'] {
  const layout = coinConfiguration(limits);
  const read = decode(layout, configuration);
  if (!read.ok) return { misfit: { layout, problem: read.problem } };
  const { ticker, appName, subConfiguration } = read.fields;
  return {
    ticker: normaliseTicker(ticker!.bytes),
    appName: appNameOf(appName!.bytes),
    subConfiguration: subConfiguration!.bytes,
  };
}
