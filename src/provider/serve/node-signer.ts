/**
 * The same key, signing with native code where there is some: a provider that makes a thousand orders
 * a second spends most of its time here. libsecp256k1 gives the very bytes of our own signer (RFC
 * 6979, low s); OpenSSL signs P-256 with a random k, which is as valid.
 */
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { base64urlnopad } from '@scure/base';
import { nativeSecp256k1 } from '../../keys/native-secp256k1.js';
import type { PrivateKey } from '../../keys/private-key.js';

const COORDINATE = 32;

export function fastestSigner(key: PrivateKey): PrivateKey {
  const native = key.curve === 'secp256k1' ? withLibrary(key) : withOpenSsl(key);
  return native === undefined ? key : { ...key, sign: native };
}

function withLibrary(key: PrivateKey): PrivateKey['sign'] | undefined {
  const library = nativeSecp256k1();
  if (library === null) return undefined;
  const secret = key.reveal();
  return (message) => {
    const digest = createHash('sha256').update(message).digest();
    return library.ecdsaSign(digest, secret).signature;
  };
}

function withOpenSsl(key: PrivateKey): PrivateKey['sign'] {
  const part = (bytes: Uint8Array) => base64urlnopad.encode(bytes);
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: part(key.publicKey.subarray(1, 1 + COORDINATE)),
    y: part(key.publicKey.subarray(1 + COORDINATE)),
    d: part(key.reveal()),
  };
  const opened = createPrivateKey({ key: jwk, format: 'jwk' });
  return (message) =>
    new Uint8Array(sign('sha256', message, { key: opened, dsaEncoding: 'ieee-p1363' }));
}
