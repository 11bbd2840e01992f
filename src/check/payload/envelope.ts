/**
 * The payload text: what was probably meant by it, and how it differs from base64url of protobuf.
 * The device's own reading is `decodeAsDevice`; this one looks through mistakes, so that the
 * message inside can be judged as well.
 */

import { bytesOf, fromHex, textOf } from '../../bytes.js';
import { decodeBase64, encodeBase64url, urlAlphabet } from '../../codec/base64.js';
import { hexDigits } from '../../codec/hex.js';
import { isControl } from '../../codec/text.js';
import type { FindingCode } from '../findings/codes.js';
import { quoted } from '../findings/evidence.js';
import type { Observation } from '../findings/observation.js';
import { payloadWrapping } from './around-bytes.js';
import { textAround } from './around-text.js';
import {
  base64Bytes,
  type Envelope,
  HEX,
  JWS_HEADER,
  ODD_HEX,
  plain,
  plainEnvelope,
} from './plain-envelope.js';
import { isPrintable } from './readable-text.js';
import { scanWire } from './wire.js';

/** @param raw legacy SWAP: the payload is given as hex or base64url and sent as raw protobuf. */
export function readEnvelope(payload: string, raw: boolean): Envelope {
  const known = plainEnvelope(payload, raw);
  if (known !== undefined) return known;
  const protobuf = base64Bytes(payload, raw);
  if (protobuf !== undefined && payloadWrapping(protobuf) === undefined) {
    return plain(payload, protobuf);
  }
  return new EnvelopeReader(raw).read(payload);
}

class EnvelopeReader {
  private readonly problems: (readonly [FindingCode, Observation])[] = [];
  private readonly raw: boolean;

  constructor(raw: boolean) {
    this.raw = raw;
  }

  private note(code: FindingCode, evidence: string, more: Partial<Observation> = {}): void {
    this.problems.push([code, { field: 'payload', evidence, ...more }]);
  }

  private done(text: string, protobuf?: Uint8Array): Envelope {
    return { text, protobuf, problems: this.problems };
  }

