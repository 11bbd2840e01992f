/**
 * Derivation paths in address parameters: one byte count, then that many big-endian 32-bit indices.
 */

/** Most elements a path may have in the device SDK (lib_standard_app/bip32.h, MAX_BIP32_PATH). */
const MAX_PATH = 10;

export interface PathRule {
  /** Fewest and most elements the app takes; 1 and 10 unless given. */
  readonly min?: number;
  readonly max?: number;
  /** True where bytes behind the path are refused. */
  readonly exact?: boolean;
  /** True where the app wants the indices in little-endian. */
  readonly littleEndian?: boolean;
}

/**
 * The path at the start of `parameters`, or null when there are none, the count breaks the rule or
 * bytes are missing. Some apps do not notice missing bytes and read on into whatever Exchange's
 * buffer holds behind them: that gives a path nobody asked for, so null is the honest answer.
 */
export function parsePath(parameters: Uint8Array | null, rule: PathRule = {}): number[] | null {
  const count = parameters?.[0];
  if (!parameters || count === undefined) return null;
  if (count < (rule.min ?? 1) || count > (rule.max ?? MAX_PATH)) return null;
  const size = 1 + 4 * count;
  if (parameters.length < size || (rule.exact && parameters.length > size)) return null;
  const view = new DataView(parameters.buffer, parameters.byteOffset, parameters.byteLength);
  return Array.from({ length: count }, (_, i) => view.getUint32(1 + 4 * i, rule.littleEndian));
}
