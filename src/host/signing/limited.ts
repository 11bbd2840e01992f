/** Amounts that a chain's transactions can carry. */
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';

/** How messages call an amount, and its base units. */
export interface LimitWords {
  readonly name: string;
  readonly unit: string;
}

/** @throws InputError for more base units than `most`. */
export function limited(value: bigint, most: bigint, { name, unit }: LimitWords): bigint {
  if (value <= most) return value;
  throw new InputError(expected(name, `at most ${most} ${unit}`, value));
}
