/**
 * Derivation paths in address parameters: one byte count, then that many big-endian 32-bit indices.
 */
import { concat } from '../../bytes.js';

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
  /** Bytes behind `parameters` the app reads on into when the path is cut; then it is not refused. */
  readonly behind?: Uint8Array | undefined;
}

/**
 * The path at the start of `parameters`, or null when there are none, the count breaks the rule or
 * bytes are missing that `behind` does not have either.
 */
export function parsePath(parameters: Uint8Array | null, rule: PathRule = {}): number[] | null {
  const count = parameters?.[0];
  if (!parameters || count === undefined) return null;
  if (count < (rule.min ?? 1) || count > (rule.max ?? MAX_PATH)) return null;
  const size = 1 + 4 * count;
  if (rule.exact && parameters.length > size) return null;
  const missing = Math.max(0, size - parameters.length);
  if (missing > (rule.behind?.length ?? 0)) return null;
  const bytes = missing === 0 ? parameters : concat(parameters, rule.behind!.subarray(0, missing));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, i) => view.getUint32(1 + 4 * i, rule.littleEndian));
}
