/**
 * What providers sign instead of '.' and the payload text: every text with the code that names it.
 * How it is hashed is another table (`digests.ts`), how the signature is written a third
 * (`../forms/forms.ts`).
 */

import { concat, fromHex, textOf, toHex, utf8 } from '../../../../bytes.js';
import {
  decodeBase64,
  encodeBase64,
  encodeBase64url,
  standardAlphabet,
} from '../../../../codec/base64.js';
import type { PartnerKey } from '../../../check-case.js';
import type { Facts } from '../../../facts/facts.js';
import type { FindingCode } from '../../../findings/codes.js';
import { quoted } from '../../../findings/evidence.js';
import { payloadTextBytes } from '../../../payload/plain-envelope.js';
import { coseSign1, coseSigned } from '../forms/containers.js';
import {
  carriedHeaders,
  isUnencoded,
  type JwsHeader,
  jwtHeaders,
  knownHeaders,
} from './headers.js';
import { claimTexts, jsonTexts } from './json-texts.js';

/** How many digests are tried with a text: all of them, the usual ones, or SHA-256 alone. */
export type Reach = 'any' | 'usual' | 'sha256';

/** One text that may have been signed. */
export interface SignedText {
  /** How it differs from the right one; absent where it does not. */
  readonly code?: FindingCode;
  /** Behind "It verifies over". */
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly reach: Reach;
}

const DOT = Uint8Array.of(0x2e);
const OTHER = 'SIGNATURE_OVER_OTHER_TEXT';
const JWS = 'SIGNATURE_OVER_JWS_WITH_HEADER';

/** What the device verifies in this flow. */
export function rightMessage({ flow, transmitted }: Facts): Uint8Array {
  return flow.dotPrefix === false ? transmitted : concat(DOT, transmitted);
}

export function rightText(facts: Facts): SignedText {
  return { what: 'the right bytes', bytes: rightMessage(facts), reach: 'any' };
}

function text(
  code: FindingCode,
  what: string,
  bytes: Uint8Array | string,
  reach: Reach = 'sha256',
): SignedText {
  return { code, what, bytes: typeof bytes === 'string' ? payloadTextBytes(bytes) : bytes, reach };
}

/** The few texts nearest to the right one. */
export function nearTexts({ flow, envelope, judged, transmitted }: Facts): SignedText[] {
  const protobuf = envelope.protobuf ?? new Uint8Array(0);
  const dotted = concat(DOT, protobuf);
  if (flow.dotPrefix === false) {
    const inner = encodeBase64url(protobuf);
    return [
      text(OTHER, "'.' and the base64url text", `.${inner}`, 'any'),
      text(OTHER, 'the base64url text', inner, 'any'),
      text(OTHER, "'.' and the protobuf bytes", dotted, 'any'),
    ];
  }
  const noDot = 'SIGNATURE_WITHOUT_DOT_PREFIX';
  return [
    text(noDot, 'the payload text without the dot', transmitted, 'any'),
    ...(envelope.text === judged.payload
      ? []
      : [
          text(noDot, 'the payload text without the dot', envelope.text, 'any'),
          {
            what: "'.' and the payload without what stands around it",
            bytes: payloadTextBytes(`.${envelope.text}`),
            reach: 'any' as const,
          },
        ]),
    text('SIGNATURE_OVER_RAW_PROTOBUF', 'the protobuf bytes', protobuf, 'any'),
    text('SIGNATURE_OVER_DOT_RAW_PROTOBUF', "'.' and the protobuf bytes", dotted, 'any'),
  ];
}

/** Every other text, likely ones first. */
export function* otherTexts(facts: Facts, key: PartnerKey): Generator<SignedText> {
  const { envelope, judged, flow } = facts;
  const protobuf = envelope.protobuf ?? new Uint8Array(0);
  // Legacy swaps may carry hex, and their text is never signed.
  const sent = flow.encoding === 'raw' ? encodeBase64url(protobuf) : judged.payload;
  const inner = flow.encoding === 'raw' ? sent : envelope.text;
  yield* ownContent(facts);
  for (const header of carriedHeaders(facts)) yield* jws(header, { sent, inner, protobuf });
  yield* hexTexts(protobuf);
  if (inner === envelope.text) yield* fromProtobuf(protobuf, inner);
  yield* otherPaddings(inner);
  yield* jsonTexts(facts, sent);
  for (const header of knownHeaders(key)) yield* jws(header, { sent, inner, protobuf });
  for (const header of jwtHeaders(facts, key)) {
    for (const [claims, what] of claimTexts(facts, inner)) {
      yield text(JWS, `${header.what}, '.' and ${what}`, `${header.text}.${claims}`);
    }
  }
  yield* coseTexts(facts, inner, protobuf);
  yield* aroundIt(inner);
  yield* encodedAgain(inner, protobuf);
  yield* withoutPayload();
}

