/** Binary structures that carry a signature: of SSH (RFC 5656, PROTOCOL.sshsig) and COSE (RFC 9052). */
import { bytesOf, concat, equal, textOf } from '../../../../bytes.js';
import { HALF, joined, type Step } from './halves.js';

/** The signature inside, DER or r and s; undefined for bytes that are no such structure. */
export function containedIn(bytes: Uint8Array): { bytes: Uint8Array; step: Step } | undefined {
  const ssh = sshSignature(bytes);
  if (ssh !== undefined) {
    const step: Step = {
      code: 'SIGNATURE_IN_PARTS',
      what: 'as a signature of SSH',
      evidence: `${bytes.length} bytes: a signature of SSH, its algorithm, r and s, each behind its length.`,
    };
    return { bytes: ssh, step };
  }
  const cose = coseSign1(bytes);
  if (cose === undefined) return undefined;
  const step: Step = {
    code: 'SIGNATURE_MALFORMED',
    what: 'as the last part of COSE_Sign1',
    evidence: `${bytes.length} bytes: a COSE_Sign1 in CBOR, headers, payload and signature.`,
  };
  return { bytes: cose.signature, step };
}

const MAGIC = bytesOf('SSHSIG');

/** R‖S of an SSH signature, alone or in what `ssh-keygen -Y sign` writes. */
function sshSignature(bytes: Uint8Array): Uint8Array | undefined {
  const isFile = equal(bytes.subarray(0, MAGIC.length), MAGIC);
  // Behind the magic: version, then key, namespace, reserved, hash, signature.
  const [, , , , inFile] = isFile ? (strings(bytes.subarray(MAGIC.length + 4)) ?? []) : [];
  const [algorithm, blob] = strings(inFile ?? bytes) ?? [];
  if (algorithm === undefined || blob === undefined) return undefined;
  if (!/^ecdsa-sha2-/.test(textOf(algorithm))) return undefined;
  const [r, s] = strings(blob) ?? [];
  return r === undefined || s === undefined ? undefined : joined(r, s);
}

/** Byte strings behind their lengths of four bytes; undefined unless they end where the bytes do. */
function strings(bytes: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return undefined;
    const end = at + 4 + view.getUint32(at);
    if (end > bytes.length) return undefined;
    found.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return found;
}

const ARRAY_OF_4 = 0x84;
const BYTE_STRING = 2;
const NULL = 0xf6;
const EMPTY_MAP = 0xa0;

export interface CoseSign1 {
  /** The protected header, a map in CBOR. */
  readonly header: Uint8Array;
  /** Absent where it is detached. */
  readonly payload: Uint8Array | undefined;
  readonly signature: Uint8Array;
}

/** With or without the tag 18; undefined for anything else. */
export function coseSign1(bytes: Uint8Array): CoseSign1 | undefined {
  let at = bytes[0] === 0xd2 ? 1 : 0;
  if (bytes[at++] !== ARRAY_OF_4) return undefined;
  const header = byteString(bytes, at);
  if (header === undefined) return undefined;
  at = unprotectedEnd(bytes, header.end);
  const isDetached = bytes[at] === NULL;
  const payload = isDetached ? undefined : byteString(bytes, at);
  if (!isDetached && payload === undefined) return undefined;
  const signature = byteString(bytes, payload?.end ?? at + 1);
  if (signature?.value.length !== 2 * HALF || signature.end !== bytes.length) return undefined;
  return { header: header.value, payload: payload?.value, signature: signature.value };
}

/** A map of one key id at most is what anybody puts there. */
function unprotectedEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] === EMPTY_MAP) return at + 1;
  // {4: key id}
  const isKid = bytes[at] === 0xa1 && bytes[at + 1] === 4;
  return (isKid ? byteString(bytes, at + 2)?.end : undefined) ?? bytes.length;
}

function byteString(bytes: Uint8Array, at: number): { value: Uint8Array; end: number } | undefined {
  const first = bytes[at];
  if (first === undefined || first >> 5 !== BYTE_STRING) return undefined;
  const short = first & 0x1f;
  const width = short < 24 ? 0 : short === 24 ? 1 : short === 25 ? 2 : undefined;
  if (width === undefined) return undefined;
  const size =
    width === 0 ? short : bytes.subarray(at + 1, at + 1 + width).reduce((a, b) => a * 256 + b, 0);
  const start = at + 1 + width;
  const end = start + size;
  return end > bytes.length ? undefined : { value: bytes.subarray(start, end), end };
}

/** What COSE signs: a list of a word, the protected header, no further data, and the payload. */
export function coseSigned(header: Uint8Array, payload: Uint8Array): Uint8Array {
  const word = bytesOf('Signature1');
  const parts = [header, new Uint8Array(0), payload].map((one) => concat(headOf(one.length), one));
  return concat(Uint8Array.of(ARRAY_OF_4, 0x60 | word.length), word, ...parts);
}

function headOf(size: number): Uint8Array {
  if (size < 24) return Uint8Array.of(0x40 | size);
  return size < 0x100 ? Uint8Array.of(0x58, size) : Uint8Array.of(0x59, size >> 8, size & 0xff);
}
