/**
 * Derivation paths in address parameters: one byte count, then that many big-endian 32-bit indices.
 */

/** Most elements a path may have in the device SDK (lib_standard_app/bip32.h, MAX_BIP32_PATH). */
export const MAX_PATH = 10;

export interface PathRule {
  /** Fewest and most elements the app takes. */
  readonly min?: number;
  readonly max?: number;
  /** True where the app refuses bytes behind the path. */
  readonly exact?: boolean;
}

/**
 * The path at the start of `parameters`, or null when the count breaks the rule or bytes are
 * missing. Bytes behind the path are ignored unless the rule is `exact`.
 */
export function parsePath(parameters: Uint8Array, rule: PathRule = {}): number[] | null {
  const count = parameters[0];
  if (count === undefined || count < (rule.min ?? 1) || count > (rule.max ?? MAX_PATH)) return null;
  const size = 1 + 4 * count;
  if (parameters.length < size || (rule.exact && parameters.length > size)) return null;
  const view = new DataView(parameters.buffer, parameters.byteOffset, parameters.byteLength);
  return Array.from({ length: count }, (_, i) => view.getUint32(1 + 4 * i));
}