/** Header, dot, payload; the payload may be encoded once more, as a library does by itself. */
function* jws(
  header: JwsHeader,
  { sent, inner, protobuf }: { sent: string; inner: string; protobuf: Uint8Array },
): Generator<SignedText> {
  const of = (payload: string, what: string) =>
    text(JWS, `${header.what}, '.' and ${what}`, `${header.text}.${payload}`);
  yield of(inner, 'the payload');
  if (sent !== inner) yield of(sent, 'the payload as it was sent');
  yield of(encodeBase64url(utf8(inner)), 'base64url of the payload text');
  if (header.isCarried !== true && !isUnencoded(header)) return;
  const what = `${header.what}, '.' and the protobuf bytes`;
  yield text(JWS, what, concat(utf8(`${header.text}.`), protobuf));
  const padded = withPadding(inner);
  if (header.isCarried && padded !== inner) yield of(padded, 'the payload with padding');
}

/** A JWS as signature may be a whole one, with a payload of its own. */
function* ownContent({ judged }: Facts): Generator<SignedText> {
  const [header, claims, rest] = (judged.signature ?? '').trim().split('.');
  if (!header?.startsWith('ey') || !claims || rest === undefined) return;
  const what = `the two parts in front of it: it signs ${contentOf(claims)}, not the payload`;
  yield text(JWS, what, `${header}.${claims}`);
}

