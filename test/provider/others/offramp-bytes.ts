/** Of `offramp.ts`: amounts, nonces, addresses, and the bytes of a message. */
import { randomInt } from 'node:crypto';

export function units(amount: string, decimals: number): bigint | undefined {
  const match = /^(\d{1,20})(?:\.(\d+))?$/.exec(amount);
  const part = match?.[2] ?? '';
  if (match === null || part.length > decimals) return undefined;
  return BigInt(match[1]! + part.padEnd(decimals, '0'));
}

export function euros(cents: bigint): string {
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}

/** The contract wants hex, the page says base64url: both are 32 bytes. */
export function thirtyTwoBytes(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  return /^[\w-]{43}=?$/.test(text) ? Buffer.from(text, 'base64url') : undefined;
}

export function tlv(number: number, value: string | Buffer): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([Buffer.of(number * 8 + 2, bytes.length), bytes]);
}

/** A witness program of version 0 with 20 bytes, as BIP 173 writes it. */
export function bech32(): string {
  const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  const polymod = (values: readonly number[]) =>
    values.reduce((sum, value) => {
      const top = sum >>> 25;
      const next = ((sum & 0x1ffffff) << 5) ^ value;
      return [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].reduce(
        (each, generator, bit) => ((top >>> bit) & 1 ? each ^ generator : each),
        next,
      );
    }, 1);
  const data = [0, ...Array.from({ length: 32 }, () => randomInt(32))];
  const prefix = [3, 3, 0, 2, 3];
  const checksum = polymod([...prefix, ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = Array.from({ length: 6 }, (_, at) => (checksum >>> (5 * (5 - at))) & 31);
  return `bc1${[...data, ...check].map((value) => letters[value]).join('')}`;
}
