import { concat, fromHex } from '../../../../src/bytes.js';
import type { AMOUNT_FINDINGS } from '../../../../src/check/rules/amount/findings.js';
import { amountBytes, shortestBytes } from '../../../../src/payload/amount.js';
import { ASKED, type Cases, swap, units } from '../cases.js';

export const AMOUNT_CASES: Cases<typeof AMOUNT_FINDINGS> = {
  AMOUNT_MISSING: () => swap({ amount_to_wallet: new Uint8Array(0) }),
  AMOUNT_ZERO: () => swap(units(0n)),
  AMOUNT_TOO_LONG: () => swap({ amount_to_provider: new Uint8Array(17).fill(1) }),
  AMOUNT_TOO_BIG: () =>
    swap({ amount_to_provider: concat(Uint8Array.of(1), fromHex('02030405060708090a0b')) }),
  AMOUNT_NOT_16_BYTES: () => swap({ amount_to_provider: shortestBytes(1_000_000n) }),
  AMOUNT_ASCII: () => swap({ amount_to_provider: new TextEncoder().encode('1000000') }),
  AMOUNT_DECIMAL_TEXT: () => swap({ amount_to_provider: new TextEncoder().encode('0.01') }),
  AMOUNT_HEX_TEXT: () => swap({ amount_to_provider: new TextEncoder().encode('0f4240') }, ASKED),
  AMOUNT_DECODED_AS_BASE64: () =>
    swap({ amount_to_provider: Buffer.from('1000000', 'base64') }, ASKED),
  AMOUNT_DECODED_AS_HEX: () => swap({ amount_to_provider: fromHex('01000000') }, ASKED),
  AMOUNT_AS_FLOAT: () => swap({ amount_to_provider: fromHex('7b14ae47e17a843f') }, ASKED),
  AMOUNT_NEGATIVE: () => swap({ amount_to_provider: new Uint8Array(16).fill(0xff) }),
  AMOUNT_WRAPPED: () => swap({ amount_to_provider: fromHex('0a030f4240') }, ASKED),
  AMOUNT_LITTLE_ENDIAN: () => swap({ amount_to_provider: fromHex('40420f00') }, ASKED),
  AMOUNT_LEFT_ALIGNED: () =>
    swap({ amount_to_provider: concat(fromHex('0f4240'), new Uint8Array(13)) }, ASKED),
  AMOUNT_HEX_NIBBLE: () => swap(units(0xf424n), ASKED),
  AMOUNT_WRONG_DECIMALS: () => swap(units(1_000n), ASKED),
  AMOUNT_FLOAT_ROUNDING: () =>
    swap(
      { amount_to_wallet: amountBytes(345_678_912_345_678_900n) },
      { ...ASKED, amountTo: '0.345678912345678912' },
    ),
  AMOUNT_NOT_REQUESTED: () => swap(units(1_234_567n), ASKED),
  AMOUNT_NOT_COMPARED: () => swap({}, { ...ASKED, amount: '1,000' }),
  AMOUNT_READ_AS_BASE_UNITS: () => swap({}, { ...ASKED, amount: '1000000' }),
};