function contentOf(part: string): string {
  const inside = textOf(decodeBase64(part) ?? new Uint8Array(0));
  return /^\s*\{/.test(inside) ? `these claims (${quoted(inside)})` : 'a text of its own';
}

/** COSE_Sign1 (RFC 9052) with the header it carries, or with those of ES256, ES256K and none. */
function* coseTexts({ judged }: Facts, inner: string, protobuf: Uint8Array): Generator<SignedText> {
  const carried = coseSign1(decodeBase64(judged.signature ?? '') ?? new Uint8Array(0));
  const headers = carried === undefined ? COSE_HEADERS : [carried.header];
  const own = carried?.payload;
  const payloads: [Uint8Array, string][] = [
    [protobuf, 'the protobuf bytes'],
    [utf8(inner), 'the payload text'],
    [utf8(`.${inner}`), "'.' and the payload text"],
    ...(own === undefined ? [] : [[own, 'the payload it carries itself'] as [Uint8Array, string]]),
  ];
  for (const header of headers) {
    for (const [payload, what] of payloads) {
      yield text(
        OTHER,
        `the Sig_structure of COSE_Sign1 around ${what}`,
        coseSigned(header, payload),
      );
    }
  }
}

/** {1: -7}, {1: -47}, no bytes. */
const COSE_HEADERS = ['a10126', 'a101382e', ''].map(fromHex);

function* hexTexts(protobuf: Uint8Array): Generator<SignedText> {
  const hex = toHex(protobuf);
  const code = 'SIGNATURE_OVER_HEX_TEXT';
  for (const [digits, what] of [
    [hex, 'the hex text of the protobuf bytes'],
    [hex.toUpperCase(), 'the hex text of the protobuf bytes in capitals'],
    [`0x${hex}`, "the hex text of the protobuf bytes with '0x'"],
  ] as const) {
    yield text(code, `'.' and ${what}`, `.${digits}`, 'usual');
    yield text(code, what, digits, 'usual');
  }
}

/** The text that should have been sent, where another was: hex, or base64 in the other alphabet. */
function* fromProtobuf(protobuf: Uint8Array, inner: string): Generator<SignedText> {
  const bare = encodeBase64url(protobuf);
  if (protobuf.length === 0 || bare === inner.replace(/=+$/, '')) return;
  for (const form of new Set([bare, withPadding(bare)])) {
    for (const [written, alphabet] of new Map([
      [form, 'base64url'],
      [standardAlphabet(form), form === standardAlphabet(form) ? 'base64url' : 'base64'],
    ])) {
      const what = `the ${alphabet} text of the protobuf bytes${form === bare ? '' : ' with padding'}`;
      yield text(OTHER, `'.' and ${what}`, `.${written}`, 'usual');
      yield text(OTHER, what, written, 'usual');
    }
  }
}

function withPadding(form: string): string {
  const bare = form.replace(/=+$/, '');
  return bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
}

function* otherPaddings(inner: string): Generator<SignedText> {
  const bare = inner.replace(/=+$/, '');
  const padded = withPadding(inner);
  const forms = new Map([
    [bare, 'without padding'],
    [padded, 'with padding'],
  ]);
  // Some pad where nothing is to be padded.
  for (const more of ['=', '==', '===']) {
    if (!forms.has(bare + more)) forms.set(bare + more, `with '${more}' behind it`);
  }
  for (const [form, what] of forms) {
    const reach = form === bare || form === padded ? 'usual' : 'sha256';
    if (form !== inner) {
      const code = 'SIGNATURE_PADDING_MISMATCH';
      yield text(code, `'.' and the payload text ${what}`, `.${form}`, reach);
      yield text(code, `the payload text ${what}, without the dot`, form, reach);
    }
    const standard = standardAlphabet(form);
    if (standard === form || reach === 'sha256') continue;
    const alphabet = `the payload in the standard base64 alphabet, ${what}`;
    yield text(OTHER, `'.' and ${alphabet}`, `.${standard}`, reach);
    yield text(OTHER, `${alphabet}, without the dot`, standard, reach);
  }
}

/** Characters in front of the payload or behind it. */
function* aroundIt(inner: string): Generator<SignedText> {
  for (const [form, name] of [
    [`.${inner}`, "'.' and the payload text"],
    [inner, 'the payload text'],
  ] as const) {
    yield text(OTHER, `${name}, a line end behind it`, `${form}\n`);
    yield text(OTHER, `${name}, CR and LF behind it`, `${form}\r\n`);
    yield text(OTHER, `${name}, a line end in front`, `\n${form}`);
    yield text(OTHER, `${name}, CR and LF in front`, `\r\n${form}`);
    yield text(OTHER, `${name}, line ends around it`, `\n${form}\n`);
    yield text(OTHER, `${name}, a blank behind it`, `${form} `);
    yield text(OTHER, `${name}, a blank in front`, ` ${form}`);
    yield text(OTHER, `${name} in quotes`, `"${form}"`);
    yield text(OTHER, `${name} in single quotes`, `'${form}'`);
    yield text(OTHER, `${name}, a NUL behind it`, `${form}\0`);
    yield text(OTHER, `${name}, a dot behind it`, `${form}.`);
    yield text(OTHER, `${name} in UTF-16, low byte first`, utf16(form, true));
    yield text(OTHER, `${name} in UTF-16, high byte first`, utf16(form, false));
    yield text(OTHER, `${name} in UTF-16 with a byte order mark`, utf16(`\ufeff${form}`, true));
    yield text(OTHER, `${name} behind a UTF-8 byte order mark`, utf8(`\ufeff${form}`));
    yield text(OTHER, `${name} in capitals`, form.toUpperCase());
    yield text(OTHER, `${name} in small letters`, form.toLowerCase());
  }
  yield text(OTHER, "'.' and the payload text in quotes", `."${inner}"`);
  yield text(OTHER, 'two dots and the payload text', `..${inner}`);
  yield text(OTHER, "'.', a line end and the payload text", `.\n${inner}`);
  yield text(OTHER, "'.', a blank and the payload text", `. ${inner}`);
}

/** Encoded once more, or in lines. */
function* encodedAgain(inner: string, protobuf: Uint8Array): Generator<SignedText> {
  const standard = encodeBase64(protobuf);
  for (const size of [76, 64]) {
    for (const end of ['\n', '\r\n']) {
      const lines = standard.match(new RegExp(`.{1,${size}}`, 'g'))?.join(end) ?? '';
      const what = `base64 in lines of ${size} characters`;
      for (const [form, more] of [
        [lines, ''],
        [lines + end, ', a line end behind it'],
      ] as const) {
        yield text(OTHER, `${what}${more}`, form);
        yield text(OTHER, `'.' and ${what}${more}`, `.${form}`);
      }
    }
  }
  for (const [form, name] of [
    [inner, 'the payload text'],
    [`.${inner}`, "'.' and the payload text"],
  ] as const) {
    const bytes = payloadTextBytes(form);
    for (const [again, how] of [
      [encodeBase64url(bytes), 'base64url'],
      [encodeBase64(bytes), 'base64'],
      [toHex(bytes), 'hex text'],
      [toHex(bytes).toUpperCase(), 'hex text in capitals'],
      [`0x${toHex(bytes)}`, "hex text with '0x'"],
    ] as const) {
      yield text(OTHER, `the ${how} of ${name}`, again);
      yield text(OTHER, `'.' and the ${how} of ${name}`, `.${again}`);
    }
  }
}

/** What a program signs when the payload got lost on the way. */
function* withoutPayload(): Generator<SignedText> {
  yield text(OTHER, 'no bytes at all', '');
  for (const word of ['.', 'undefined', '.undefined', 'null', '.null', '.None', 'None']) {
    yield text(OTHER, `the text "${word}" alone`, word);
  }
  for (const word of ['[object Object]', '.[object Object]', '.[object Promise]', '{}']) {
    yield text(OTHER, `the text "${word}" alone`, word);
  }
}

function utf16(form: string, little: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * form.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < form.length; i++) view.setUint16(2 * i, form.charCodeAt(i), little);
  return bytes;
}
