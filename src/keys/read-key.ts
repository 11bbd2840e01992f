/**
 * Reads a key by what it is, whatever form it has and whatever stands around it. This is the only
 * reader of keys: options, partner files, cases and scenarios all ask here. No sentence of it ever
 * repeats anything of the content, which may be a private key in the wrong place.
 *
 * A bare point names no curve. 65 bytes lie on one curve at most, so that one is meant; 33 bytes
 * (compressed) are taken when only one curve has such a point, otherwise somebody has to say.
 */
import { equal } from '../bytes.js';
import { InputError } from '../errors.js';
import { CURVE_NAMES, type Curve, KEY_SIZE } from '../exchange/constants.js';
import { expected } from '../shown.js';
import { bytesKey } from './bytes-key.js';
import { COMPRESSED_SIZE, CURVES, curvesThrough, pointOn, publicKeyOf } from './curves.js';
import { type PrivateKey, privateKeyOf } from './private-key.js';
import {
  type RawKey,
  type RawPrivate,
  type RawPublic,
  type Unreadable,
  unlike,
  unreadable,
} from './raw-key.js';
import { textKey } from './text-key.js';
import { valueKey } from './value-key.js';

/** What is known of a key besides its bytes. */
export interface ReadKeyOptions {
  /** The curve it must be on. */
  readonly curve?: Curve | undefined;
  /** The curve of a key that does not say: used last. */
  readonly fallback?: Curve | undefined;
}

/** A public key was read. */
export interface PublicReading {
  readonly kind: 'public';
  readonly curve: Curve;
  /** 65 bytes, 04 x y; on the curve. */
  readonly publicKey: Uint8Array;
  readonly isCompressed: boolean;
}

/** A public key by its form, but no point of its curve. */
export interface MalformedReading {
  readonly kind: 'malformed';
  readonly curve: Curve;
  /** As given: 65, 64 (x y alone), 33 bytes or any other number. */
  readonly bytes: Uint8Array;
}

/** A private key was read. */
export interface PrivateReading {
  readonly kind: 'private';
  readonly key: PrivateKey;
}

/** What was read: a private key, a public one, a point off its curve, or nothing. */
export type KeyReading = PublicReading | MalformedReading | PrivateReading | Unreadable;

/**
 * A key in any form, found by content; what cannot be read is told without repeating it.
 * @param source a text, the bytes of a file, or a value read from JSON. Never throws.
 */
export function readKey(source: unknown, options: ReadKeyOptions = {}): KeyReading {
  const raw = rawKey(source);
  if (raw.kind === 'unreadable') return raw;
  return raw.kind === 'public' ? publicReading(raw, options) : privateReading(raw, options);
}

function rawKey(source: unknown): RawKey {
  if (source instanceof Uint8Array) return bytesKey(source);
  return typeof source === 'string' ? textKey(source) : valueKey(source);
}

const SAY_CURVE = 'Say which: --curve secp256k1 or --curve secp256r1; in a file, its member curve.';

function publicReading(raw: RawPublic, options: ReadKeyOptions): KeyReading {
  const { bytes } = raw;
  const isCompressed = bytes.length === COMPRESSED_SIZE;
  const wanted = curveOf(raw, options);
  if (typeof wanted === 'object') return wanted;
  const through = wanted === undefined ? curvesThrough(bytes) : [wanted];
  const curve = (through.length > 1 ? undefined : through[0]) ?? raw.likely ?? options.fallback;
  if (curve === undefined) {
    return through.length > 1
      ? needsCurve('public', 'none, and both have such a point')
      : unreadable(`${sizeOf(bytes)} that are a point of neither curve`);
  }
  const publicKey = pointOn(curve, bytes);
  return publicKey === undefined
    ? { kind: 'malformed', curve, bytes }
    : { kind: 'public', curve, publicKey, isCompressed };
}

function privateReading(raw: RawPrivate, options: ReadKeyOptions): KeyReading {
  const { secret, publicBytes, likely } = raw;
  const wanted = curveOf(raw, options);
  if (typeof wanted === 'object') return wanted;
  const byHalf = publicBytes === undefined ? [] : CURVE_NAMES.filter((one) => isHalf(one, raw));
  const curve = wanted ?? byHalf[0] ?? likely ?? options.fallback;
  if (curve === undefined) {
    return needsCurve('private', 'none');
  }
  if (!CURVES[curve].utils.isValidSecretKey(secret)) {
    return unreadable(`a number that is not from 1 to the order of ${curve} less 1`);
  }
  if (publicBytes !== undefined && !isHalf(curve, raw)) {
    return unreadable('a private key beside the public half of another one');
  }
  return { kind: 'private', key: privateKeyOf(curve, secret) };
}

