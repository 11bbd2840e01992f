/**
 * The payload text as it should be: base64url of a message, in legacy swaps hex. Whatever else it may
 * be is read by `envelope.ts`.
 */
import { briefBytes, briefUtf8, fromHex } from '../../bytes.js';
import { decodeBase64 } from '../../codec/base64.js';
import { hexDigits } from '../../codec/hex.js';
import type { FindingCode } from '../findings/codes.js';
import type { Observation } from '../findings/observation.js';
import { isPrintable } from './readable-text.js';
import { isWhole, scanWire, type WireScan } from './wire.js';

export interface Envelope {
  /** Protobuf bytes, looking through mistakes; undefined when there are none. */
  readonly protobuf: Uint8Array | undefined;
  /** The base64url text inside the payload, without what was put around it. */
  readonly text: string;
  readonly problems: readonly (readonly [FindingCode, Observation])[];
  /** Of {@link protobuf}, where it had to be read to know it. */
  readonly scan?: WireScan | undefined;
}

export const HEX = /^(?:0x)?(?:[0-9a-fA-F]{2}){20,}$/;
export const ODD_HEX = /^(?:0x)?[0-9a-fA-F](?:[0-9a-fA-F]{2}){20,}$/;
export const JWS_HEADER = 'eyJ';

/** Undefined where more has to be looked for. */
export function plainEnvelope(payload: string, raw: boolean): Envelope | undefined {
  if (raw && HEX.test(payload)) return plain(payload, fromHex(hexDigits(payload)));
  const protobuf = base64Bytes(payload, raw);
  if (protobuf === undefined) return undefined;
  const scan = scanWire(protobuf);
  return isWhole(scan) ? plain(payload, protobuf, scan) : undefined;
}

export function plain(text: string, protobuf: Uint8Array, scan?: WireScan): Envelope {
  return { protobuf, text, problems: [], scan };
}

/** The bytes of base64url that hides no other text; undefined for anything else. */
export function base64Bytes(payload: string, raw: boolean): Uint8Array | undefined {
  if (payload.includes('+') || payload.includes('/')) return undefined;
  if (payload.startsWith(JWS_HEADER)) return undefined;
  if (HEX.test(payload) || (raw && ODD_HEX.test(payload))) return undefined;
  const body = payload.endsWith('=') ? payload.replace(/=+$/, '') : payload;
  if (body.length % 4 === 1) return undefined;
  const bytes = decodeBase64(payload, briefBytes);
  if (bytes === undefined || bytes.length === 0 || looksLikeText(bytes)) return undefined;
  return bytes;
}

/** Starts like JSON or is printable text: not protobuf, or hidden in another layer. */
function looksLikeText(bytes: Uint8Array): boolean {
  const [first] = bytes;
  return first === 0x7b || first === 0x5b || isPrintable(bytes);
}

/** The payload as it is transmitted in flows that carry text. */
export function payloadTextBytes(payload: string): Uint8Array {
  return briefUtf8(payload);
}
