/**
 * The three texts of the review that stand behind each other in the device's memory, 50 bytes each:
 * what the user gets (or the account name), sends, and pays as fees. A fiat text that does not quite
 * fit loses its NUL, and the screen then runs on into the next one (recordings `pb-fiat-*`).
 */
import { bytesOf, concat, cString, toBigInt } from '../bytes.js';
import { PRINTABLE_AMOUNT_SIZE as SIZE } from '../exchange/constants.js';

const OFFSETS = { receive: 0, send: SIZE, fees: 2 * SIZE } as const;

export type AmountText = keyof typeof OFFSETS;

export class AmountTexts {
  static readonly EMPTY = new AmountTexts(new Uint8Array(3 * SIZE));

  private readonly memory: Uint8Array;

  private constructor(memory: Uint8Array) {
    this.memory = memory;
  }

  /** Copies a C string: cut to 49 bytes, always terminated. */
  with(which: AmountText, text: Uint8Array): AmountTexts {
    const memory = this.memory.slice();
    const start = OFFSETS[which];
    const value = cString(text).subarray(0, SIZE - 1);
    memory.set(value, start);
    memory[start + value.length] = 0;
    return new AmountTexts(memory);
  }

  /** What the screen shows: from the start of the text to the next NUL, wherever that is. */
  read(which: AmountText): Uint8Array {
    return cString(this.memory.subarray(OFFSETS[which]));
  }

  /**
   * Writes "CUR 12.34" as the "receive" text; undefined when it does not fit (6A85).
   *
   * `coefficient` is unsigned big-endian, but only its last 8 bytes count and they are read as a
   * signed number; `exponent` is taken modulo 256 (app-exchange `src/printable_amount.c`).
   */
  withFiat(
    currency: Uint8Array,
    coefficient: Uint8Array,
    exponent: number,
  ): AmountTexts | undefined {
    const memory = this.memory.slice();
    const prefix = cString(currency);
    memory.set(prefix, 0);
    memory.set(bytesOf(' \0'), prefix.length);
    const at = prefix.length + 1;
    const room = SIZE - at;
    const decimals = exponent & 0xff;
    const digits = signedDigits(coefficient);

    if (digits.length <= decimals) {
      const zeros = decimals - digits.length;
      if (room <= 2 + zeros) return undefined;
      const text = bytesOf(`0.${'0'.repeat(zeros)}${digits}`);
      // Copied to the end of the buffer and no further: without a NUL when it fills it.
      memory.fill(0, at + 2 + zeros, at + room);
      memory.set(text.subarray(0, room), at);
    } else {
      if (room <= digits.length + 1 + decimals) return undefined;
      const point = digits.length - decimals;
      memory.set(bytesOf(`${digits.slice(0, point)}.${digits.slice(point)}`), at);
    }
    return new AmountTexts(memory);
  }

  /**
   * As the development line writes it (pull request 356): undefined when the coefficient has more
   * than 8 bytes, the exponent is above 255, or the text does not fit with its NUL (6A8B).
   */
  withCheckedFiat(
    currency: Uint8Array,
    coefficient: Uint8Array,
    exponent: number,
  ): AmountTexts | undefined {
    if (coefficient.length > 8 || exponent > 0xff) return undefined;
    const digits = toBigInt(coefficient)
      .toString()
      .padStart(exponent + 1, '0');
    const point = digits.length - exponent;
    const number = exponent === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
    const text = concat(cString(currency), bytesOf(` ${number}`));
    return text.length < SIZE ? this.with('receive', text) : undefined;
  }
}

function signedDigits(coefficient: Uint8Array): string {
  let value = 0n;
  for (const byte of coefficient) value = BigInt.asIntN(64, (value << 8n) + BigInt(byte));
  return value.toString();
}
