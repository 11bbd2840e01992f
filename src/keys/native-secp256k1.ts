/**
 * libsecp256k1 (the optional package `secp256k1`, prebuilt), where there is Node and that package: ten
 * times as fast as OpenSSL, twenty times as fast as JavaScript.
 */

/** What we use of the package; all of it throws for numbers out of range and points off the curve. */
export interface NativeSecp256k1 {
  /** Makes s low, in place: libsecp256k1 refuses a high one, the device does not. */
  signatureNormalize(rs: Uint8Array): Uint8Array;
  ecdsaVerify(rs: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): boolean;
  /** R‖S with a low s, RFC 6979 with the digest as it stands. */
  ecdsaSign(
    digest: Uint8Array,
    secret: Uint8Array,
  ): { readonly signature: Uint8Array; readonly recid: number };
  /** 33 bytes, or 65. */
  ecdsaRecover(
    rs: Uint8Array,
    recovery: number,
    digest: Uint8Array,
    compressed: boolean,
  ): Uint8Array;
}

/** Questions that OpenSSL or JavaScript answers sooner than the library is loaded. */
const FEW = 16;

/** undefined: not tried yet; null: not there. */
let native: NativeSecp256k1 | null | undefined;
let asked = 0;

/** Null without Node, and when the package is missing or has no binary for this machine. */
export function nativeSecp256k1(): NativeSecp256k1 | null {
  if (native === undefined) native = load();
  return native;
}

/** The library for a process that asks often; null the first few times. */
export function busySecp256k1(): NativeSecp256k1 | null {
  return asked++ < FEW ? null : nativeSecp256k1();
}

function load(): NativeSecp256k1 | null {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (name: string) => unknown };
  };
  const node = process?.getBuiltinModule?.('node:module') as
    | { createRequire(from: string): (name: string) => unknown }
    | undefined;
  try {
    // Not the package's main file: that one falls back to slow JavaScript without a word.
    const found = node?.createRequire(import.meta.filename)('secp256k1/bindings.js');
    return (found as NativeSecp256k1 | undefined) ?? null;
  } catch {
    return null;
  }
}
