/** Mistakes in the fiat amount of a sell message (PROVIDER-API 2.8, 6.4). */
import { concat, EMPTY, toBigInt, utf8 } from '../../../bytes.js';
import { amountBytes } from '../../../payload/amount.js';
import type { MessageValues } from '../../../payload/encode.js';
import {
  bytes,
  cannot,
  type Mistake,
  mistakes,
  nested,
  SELLS,
  sizedField,
  text,
  without,
  wrongValues,
} from '../../../sign/mistake.js';
import { correctRecipe } from '../../../sign/payload-maker.js';

const OUT_AMOUNT = 6;
const FIXED64 = 1;
/** An exponent of -2 as protobuf writes a signed number: ten bytes. */
const MINUS_TWO = Uint8Array.of(0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01);
/** So many that the coefficient needs more than 64 bits, beside at most 16 bytes. */
const MORE_DECIMALS = 19;
/** Past the 50 characters the device prints an amount in. */
const HUGE_EXPONENT = 60;

interface UDecimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** Another coefficient or exponent; the message is still well formed. */
function decimal(does: string, change: (amount: UDecimal) => MessageValues): Mistake {
  return wrongValues(does, SELLS, (values) => ({ ...values, out_amount: change(read(values)) }));
}

/** Other bytes for the whole of out_amount. */
function wire(does: string, field: (amount: UDecimal) => Uint8Array): Mistake {
  return {
    does,
    flows: SELLS,
    change: (draft) => ({
      protobuf: (values) =>
        concat(correctRecipe(draft).protobuf(without(values, 'out_amount')), field(read(values))),
    }),
  };
}

function read(values: MessageValues): UDecimal {
  const amount = nested(values, 'out_amount');
  const { exponent } = amount;
  return {
    coefficient: toBigInt(bytes(amount, 'coefficient')),
    exponent: typeof exponent === 'number' ? exponent : 0,
  };
}

export const FIAT_MISTAKES = mistakes({
  OUT_CURRENCY_MISSING: wrongValues('Leaves the fiat currency out.', SELLS, (values) =>
    without(values, 'out_currency'),
  ),
  FIAT_CASE: wrongValues('Writes the fiat currency in lower case.', SELLS, (values) => ({
    ...values,
    out_currency: text(values, 'out_currency').toLowerCase(),
  })),
  UDECIMAL_EMPTY_COEFFICIENT: decimal('Leaves the coefficient empty.', ({ exponent }) => ({
    coefficient: EMPTY,
    exponent,
  })),
  UDECIMAL_NOT_A_MESSAGE: wire('Sends the amount as a 64-bit floating point number.', (amount) => {
    const value = new Uint8Array(8);
    const number = Number(amount.coefficient) / 10 ** amount.exponent;
    new DataView(value.buffer).setFloat64(0, number, true);
    return concat(Uint8Array.of(OUT_AMOUNT * 8 + FIXED64), value);
  }),
  UDECIMAL_ASCII: decimal('Writes the coefficient as decimal digits.', (amount) => ({
    coefficient: utf8(`${amount.coefficient}`),
    exponent: amount.exponent,
  })),
  UDECIMAL_TOO_BIG: decimal(
    'Writes the amount with 19 more decimals, which makes a coefficient of more than 64 bits.',
    ({ coefficient, exponent }) => {
      const bigger = coefficient * 10n ** BigInt(MORE_DECIMALS);
      if (bigger < 1n << 64n || bigger >= 1n << 128n) cannot('a fiat amount from 2 to 10^17 cents');
      return { coefficient: amountBytes(bigger), exponent: exponent + MORE_DECIMALS };
    },
  ),
  UDECIMAL_NEGATIVE_EXPONENT: wire('Writes the exponent as a negative number.', (amount) =>
    sizedField(
      OUT_AMOUNT,
      concat(sizedField(1, amountBytes(amount.coefficient)), Uint8Array.of(0x10), MINUS_TWO),
    ),
  ),
  UDECIMAL_EXPONENT_TOO_BIG: decimal(
    'Sends an exponent of 60: the text does not fit the device.',
    ({ coefficient }) => ({ coefficient: amountBytes(coefficient), exponent: HUGE_EXPONENT }),
  ),
  UDECIMAL_SCALE: decimal('Sends cents with exponent 0.', ({ coefficient, exponent }) =>
    exponent === 0 || coefficient === 0n
      ? cannot('a fiat amount above zero with decimals')
      : { coefficient: amountBytes(coefficient), exponent: 0 },
  ),
});
