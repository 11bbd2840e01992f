/** PEM (RFC 7468), however it was carried: one line, indented, quoted, its line ends as `\n`. */
import { decodeBase64, encodeBase64 } from '../codec/base64.js';
import { derParts } from './asn1.js';
import { curveOfParameters, derKey } from './der-key.js';
import { HIDDEN } from './hidden-key.js';
import { oneKeyOf } from './one-key.js';
import { bareKey, type RawKey, unreadable } from './raw-key.js';

const BEGIN = '-----BEGIN ';
const DASHES = '-----';
const MAX_LABEL = 60;
const MAX_BLOCKS = 64;

interface Block {
  readonly label: string;
  /** What stands between the lines. */
  readonly body: string;
}

export function holdsPem(text: string): boolean {
  return text.includes(BEGIN);
}

/** The one key in the text; certificates and parameters beside it do not matter. */
export function pemKey(text: string): RawKey {
  const blocks = blocksOf(text);
  if (blocks === undefined) return unreadable('PEM text that is cut off');
  const curve = blocks
    .filter(({ label }) => label === 'EC PARAMETERS')
    .map(({ body }) => parametersOf(body))[0];
  const found = blocks
    .filter(({ label }) => label !== 'EC PARAMETERS')
    .map(({ label, body }) => ({ label, key: keyOf(label, body) }));
  if (found.length === 0) {
    return blocks.length === 0
      ? unreadable('PEM text that is cut off')
      : unreadable('the parameters of a curve, without a key');
  }
  const key = oneKeyOf(found);
  // Such a block says what the key behind it leaves out.
  return key.kind === 'private' && key.curve === undefined ? { ...key, curve } : key;
}

/** In linear time; undefined when a block has no end. */
function blocksOf(text: string): Block[] | undefined {
  const blocks: Block[] = [];
  for (let at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at)) {
    const start = at + BEGIN.length;
    const stop = text.slice(start, start + MAX_LABEL).indexOf(DASHES);
    if (stop < 0 || blocks.length >= MAX_BLOCKS) return undefined;
    const label = text.slice(start, start + stop);
    const end = text.indexOf(`${DASHES}END ${label}${DASHES}`, start);
    if (end < 0) return undefined;
    blocks.push({ label, body: text.slice(start + stop + DASHES.length, end) });
    at = end + DASHES.length;
  }
  return blocks;
}

function keyOf(label: string, body: string): RawKey {
  if (label.startsWith('ENCRYPTED') || body.includes('ENCRYPTED')) return HIDDEN.encrypted;
  if (label.endsWith('CERTIFICATE')) return HIDDEN.certificate;
  if (label.endsWith('CERTIFICATE REQUEST')) return HIDDEN.request;
  if (label === 'OPENSSH PRIVATE KEY') return HIDDEN.openssh;
  if (label === 'PKCS7' || label === 'CMS') return HIDDEN.pkcs7;
  if (label.startsWith('PGP')) return unreadable('a key of OpenPGP');
  const bytes = bytesOf(body);
  if (bytes === undefined || bytes.length === 0) return unreadable('PEM whose base64 is damaged');
  return derKey(bytes) ?? bareKey(bytes) ?? unreadable('PEM that holds no key');
}

function parametersOf(body: string) {
  const part = derParts(bytesOf(body) ?? new Uint8Array(0))?.[0];
  const curve = part === undefined ? undefined : curveOfParameters(part);
  return typeof curve === 'string' ? curve : undefined;
}

function bytesOf(body: string): Uint8Array | undefined {
  const lines = body.replace(/\\+[nrt]/g, '\n').split(/\r\n|[\r\n]/);
  const base64 = lines
    // Headers as RFC 1421 has them, and their continuation is a matter of encryption only.
    .filter((line) => !line.includes(':'))
    .join('')
    .replace(/[\s"'`,;]/g, '');
  return decodeBase64(base64);
}

const WIDTH = 64;

/** PEM text, line break at its end. */
export function pemText(label: string, der: Uint8Array): string {
  const text = encodeBase64(der);
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += WIDTH) lines.push(text.slice(at, at + WIDTH));
  return `${BEGIN}${label}${DASHES}\n${lines.join('\n')}\n-----END ${label}${DASHES}\n`;
}