  read(payload: string): Envelope {
    if (payload.trim() === '') {
      this.note('PAYLOAD_MISSING', 'The payload is empty.');
      return this.done('');
    }
    const around = textAround(payload.trim());
    if (around !== undefined) {
      const { text: corrected, evidence } = around;
      this.note('INVALID_ENCODING', evidence, { corrected });
    }
    const text = this.withoutBlanks(around?.text ?? payload);
    if (/^[{[]/.test(text)) {
      this.note('PAYLOAD_IS_JSON', `The payload is JSON: ${quoted(text)}.`);
      return this.done(text);
    }
    const inner = this.withoutDots(text);
    if (HEX.test(inner)) {
      const bytes = fromHex(hexDigits(inner));
      if (!this.raw) {
        this.note('PAYLOAD_IS_HEX_TEXT', `All ${inner.length} characters are hex digits.`);
      }
      return this.done(inner, bytes);
    }
    if (this.raw && ODD_HEX.test(inner)) {
      const digits = hexDigits(inner);
      const evidence = `${digits.length} digits, an odd number of hex digits: one was lost or added. A host drops the last.`;
      this.note('INVALID_ENCODING', evidence);
      return this.done(inner, fromHex(digits.slice(0, -1)));
    }
    return this.fromBase64(inner);
  }

  private withoutBlanks(payload: string): string {
    const at = payload.search(/[\s\uFEFF]/);
    if (at < 0) return payload;
    const code = payload.codePointAt(at)!.toString(16).padStart(2, '0');
    this.note('INVALID_ENCODING', `A blank or line end (U+${code}) stands at character ${at}.`);
    return payload.replace(/[\s\uFEFF]/g, '');
  }

  private withoutDots(text: string): string {
    const parts = text.split('.');
    if (parts.length === 2 && parts[0] === '') {
      const [, inner = ''] = parts;
      this.note('PAYLOAD_LEADING_DOT', 'The payload starts with a dot.', { corrected: inner });
      return inner;
    }
    if (
      parts.length === 3 &&
      parts[1] !== '' &&
      (parts[0] === '' || parts[0]!.startsWith(JWS_HEADER))
    ) {
      const [header = '', inner = '', signature = ''] = parts;
      const shown = quoted(textOf(decodeBase64(header) ?? bytesOf(header)));
      const evidence = `Three parts with dots between them: header ${shown}, payload of ${inner.length} characters, signature of ${signature.length}.`;
      this.note('PAYLOAD_IS_COMPACT_JWS', evidence, { corrected: inner });
      return inner;
    }
    return text;
  }

  private fromBase64(text: string): Envelope {
    const body = text.replace(/=+$/, '');
    const plus = [...body].filter((character) => character === '+').length;
    const slash = [...body].filter((character) => character === '/').length;
    const illegal = body.search(/[^A-Za-z0-9_\-+/]/);
    if (illegal >= 0) {
      const evidence = `Character ${illegal} is ${quoted(body.slice(illegal, illegal + 1))}, which is not in the base64url alphabet.`;
      this.note('INVALID_ENCODING', evidence);
      return this.done(text);
    }
    const padding = text.length - body.length;
    const wanted = (4 - (body.length % 4)) % 4;
    if (body.length % 4 === 1) {
      const evidence = `${body.length} characters without padding: no base64 text has that length.`;
      this.note('INVALID_ENCODING', evidence);
    } else if (padding > 0 && padding !== wanted) {
      const evidence = `${padding} padding characters at the end, where ${body.length} characters take ${wanted}.`;
      // The device drops up to two, whatever their number should be.
      this.note('INVALID_ENCODING', evidence, { corrected: body });
    }
    if (plus + slash > 0) {
      const first = body.search(/[+/]/);
      this.note(
        'PAYLOAD_STANDARD_BASE64',
        `${plus} times '+' and ${slash} times '/', the first at character ${first}.${plus > 0 ? '' : " The device happens to read '/' as '_'."}`,
        {
          severity: plus > 0 ? 'error' : 'warning',
          corrected: urlAlphabet(text).replace(/=+$/, ''),
        },
      );
    }
    const bytes = decodeBase64(body);
    return bytes === undefined ? this.done(text) : this.unwrapped(text, bytes);
  }

  /** Text inside base64: JSON, hex, or base64 once more. */
  private unwrapped(text: string, bytes: Uint8Array): Envelope {
    // A length in front of a message may be the code of '{', and its last byte that of '}'.
    if ((bytes[0] === 0x7b || bytes[0] === 0x5b) && !bytes.some(isControl)) {
      const shown = textOf(bytes);
      if (/^[{[][\s\S]*[}\]]\s*$/.test(shown)) {
        this.note('PAYLOAD_IS_JSON', `The payload decodes to JSON: ${quoted(shown)}.`);
        return this.done(text);
      }
    }
    const wrapping = payloadWrapping(bytes);
    if (wrapping !== undefined) {
      const { code, evidence, protobuf } = wrapping;
      const corrected = protobuf === undefined ? undefined : encodeBase64url(protobuf);
      this.note(code, `${bytes.length} bytes. ${evidence}`, { corrected });
      return this.done(text, protobuf);
    }
    if (!isPrintable(bytes)) return this.done(text, bytes);
    const inner = textOf(bytes);
    if (HEX.test(inner)) {
      this.note('PAYLOAD_IS_HEX_TEXT', `The payload decodes to ${inner.length} hex digits.`);
      return this.done(text, fromHex(hexDigits(inner)));
    }
    const twice = inner.length >= 40 ? decodeBase64(inner) : undefined;
    const within = twice && payloadWrapping(twice);
    if (within?.protobuf !== undefined) {
      const corrected = encodeBase64url(within.protobuf);
      const evidence = `The payload decodes to base64 text, ${twice!.length} bytes. ${within.evidence}`;
      this.note(within.code, evidence, { corrected });
      return this.done(inner, within.protobuf);
    }
    if (twice !== undefined && scanWire(twice).problem === undefined) {
      this.note('INVALID_ENCODING', 'The payload decodes to base64 text: it was encoded twice.', {
        corrected: inner,
      });
      return this.done(inner, twice);
    }
    return this.done(text, bytes);
  }
}