function needsCurve(kind: 'public' | 'private', found: string): Unreadable {
  const bare = kind === 'public' ? 'a compressed' : 'a bare';
  const said = unlike(`a curve beside ${bare} ${kind} key`, found, SAY_CURVE);
  return { ...said, needsCurve: kind };
}

/** The curve that is named, by the caller or by the key; a contradiction is said. */
function curveOf({ curve }: RawPublic | RawPrivate, { curve: wanted }: ReadKeyOptions) {
  if (curve === undefined || wanted === undefined || curve === wanted) return curve ?? wanted;
  return unlike(`a key on ${wanted}`, `one on ${curve}`);
}

function isHalf(curve: Curve, { secret, publicBytes }: RawPrivate): boolean {
  const { utils } = CURVES[curve];
  const point = publicBytes === undefined ? undefined : pointOn(curve, publicBytes);
  if (point === undefined || !utils.isValidSecretKey(secret)) return false;
  return equal(point, publicKeyOf(curve, secret));
}

/** In words that say nothing of the content. */
export function sizeOf(bytes: Uint8Array): string {
  return bytes.length === KEY_SIZE && bytes[0] === 4
    ? `${KEY_SIZE} bytes (04 x y)`
    : `${bytes.length} bytes`;
}

export interface NeededKeyOptions extends ReadKeyOptions {
  /** How messages call the key: option and file, or member. */
  readonly field: string;
}

const FORMS = {
  public: 'a public key (PEM, DER, JWK, hex or base64)',
  private: 'a private key (PEM, DER, JWK, hex or base64)',
  either: 'a key (PEM, DER, JWK, hex or base64)',
} as const;

function refused(
  { expected: what, found, hint }: Omit<Unreadable, 'kind'>,
  wanted: keyof typeof FORMS,
  { field }: NeededKeyOptions,
): InputError {
  const message = expected(field, what ?? `${FORMS[wanted]} on secp256k1 or secp256r1`, found);
  return new InputError(message, hint === undefined ? {} : { hint });
}

/** @throws InputError for everything else, a private key too. */
export function readPublicKey(
  source: unknown,
  options: NeededKeyOptions,
): PublicReading | MalformedReading {
  const reading = readKey(source, options);
  if (reading.kind === 'public' || reading.kind === 'malformed') return reading;
  if (reading.kind === 'unreadable' && reading.needsCurve !== 'private') {
    throw refused(reading, 'public', options);
  }
  throw new InputError(expected(options.field, 'a public key', 'a private one'), {
    hint: 'Give the public half only; `exchange-sim keys show` prints it.',
  });
}

/** @throws InputError for everything else, a public key too. */
export function readPrivateKey(source: unknown, options: NeededKeyOptions): PrivateKey {
  const reading = readKey(source, options);
  if (reading.kind === 'private') return reading.key;
  if (reading.kind === 'unreadable') throw refused(reading, 'private', options);
  throw refused(
    { found: 'a public key', hint: 'Signing needs the private half.' },
    'private',
    options,
  );
}

/** @throws InputError for what is neither, and for a public key that is no point of its curve. */
export function readEitherKey(
  source: unknown,
  options: NeededKeyOptions,
): PublicReading | PrivateReading {
  const reading = readKey(source, options);
  if (reading.kind === 'unreadable') throw refused(reading, 'either', options);
  if (reading.kind !== 'malformed') return reading;
  throw refused(
    { expected: `a point of ${reading.curve}`, found: malformedWords(reading) },
    'either',
    options,
  );
}

/** Why it is no key, without any of it. */
export function malformedWords({ curve, bytes }: MalformedReading): string {
  const others = curvesThrough(bytes);
  const elsewhere = others.length === 0 ? '' : `; it is one of ${others.join(' and ')}`;
  return `${sizeOf(bytes)} that are no point of ${curve}${elsewhere}`;
}
