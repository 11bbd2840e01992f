/** The signature as text: what is wrong with its form, and what r and s were probably meant. */

import { isHex, textOf, toHex } from '../../../../bytes.js';
import { encodeBase64url } from '../../../../codec/base64.js';
import { RS_SIZE } from '../../../../exchange/constants.js';
import type { Flow } from '../../../../exchange/flows.js';
import { hostSignature } from '../../../device/signature-text.js';
import type { FindingCode } from '../../../findings/codes.js';
import { hexOfSignature, quoted } from '../../../findings/evidence.js';
import type { Observation } from '../../../findings/observation.js';
import { type Decoded, decodings } from './forms.js';
import { derIntegers, HALF, type Reading, readingsOf } from './halves.js';

/** Readings that are tried at most. */
const MAX_READINGS = 16;

export interface SignatureText {
  /** What the host sends. */
  readonly bytes: Uint8Array;
  /** Most likely first; empty when there is nothing like a signature. */
  readonly readings: readonly Reading[];
  readonly problems: readonly (readonly [FindingCode, Observation])[];
  /** 32 bytes and nothing else: half a signature at most. */
  readonly lone?: Uint8Array;
  /** What is wrong as well if none of the guesses verifies. */
  readonly unlessVerified: readonly (readonly [FindingCode, Observation])[];
}

export function readSignature(text: string | undefined, flow: Flow): SignatureText {
  const problems: [FindingCode, Observation][] = [];
  const noteTo =
    (list: [FindingCode, Observation][]): Note =>
    (code, evidence, more = {}) => {
      list.push([code, { field: 'signature', evidence, ...more }]);
    };
  const note = noteTo(problems);
  const written = flow.encoding === 'raw' ? toHex : encodeBase64url;
  if (text === undefined || text.trim() === '') {
    note('SIGNATURE_MISSING', 'There is no signature in the answer.');
    return { bytes: new Uint8Array(0), readings: [], problems, unlessVerified: [] };
  }
  const bytes = hostSignature(text, flow);
  // In legacy swaps hex is as it should be.
  const sentAsHex = flow.encoding === 'raw' && isHex(text.trim());
  const decoded = decodings(text).map((one) =>
    sentAsHex
      ? { ...one, steps: one.steps.filter(({ code }) => code !== 'SIGNATURE_IS_HEX_TEXT') }
      : one,
  );
  const readings = readingsIn(decoded, bytes, flow);
  const [best] = readings.filter(({ guess }) => guess !== true);
  const corrected = best === undefined ? {} : { corrected: written(best.rs) };
  const at = text.search(/[^A-Za-z0-9_\-+/=]/);
  const isStructure =
    best?.steps.some(({ code }) => STRUCTURES.includes(code!)) ?? ROUNDED.test(text);
  if (at >= 0 && !isStructure) {
    const layer = best?.steps.find(({ code }) => code === 'SIGNATURE_MALFORMED')?.evidence;
    const lost = text.includes('\ufffd') ? LOST : undefined;
    const shown = `Character ${at} is ${quoted(String.fromCodePoint(text.codePointAt(at)!))}.`;
    const evidence = [shown, layer, lost].filter((part) => part !== undefined).join(' ');
    note('SIGNATURE_MALFORMED', evidence, lost === undefined ? corrected : {});
  } else if (at < 0 && /[+/]/.test(text)) {
    const first = text.search(/[+/]/);
    note(
      'SIGNATURE_STANDARD_BASE64',
      `Character ${first} is ${quoted(text.charAt(first))}, from the standard alphabet.`,
      bytes.length === RS_SIZE ? { corrected: written(bytes) } : {},
    );
  }
  for (const { code, what, evidence } of best?.steps ?? []) {
    if (code !== undefined && code !== 'SIGNATURE_MALFORMED') {
      note(code, evidence ?? `It is read ${what}.`, corrected);
    }
  }
  const unlessVerified: [FindingCode, Observation][] = [];
  const lone = readings.length === 0 ? loneOf(decoded) : undefined;
  if (best === undefined && bytes.length !== RS_SIZE && lone === undefined) {
    noteSize({ text, decoded, host: bytes }, readings.length === 0 ? note : noteTo(unlessVerified));
  }
  return { bytes, readings, problems, unlessVerified, ...(lone && { lone }) };
}

