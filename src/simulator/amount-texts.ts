/**
 * The three texts of the review that stand behind each other in the device's memory, 50 bytes each:
 * what the user gets (or the account name), sends, and pays as fees. A fiat text that does not quite
 * fit loses its NUL, and the screen then runs on into the next one (recordings `pb-fiat-*`).
 */
import { bytesOf, textOf, toBigInt } from '../bytes.js';
import { PRINTABLE_AMOUNT_SIZE as SIZE } from '../exchange/constants.js';

const OFFSETS = { receive: 0, send: SIZE, fees: 2 * SIZE } as const;

export type AmountText = keyof typeof OFFSETS;

export class AmountTexts {
  static readonly EMPTY = new AmountTexts('\0'.repeat(3 * SIZE));

  /** One character a byte: what is written is written into a copy, and texts are cheap to copy. */
  private readonly memory: string;

  private constructor(memory: string) {
    this.memory = memory;
  }

  /** Copies a C string: cut to 49 bytes, always terminated. */
  with(which: AmountText, text: Uint8Array | string): AmountTexts {
    const value = upToNul(typeof text === 'string' ? text : textOf(text)).slice(0, SIZE - 1);
    return new AmountTexts(written(this.memory, OFFSETS[which], `${value}\0`));
  }

  /** What the screen shows: from the start of the text to the next NUL, wherever that is. */
  read(which: AmountText): Uint8Array {
    return bytesOf(upToNul(this.memory.slice(OFFSETS[which])));
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
    const prefix = upToNul(textOf(currency));
    const memory = written(this.memory, 0, `${prefix} \0`);
    const at = prefix.length + 1;
    const room = SIZE - at;
    const decimals = exponent & 0xff;
    const digits = signedDigits(coefficient);

    if (digits.length <= decimals) {
      const zeros = decimals - digits.length;
      if (room <= 2 + zeros) return undefined;
      const text = `0.${'0'.repeat(zeros)}${digits}`;
      // Copied to the end of the buffer and no further: without a NUL when it fills it.
      return new AmountTexts(written(memory, at, text.slice(0, room).padEnd(room, '\0')));
    }
    if (room <= digits.length + 1 + decimals) return undefined;
    const point = digits.length - decimals;
    return new AmountTexts(written(memory, at, `${digits.slice(0, point)}.${digits.slice(point)}`));
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
    const text = `${upToNul(textOf(currency))} ${number}`;
    return text.length < SIZE ? this.with('receive', text) : undefined;
  }
}

function upToNul(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

function written(memory: string, at: number, text: string): string {
  return memory.slice(0, at) + text + memory.slice(at + text.length);
}

function signedDigits(coefficient: Uint8Array): string {
  let value = 0n;
  for (const byte of coefficient) value = BigInt.asIntN(64, (value << 8n) + BigInt(byte));
  return value.toString();
}
