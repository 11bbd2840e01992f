/** The signature as text: what a host sends of it, and what r and s were probably meant. */

import { concat, fromHex, isHex, textOf } from '../bytes.js';
import { decodeBase64AsHost, encodeBase64url } from '../codec/base64.js';
import { hexDigits } from '../codec/hex.js';
import { RS_SIZE } from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';
import type { FindingCode } from './codes.js';
import { hexOf, quoted } from './evidence.js';
import type { Observation } from './findings.js';

const HALF = RS_SIZE / 2;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
/** Shortest and longest recovery byte in use: 0..3, and 27..34 with Bitcoin's compressed form. */
const RECOVERY = (byte: number) => byte <= 3 || (byte >= 27 && byte <= 34);

/** R‖S that may have been meant, and the finding that says so. */
export interface Reading {
  readonly rs: Uint8Array;
  readonly code?: FindingCode;
}

export interface SignatureText {
  /** What the host sends. */
  readonly bytes: Uint8Array;
  /** Most likely first; empty when there is nothing like a signature. */
  readonly readings: readonly Reading[];
  readonly problems: readonly (readonly [FindingCode, Observation])[];
}

/** As Ledger Wallet decodes it. Legacy swaps carry hex as well. */
export function hostSignature(text: string, flow: Flow): Uint8Array {
  const plain = text.trim();
  if (flow.encoding === 'raw' && isHex(plain)) return fromHex(plain);
  return decodeBase64AsHost(plain);
}

export function readSignature(text: string | undefined, flow: Flow): SignatureText {
  const problems: [FindingCode, Observation][] = [];
  const note = (code: FindingCode, evidence: string, corrected?: Uint8Array) => {
    problems.push([
      code,
      {
        field: 'signature',
        evidence,
        ...(corrected === undefined ? {} : { corrected: encodeBase64url(corrected) }),
      },
    ]);
  };
  if (text === undefined || text.trim() === '') {
    note('SIGNATURE_MISSING', 'There is no signature in the answer.');
    return { bytes: new Uint8Array(0), readings: [], problems };
  }
  const bytes = hostSignature(text, flow);
  const plain = text.trim();
  const hex = hexDigits(plain);
  const isHexText = isHex(hex) && hex.length >= 100 && flow.encoding !== 'raw';
  const meant = isHexText ? fromHex(hex) : bytes;
  if (/[^A-Za-z0-9_\-+/=]/.test(text)) {
    const at = text.search(/[^A-Za-z0-9_\-+/=]/);
    note('SIGNATURE_MALFORMED', `Character ${at} is ${quoted(text.slice(at, at + 1))}.`);
  } else if (/[+/]/.test(plain) && !isHexText) {
    const at = plain.search(/[+/]/);
    note(
      'SIGNATURE_STANDARD_BASE64',
      `Character ${at} is ${quoted(plain.charAt(at))}, from the standard alphabet.`,
      meant.length === RS_SIZE ? meant : undefined,
    );
  }
  if (isHexText) {
    note(
      'SIGNATURE_IS_HEX_TEXT',
      `${plain.length} hex digits; read as base64url they are ${bytes.length} bytes.`,
      meant.length === RS_SIZE ? meant : rsOfDer(meant),
    );
  }
  const readings = readingsOf(meant, flow, note);
  return { bytes, readings, problems };
}

type Note = (code: FindingCode, evidence: string, corrected?: Uint8Array) => void;

function readingsOf(bytes: Uint8Array, flow: Flow, note: Note): Reading[] {
  if (bytes.length === RS_SIZE) return [{ rs: bytes }];
  const der = rsOfDer(bytes);
  if (der !== undefined) {
    if (flow.signatureFormat === 'der') return [{ rs: der }];
    note('SIGNATURE_IS_DER', `DER, ${bytes.length} bytes: ${hexOf(bytes)}.`, der);
    return [{ rs: der }];
  }
  if (bytes.length === RS_SIZE + 1) {
    const [first] = bytes;
    const trailing = RECOVERY(bytes[RS_SIZE]!);
    const rs = trailing || !RECOVERY(first!) ? bytes.subarray(0, RS_SIZE) : bytes.subarray(1);
    const place = trailing ? 'the last' : 'the first';
    note(
      'SIGNATURE_WRONG_LENGTH',
      `65 bytes; ${place} one, ${hexOf(trailing ? bytes.subarray(RS_SIZE) : bytes.subarray(0, 1))}, looks like a recovery id.`,
      rs,
    );
    return [{ rs }];
  }
  if (bytes.length < RS_SIZE && bytes.length >= RS_SIZE - 8) {
    return splits(bytes).map((rs) => ({ rs, code: 'SIGNATURE_UNPADDED_RS' as const }));
  }
  const inner = textOf(bytes);
  const as = isHex(inner) && inner.length >= 100 ? ' They are hex digits once more.' : '';
  note('SIGNATURE_WRONG_LENGTH', `${hexOf(bytes)} instead of ${RS_SIZE}.${as}`);
  return as === '' ? [] : readingsOf(fromHex(inner), flow, () => {});
}

/** Every way to share fewer than 64 bytes between r and s, zeros put back in front. */
function splits(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let size = HALF; size >= bytes.length - HALF; size--) {
    found.push(concat(padded(bytes.subarray(0, size)), padded(bytes.subarray(size))));
  }
  return found;
}

function padded(value: Uint8Array): Uint8Array {
  const whole = new Uint8Array(HALF);
  whole.set(value, HALF - value.length);
  return whole;
}

/** R‖S of a DER signature, strict or not; undefined for anything else. */
export function rsOfDer(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== SEQUENCE || bytes.length < 8) return undefined;
  let at = bytes[1] === 0x81 ? 3 : 2;
  const parts: Uint8Array[] = [];
  for (let i = 0; i < 2; i++) {
    const size = bytes[at + 1];
    if (bytes[at] !== INTEGER || size === undefined) return undefined;
    const value = bytes.subarray(at + 2, at + 2 + size);
    if (value.length !== size) return undefined;
    let start = 0;
    while (start < value.length - 1 && value[start] === 0) start++;
    const digits = value.subarray(start);
    if (digits.length > HALF || size === 0) return undefined;
    parts.push(padded(digits));
    at += 2 + size;
  }
  return concat(...parts);
}
