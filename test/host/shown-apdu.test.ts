import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../src/bytes.js';
import { keptApdu, shownApdu, shownSignature } from '../../src/host/shown-apdu.js';

const KEY = '3f9c1e77aa5501b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6a7b8c9da';

const base64url = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

function command(signature: Uint8Array, prefix = ''): Uint8Array {
  const data = prefix + toHex(signature);
  return fromHex(`e0070003${(data.length / 2).toString(16).padStart(2, '0')}${data}`);
}

describe('a signature that may be a private key', () => {
  it.each([
    ['32 bytes', fromHex(KEY)],
    ['33 bytes', fromHex(`00${KEY}`)],
    ['hex read as base64url', base64url(KEY)],
    ['0x and hex read as base64url', base64url(`0x${KEY}`)],
    ['a number read as base64url', base64url(String(BigInt(`0x${KEY}`)))],
    ['a list of bytes read as base64url', base64url(fromHex(KEY).join(''))],
    ['an object read as base64url', base64url(`typeBufferdata${fromHex(KEY).join('')}`)],
    ['hex as text', utf8(KEY)],
  ])('%s: only its size is shown, and zeros are kept', (_, signature) => {
    const size = signature.length;
    expect(shownSignature(signature)).toBe(`${size} bytes: what looks like a key`);
    for (const prefix of ['', '0101']) {
      const apdu = command(signature, prefix);
      const head = toHex(apdu.subarray(0, apdu.length - size));
      expect(shownApdu(apdu)).toBe(`${head} ${size} bytes: what looks like a key`);
      expect(toHex(keptApdu(apdu))).toBe(head + '00'.repeat(size));
    }
  });
});

describe('a payload that may be a private key', () => {
  it.each([
    ['hex', KEY],
    ['hex, a byte short', KEY.slice(2)],
    ['hex, a digit short', KEY.slice(1)],
    ['hex with zeros in front', `0000${KEY}`],
    ['hex with a letter too many', `${KEY}z`],
    ['a number', `${BigInt(`0x${KEY}`)}n`],
  ])('%s: only its size is shown, and zeros are kept', (_, text) => {
    for (const before of ['0100', '01', '']) {
      const length = text.length.toString(16).padStart(2, '0');
      const data = fromHex(`${before}${length}${toHex(utf8(text))}0101`);
      const apdu = Uint8Array.of(0xe0, 0x06, 0, 3, data.length, ...data);
      const head = toHex(apdu.subarray(0, 5));
      expect(shownApdu(apdu)).toBe(`${head} ${data.length} bytes: what looks like a key`);
      expect(toHex(keptApdu(apdu))).toBe(head + '00'.repeat(data.length));
    }
  });

  it('a message is none, whatever numbers are in it', () => {
    const message = Uint8Array.of(0x0a, 66, ...utf8(`0x${KEY}`), 0x12, 64, ...utf8(KEY));
    for (const data of [message, utf8(Buffer.from(message).toString('base64url'))]) {
      const apdu = Uint8Array.of(0xe0, 0x06, 0, 3, data.length + 1, data.length, ...data);
      expect(shownApdu(apdu)).toBe(toHex(apdu));
      expect(keptApdu(apdu)).toBe(apdu);
    }
  });
});

describe('everything else', () => {
  it('is shown and kept as it is', () => {
    for (let i = 0; i < 200; i++) {
      const signature = new Uint8Array(randomBytes(64));
      expect(shownSignature(signature)).toBe(toHex(signature));
      const apdu = command(signature, '0101');
      expect(shownApdu(apdu)).toBe(toHex(apdu));
      expect(keptApdu(apdu)).toBe(apdu);
    }
    // Neither is one whose first number is zero.
    const zero = fromHex('00'.repeat(32) + KEY);
    expect(shownSignature(zero)).toBe(toHex(zero));
    // A signature as hex, read as base64url, is no key.
    const asText = base64url(toHex(new Uint8Array(randomBytes(64))));
    expect(shownSignature(asText)).toBe(toHex(asText));
    // 32 bytes in another command are a nonce or a hash.
    const other = fromHex(`e006000320${KEY}`);
    expect(shownApdu(other)).toBe(toHex(other));
  });
});
