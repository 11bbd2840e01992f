/**
 * Signature forms: R‖S of 64 bytes, and DER (a SEQUENCE of two INTEGERs). The device turns R‖S into
 * DER before it verifies (app-exchange `src/der.c`) and its crypto library reads DER strictly
 * (device SDK `lib_cxng/src/cx_ecfp.c`).
 */
import { ownBytes } from '../bytes.js';

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const SIZE = 32;

/** Minimal DER of an R‖S signature; leading zeros in r and s are dropped as DER demands. */
export function derFromRs(
  rs: Uint8Array,
  memory: (size: number) => Uint8Array = ownBytes,
): Uint8Array {
  const r = withoutZeros(rs.subarray(0, SIZE));
  const s = withoutZeros(rs.subarray(SIZE));
  const sAt = 2 + numberSize(r);
  const der = memory(sAt + numberSize(s));
  der[0] = SEQUENCE;
  der[1] = der.length - 2;
  writeNumber(der, 2, r);
  writeNumber(der, sAt, s);
  return der;
}

function numberSize(digits: Uint8Array): number {
  return 2 + signSize(digits) + digits.length;
}

function writeNumber(der: Uint8Array, at: number, digits: Uint8Array): void {
  der[at] = INTEGER;
  der[at + 1] = numberSize(digits) - 2;
  der.set(digits, at + 2 + signSize(digits));
}

const NUMBERS = ['r', 's'] as const;

/** At least one byte of a number stays. */
function withoutZeros(value: Uint8Array): Uint8Array {
  let start = 0;
  while (start < value.length - 1 && value[start] === 0) start++;
  return start === 0 ? value : value.subarray(start);
}

/** Bytes of the zero that says that a number is positive. */
function signSize(digits: Uint8Array): number {
  return digits[0]! >= 0x80 ? 1 : 0;
}

/**
 * R‖S of a strict DER signature, or the reason why the device's crypto library would not read it:
 * minimal lengths, no negative number, no superfluous zero, nothing behind. That r and s lie in
 * 1..n-1 is for the verifier to check.
 */
export function rsFromStrictDer(der: Uint8Array): { rs: Uint8Array } | { problem: string } {
  if (der[0] !== SEQUENCE)
    return { problem: 'the signature does not start with a DER SEQUENCE (30)' };
  if (der[1] !== der.length - 2) {
    return { problem: `the DER length says ${der[1]} bytes, ${der.length - 2} follow` };
  }
  const rs = new Uint8Array(2 * SIZE);
  let at = 2;
  for (const name of NUMBERS) {
    const size = der[at + 1];
    if (der[at] !== INTEGER || size === undefined)
      return { problem: `${name} is not a DER INTEGER (02)` };
    const value = der.subarray(at + 2, at + 2 + size);
    if (size === 0 || value.length !== size) return { problem: `${name} has a wrong DER length` };
    if (value[0]! >= 0x80) return { problem: `${name} is negative: a sign zero is missing` };
    if (size > 1 && value[0] === 0 && value[1]! < 0x80) {
      return { problem: `${name} starts with a superfluous zero` };
    }
    const digits = value[0] === 0 ? value.subarray(1) : value;
    if (digits.length > SIZE) return { problem: `${name} has more than ${SIZE} bytes` };
    rs.set(digits, (name === 'r' ? SIZE : 2 * SIZE) - digits.length);
    at += 2 + size;
  }
  if (at !== der.length) return { problem: `${der.length - at} bytes follow s` };
  return { rs };
}
