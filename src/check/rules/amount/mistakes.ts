/** Mistakes in the amounts of coins (PROVIDER-API 6.4). */
import { concat, fromBigInt, fromHex, toBigInt, utf8 } from '../../../bytes.js';
import { decodeBase64AsHost } from '../../../codec/base64.js';
import { amountBytes, formatAmount, shortestBytes } from '../../../payload/amount.js';
import { rolesOf, sidesOf } from '../../../payload/roles.js';
import {
  ALL,
  bytes,
  cannot,
  type Mistake,
  mistakes,
  NG,
  noMistake,
  sizedField,
  without,
  wrongValues,
} from '../../../sign/mistake.js';
import type { Draft } from '../../../sign/payload-maker.js';

const SIZE = 16;
/** Below this, a double is off by more than a billionth or not at all. */
const ROUNDING_FLOOR = 10n ** 9n;
const FALLBACK_DECIMALS = 8;

/** Other bytes for the amount the user pays. */
function paid(
  does: string,
  change: (units: bigint, decimals: number) => Uint8Array,
  flows: Mistake['flows'] = ALL,
): Mistake {
  return wrongValues(does, flows, (values, draft) => {
    const { amount } = rolesOf(draft.flow.kind).outgoing;
    return { ...values, [amount]: change(toBigInt(bytes(values, amount)), decimalsOf(draft)) };
  });
}

const decimalsOf = ({ decimals }: Draft) => decimals?.outgoing ?? FALLBACK_DECIMALS;

export const AMOUNT_MISTAKES = mistakes({
  AMOUNT_MISSING: wrongValues(
    'Leaves an amount out: the received one in a swap, else the paid one.',
    ALL,
    (values, { flow }) => without(values, sidesOf(flow.kind).at(-1)!.amount),
  ),
  AMOUNT_ZERO: paid('Writes zero, as when 0.01 is cut to a whole number.', () => amountBytes(0n)),
  AMOUNT_TOO_LONG: paid('Writes 32 bytes, as for a uint256.', (units) => fromBigInt(units, 32)),
  AMOUNT_NOT_16_BYTES: paid('Writes the shortest bytes, not 16.', (units) => shortestBytes(units)),
  AMOUNT_ASCII: wrongValues('Writes the base units as decimal digits.', ALL, (values, { flow }) => {
    const names = sidesOf(flow.kind).map(({ amount }) => amount);
    const digits = names.map((name) => [name, utf8(`${toBigInt(bytes(values, name))}`)] as const);
    const fit = digits.filter(([name, text]) => values[name] !== undefined && text.length <= SIZE);
    if (fit.length === 0) cannot(`an amount of at most ${SIZE} digits in base units`);
    return { ...values, ...Object.fromEntries(fit) };
  }),
  AMOUNT_DECIMAL_TEXT: paid('Writes the amount as text with a point.', (units, decimals) => {
    const decimal = formatAmount(units, decimals);
    return utf8(decimal.includes('.') ? decimal : `${decimal}.0`).subarray(0, SIZE);
  }),
  AMOUNT_LITTLE_ENDIAN: paid('Writes the lowest byte first.', (units) =>
    different(amountBytes(units).reverse(), units),
  ),
  AMOUNT_LEFT_ALIGNED: paid('Fills with zeros behind the number, not in front.', (units) => {
    const digits = shortestBytes(units);
    const size = Math.max(digits.length, SIZE / 2);
    return different(concat(fromBigInt(units, size), new Uint8Array(SIZE - size)), units);
  }),
  AMOUNT_HEX_NIBBLE: paid(
    'Loses the last hex digit, as Node does with hex text of odd length.',
    (units) =>
      units > 15n && units.toString(16).length % 2 === 1
        ? amountBytes(units >> 4n)
        : cannot(
            `an amount whose base units have an odd number of hex digits; 0x${units.toString(16)} has not`,
          ),
  ),
  AMOUNT_WRONG_DECIMALS: paid('Writes a thousandth, as with three decimals too few.', (units) =>
    units % 1000n === 0n && units > 0n
      ? amountBytes(units / 1000n)
      : amountBytes(fitting(units * 1000n)),
  ),
  AMOUNT_FLOAT_ROUNDING: paid(
    'Computes in floating point, which changes the last digits.',
    (units) => {
      if (units < ROUNDING_FLOOR) cannot(`an amount of at least ${ROUNDING_FLOOR} base units`);
      const rounded = BigInt(Number(units));
      // Exact as a double: then as a product that came out one too small and was cut.
      return amountBytes(fitting(rounded === units ? units - 1n : rounded));
    },
  ),
  AMOUNT_NOT_REQUESTED: paid('Writes one percent more than was asked for.', (units) =>
    amountBytes(fitting(units + units / 100n + 1n)),
  ),
  AMOUNT_HEX_TEXT: paid(
    'Writes the base units as hex digits.',
    (units) => short(utf8(even(units.toString(16)))),
    NG,
  ),
  AMOUNT_DECODED_AS_BASE64: paid(
    'Reads the decimal digits as base64.',
    (units) => decodeBase64AsHost(`${units}`),
    NG,
  ),
  AMOUNT_DECODED_AS_HEX: paid(
    'Reads the decimal digits as hex.',
    (units) => fromHex(even(`${units}`)),
    NG,
  ),
  AMOUNT_AS_FLOAT: paid(
    'Writes the amount as a 64-bit floating point number.',
    (units, decimals) => {
      const value = new Uint8Array(8);
      new DataView(value.buffer).setFloat64(0, Number(formatAmount(units, decimals)), true);
      return value;
    },
    NG,
  ),
  AMOUNT_NEGATIVE: paid(
    'Writes the amount as a negative number.',
    (units) =>
      units > 0n ? amountBytes((1n << BigInt(8 * SIZE)) - units) : cannot('an amount above zero'),
    NG,
  ),
  AMOUNT_WRAPPED: paid(
    'Puts a protobuf message around the number.',
    (units) => short(sizedField(1, shortestBytes(units))),
    NG,
  ),
});

export const AMOUNT_NO_MISTAKE = noMistake({
  AMOUNT_TOO_BIG: 'The amount itself is too big, and written as it should be: sign --raw.',
  AMOUNT_NOT_COMPARED:
    'It is about an amount of the request that cannot be read, not about what is signed.',
  AMOUNT_READ_AS_BASE_UNITS:
    'It is about how the request says its amount, not about what is signed.',
});

function different(value: Uint8Array, units: bigint): Uint8Array {
  return toBigInt(value) === units
    ? cannot('an amount that reads differently in the other byte order')
    : value;
}

function fitting(units: bigint): bigint {
  return units < 1n << BigInt(8 * SIZE) ? units : cannot('a smaller amount: this one overflows');
}

function short(value: Uint8Array): Uint8Array {
  return value.length <= SIZE ? value : cannot(`an amount that has room in ${SIZE} bytes so`);
}

/** Digits for whole bytes. */
function even(digits: string): string {
  return digits.length % 2 === 0 ? digits : `0${digits}`;
}