/** Findings that say all about the characters, too. */
const STRUCTURES: readonly FindingCode[] = ['SIGNATURE_AS_NUMBERS', 'SIGNATURE_IN_PARTS'];

const LOST =
  'It holds U+FFFD, which stands where bytes could not be turned into text: they are lost, and nobody can say what was signed.';

function readingsIn(decoded: readonly Decoded[], host: Uint8Array, flow: Flow): Reading[] {
  const wantsDer = flow.signatureFormat === 'der';
  const found = new Map<string, Reading>();
  const add = (reading: Reading) => {
    const name = toHex(reading.rs);
    const known = found.get(name);
    if (found.size < MAX_READINGS && known === undefined) found.set(name, reading);
  };
  for (const { bytes, steps, guess } of decoded) {
    for (const reading of readingsOf(bytes, wantsDer)) {
      const isGuess = guess === true || reading.guess === true;
      add({ rs: reading.rs, steps: [...steps, ...reading.steps], ...(isGuess && { guess: true }) });
    }
  }
  for (const reading of readingsOf(host, wantsDer)) add({ ...reading, guess: true });
  return [...found.values()].sort((a, b) => Number(a.guess === true) - Number(b.guess === true));
}

type Note = (code: FindingCode, evidence: string, more?: Partial<Observation>) => void;

/** Signatures of other algorithms have sizes of their own. */
const OTHER_SIZES: Readonly<Record<number, string>> = {
  96: 'ECDSA on P-384 (ES384)',
  114: 'Ed448',
  128: 'RSA with a key of 1024 bits',
  132: 'ECDSA on P-521 (ES512)',
  256: 'RSA with a key of 2048 bits (RS256, PS256)',
  384: 'RSA with a key of 3072 bits',
  512: 'RSA with a key of 4096 bits',
};

/** A number of some 77 digits as JavaScript writes it. */
const ROUNDED = /^\s*[{[][^e]*\d(?:\.\d+)?e\+?7\d/i;

/** Nothing in it has the size of r and s. */
function noteSize(
  { text, decoded, host }: { text: string; decoded: readonly Decoded[]; host: Uint8Array },
  note: Note,
): void {
  // The innermost reading first: the outer ones are texts.
  const [bytes = host] = decoded.map((one) => one.bytes);
  if (textOf(bytes).includes('\xef\xbf\xbd')) {
    note('SIGNATURE_MALFORMED', LOST);
    return;
  }
  const algorithm = OTHER_SIZES[bytes.length] ?? otherDer(bytes);
  if (algorithm !== undefined) {
    note(
      'SIGNATURE_OTHER_ALGORITHM',
      `${hexOfSignature(bytes)}: the size of a signature by ${algorithm}.`,
    );
    note('SIGNATURE_WRONG_LENGTH', `${hexOfSignature(bytes)} instead of ${RS_SIZE}.`);
    return;
  }
  if (ROUNDED.test(text)) {
    const evidence = `${quoted(text)}: numbers of JSON keep 17 digits, r and s have up to 78. The others are lost.`;
    note('SIGNATURE_AS_NUMBERS', evidence);
    return;
  }
  const lost = textOf(bytes).includes('\xef\xbf\xbd') ? ` ${LOST}` : '';
  note('SIGNATURE_WRONG_LENGTH', `${hexOfSignature(bytes)} instead of ${RS_SIZE}.${lost}`);
}

/** A number of 32 bytes, or of 33 with a zero in front. */
function loneOf(decoded: readonly Decoded[]): Uint8Array | undefined {
  const found = decoded.find(
    ({ bytes }) => bytes.length === HALF || (bytes.length === HALF + 1 && bytes[0] === 0),
  );
  return found?.bytes.subarray(-HALF);
}

/** DER of a signature on a larger curve. */
function otherDer(bytes: Uint8Array): string | undefined {
  const sizes = derIntegers(bytes)?.map(({ length }) => length) ?? [];
  const size = Math.max(0, ...sizes);
  if (size > 49 && size <= 67) return 'ECDSA on P-521, in DER';
  return size > HALF + 1 && size <= 49 ? 'ECDSA on P-384, in DER' : undefined;
}
