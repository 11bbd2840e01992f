/** What providers sign instead of '.' and the payload text: every variant with the code that names it. */

import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesOf, concat, toHex, utf8 } from '../bytes.js';
import { encodeBase64url, standardAlphabet } from '../codec/base64.js';
import type { FindingCode } from './codes.js';
import { payloadTextBytes } from './envelope.js';
import { quoted } from './evidence.js';
import type { Facts } from './facts.js';

/** One thing that may have been signed. */
export interface SignedText {
  readonly code: FindingCode;
  /** In words, for the evidence. */
  readonly what: string;
  /** What goes into ECDSA. */
  readonly digest: Uint8Array;
  /** What the digest is SHA-256 of; absent where it is another one. */
  readonly message?: Uint8Array;
}

const DOT = Uint8Array.of(0x2e);

/** JWS headers as libraries write them. */
const HEADERS = [
  '{}',
  '{"alg":"ES256"}',
  '{"alg":"ES256K"}',
  '{"alg":"ES256","typ":"JWT"}',
  '{"alg":"ES256K","typ":"JWT"}',
  '{"typ":"JWT","alg":"ES256"}',
  '{"typ":"JWT","alg":"ES256K"}',
  '{"alg":"ES256","typ":"JWS"}',
  '{"alg":"ES256K","typ":"JWS"}',
  '{"alg":"ES256","b64":false,"crit":["b64"]}',
  '{"alg":"ES256K","b64":false,"crit":["b64"]}',
  '{"alg":"none"}',
];

/** What the device verifies in this flow. */
export function rightMessage({ flow, transmitted }: Facts): Uint8Array {
  return flow.dotPrefix === false ? transmitted : concat(DOT, transmitted);
}

export function* signedTexts(facts: Facts): Generator<SignedText> {
  const { flow, judged, envelope, transmitted } = facts;
  const protobuf = envelope.protobuf ?? new Uint8Array(0);
  const right = rightMessage(facts);
  const dotless = flow.dotPrefix !== false;
  const of = (code: FindingCode, what: string, message: Uint8Array): SignedText => ({
    code,
    what,
    digest: sha256(message),
    message,
  });
  if (dotless) {
    yield of('SIGNATURE_WITHOUT_DOT_PREFIX', 'the payload text without the dot', transmitted);
    yield of('SIGNATURE_OVER_RAW_PROTOBUF', 'the protobuf bytes', protobuf);
    yield of(
      'SIGNATURE_OVER_DOT_RAW_PROTOBUF',
      "'.' and the protobuf bytes",
      concat(DOT, protobuf),
    );
  } else {
    const text = encodeBase64url(protobuf);
    yield of('SIGNATURE_OVER_OTHER_TEXT', "'.' and the base64url text", bytesOf(`.${text}`));
    yield of('SIGNATURE_OVER_OTHER_TEXT', 'the base64url text', bytesOf(text));
    yield of('SIGNATURE_OVER_OTHER_TEXT', "'.' and the protobuf bytes", concat(DOT, protobuf));
  }
  yield* hexTexts(protobuf, of);
  yield* otherPaddings(envelope.text, of);
  const hash = sha256(right);
  const twice = 'SIGNATURE_DOUBLE_HASHED';
  yield of(twice, 'SHA-256 of SHA-256 of the right bytes', hash);
  yield of(twice, 'SHA-256 of the hex text of the hash', bytesOf(toHex(hash)));
  const inner = payloadTextBytes(envelope.text);
  const [ownHeader = ''] = judged.payload.split('.', 1);
  const headers = HEADERS.map((header) => [header, encodeBase64url(utf8(header))] as const);
  for (const [header, text] of [...headers, [quoted(ownHeader), ownHeader] as const]) {
    const message = concat(payloadTextBytes(text), DOT, inner);
    yield of(
      'SIGNATURE_OVER_JWS_WITH_HEADER',
      `the header ${header}, '.' and the payload`,
      message,
    );
  }
  yield* otherHashes(right);
}

type Of = (code: FindingCode, what: string, message: Uint8Array) => SignedText;

function* hexTexts(protobuf: Uint8Array, of: Of): Generator<SignedText> {
  const hex = toHex(protobuf);
  const code = 'SIGNATURE_OVER_HEX_TEXT';
  for (const digits of [hex, hex.toUpperCase()]) {
    yield of(code, `'.' and the hex text of the protobuf bytes`, bytesOf(`.${digits}`));
    yield of(code, 'the hex text of the protobuf bytes', bytesOf(digits));
  }
  yield of(code, "the hex text with '0x'", bytesOf(`0x${hex}`));
}

function* otherPaddings(text: string, of: Of): Generator<SignedText> {
  const bare = text.replace(/=+$/, '');
  const padded = bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
  for (const [form, what] of [
    [bare, 'without padding'],
    [padded, 'with padding'],
  ] as const) {
    if (form !== text) {
      const code = 'SIGNATURE_PADDING_MISMATCH';
      yield of(code, `'.' and the payload text ${what}`, bytesOf(`.${form}`));
      yield of(code, `the payload text ${what}, without the dot`, bytesOf(form));
    }
    if (standardAlphabet(form) !== form) {
      const alphabet = `the payload in the standard base64 alphabet, ${what}`;
      const code = 'SIGNATURE_OVER_OTHER_TEXT';
      yield of(code, `'.' and ${alphabet}`, bytesOf(`.${standardAlphabet(form)}`));
      yield of(code, alphabet, bytesOf(standardAlphabet(form)));
    }
  }
  const code = 'SIGNATURE_OVER_OTHER_TEXT';
  yield of(code, 'the payload text and a dot behind it', bytesOf(`${text}.`));
  yield of(code, "'.', the payload text and a line end", bytesOf(`.${text}\n`));
  yield of(code, 'the payload text in quotes', bytesOf(`"${text}"`));
}

/** Longer hashes are cut to the size of the curve, shorter ones taken as they are. */
function* otherHashes(right: Uint8Array): Generator<SignedText> {
  const code = 'SIGNATURE_WRONG_HASH';
  yield { code, what: 'SHA-512 of the right bytes', digest: sha512(right).subarray(0, 32) };
  yield { code, what: 'SHA-384 of the right bytes', digest: sha384(right).subarray(0, 32) };
  yield { code, what: 'Keccak-256 of the right bytes', digest: keccak_256(right) };
  const prefix = bytesOf(`\x19Ethereum Signed Message:\n${right.length}`);
  yield {
    code,
    what: 'Keccak-256 of an Ethereum personal message',
    digest: keccak_256(concat(prefix, right)),
  };
  yield { code, what: 'SHA-1 of the right bytes', digest: sha1(right) };
}
