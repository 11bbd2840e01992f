/** How a number was probably damaged: what rules on amounts compare with. */
import { toBigInt } from '../../../bytes.js';

/** Readings with the zeros behind taken as filling: whole trailing zero bytes, or half the field. */
export function leftAligned(value: Uint8Array): bigint[] {
  const readings: bigint[] = [];
  for (let size = value.length - 1; size > 0 && value[size] === 0; size--) {
    readings.push(toBigInt(value.subarray(0, size)));
  }
  return readings;
}

export function isNibbleCut(units: bigint, wanted: bigint): boolean {
  const hex = wanted.toString(16);
  return (
    hex.length % 2 === 1 &&
    hex.length > 1 &&
    (units === wanted >> 4n || units === BigInt(`0x${hex.slice(1)}`))
  );
}

export function powerOfTen(units: bigint, wanted: bigint): number | undefined {
  if (units === 0n || wanted === 0n) return undefined;
  const [small, large] = units < wanted ? [units, wanted] : [wanted, units];
  // A cut-off rest is allowed: 15 decimals cannot hold 18.
  for (let power = 1, factor = 10n; power <= 36; power++, factor *= 10n) {
    const exact = small * factor;
    if (exact > large) return undefined;
    if (exact === large || (units < wanted && wanted / factor === units && units > 9n)) {
      return units < wanted ? -power : power;
    }
  }
  return undefined;
}

/** Below 1e-9 of the value. */
export function isRounding(units: bigint, wanted: bigint): boolean {
  const difference = units > wanted ? units - wanted : wanted - units;
  return wanted > 0n && difference * 1_000_000_000n < wanted;
}

/** Number of zeros at the end of the decimal text. */
export function roundness(value: bigint): number {
  return value.toString().length - value.toString().replace(/0+$/, '').length;
}
