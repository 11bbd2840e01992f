/** Which sizes of a payload reach the device: they depend on the bytes of the fee beside it. */
import type { Flow } from '../../exchange/flows.js';
import { shortestBytes } from '../../payload/amount.js';
import { SUBSTITUTE_FEES } from './substitutes.js';

/** Bytes of a fee as Ledger Wallet sends it. */
export const FEE_SIZES = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const USUAL_FEE_SIZE = shortestBytes(SUBSTITUTE_FEES).length;
/** Bytes beside payload and fee: selector, length of the payload, length of the fee. */
const NG_FRAME = 4;
const LEGACY_FRAME = 2;
const NG_MAX = 512;
const APDU_MAX = 255;
/** Sizes at which the published host library loses bytes when it splits. */
const LOSSY: readonly number[] = [510, 511];

export interface Room {
  /** Bytes of the whole command with a fee of that many bytes. */
  readonly total: (feeSize: number) => number;
  /** Whether the host's library delivers it and the device takes it. */
  readonly delivered: (feeSize: number) => boolean;
  readonly max: number;
}

/** Bytes of a payload, as transmitted, that fit with every fee. */
export function safeSize({ ng }: Flow): number {
  return ng ? NG_SAFE : LEGACY_SAFE;
}

const LARGEST_FEE = FEE_SIZES.at(-1)!;
const NG_SAFE = LOSSY[0]! - 1 - NG_FRAME - LARGEST_FEE;
const LEGACY_SAFE = APDU_MAX - LEGACY_FRAME - LARGEST_FEE;

/** @param size bytes of the payload as transmitted. */
export function roomFor({ ng }: Flow, size: number): Room {
  const frame = ng ? NG_FRAME : LEGACY_FRAME;
  const max = ng ? NG_MAX : APDU_MAX;
  const total = (feeSize: number) => frame + size + feeSize;
  return {
    total,
    delivered: (feeSize) => total(feeSize) <= max && !(ng && LOSSY.includes(total(feeSize))),
    max,
  };
}

/** Fees of a run when nobody said: ordinary ones, or such that the payload can be sent beside them. */
export function likelyFees(flow: Flow, size: number): bigint {
  if (size <= safeSize(flow)) return SUBSTITUTE_FEES;
  const { delivered } = roomFor(flow, size);
  const other = delivered(USUAL_FEE_SIZE) ? undefined : FEE_SIZES.find(delivered);
  return other === undefined ? SUBSTITUTE_FEES : 1n << BigInt(8 * (other - 1));
}
