/**
 * The three texts of the review that stand behind each other in the device's memory, 50 bytes each:
 * what the user gets (or the account name), sends, and pays as fees. A fiat text that does not quite
 * fit loses its NUL, and the screen then runs on into the next one (recordings `pb-fiat-*`).
 */
import { bytesOf, textOf, toBigInt } from '../bytes.js';
import { PRINTABLE_AMOUNT_SIZE as SIZE } from '../exchange/constants.js';

export type AmountText = 'receive' | 'send' | 'fees';

const ZEROS = '\0'.repeat(SIZE);

export class AmountTexts {
  static readonly EMPTY = new AmountTexts(ZEROS, ZEROS, ZEROS);

  /** SIZE characters each, one for a byte: what is written is written into a copy, and texts are cheap to copy. */
  private readonly receive: string;
  private readonly send: string;
  private readonly fees: string;

  private constructor(receive: string, send: string, fees: string) {
    this.receive = receive;
    this.send = send;
    this.fees = fees;
  }

  /** Copies a C string: cut to 49 bytes, always terminated. */
  with(which: AmountText, text: Uint8Array | string): AmountTexts {
    const value = upToNul(typeof text === 'string' ? text : textOf(text)).slice(0, SIZE - 1);
    const { receive, send, fees } = this;
    const memory = written(this[which], 0, `${value}\0`);
    if (which === 'receive') return new AmountTexts(memory, send, fees);
    if (which === 'send') return new AmountTexts(receive, memory, fees);
    return new AmountTexts(receive, send, memory);
  }

  /** What the screen shows: from the start of the text to the next NUL, wherever that is. */
  read(which: AmountText): Uint8Array {
    const { send, fees } = this;
    const behind = { receive: send + fees, send: fees, fees: '' };
    return bytesOf(upToNul(this[which] + behind[which]));
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
    const at = prefix.length + 1;
    const start = written(this.receive, 0, `${prefix} \0`);
    const ending = (text: string) =>
      new AmountTexts(written(start, at, text), this.send, this.fees);
    const room = SIZE - at;
    const decimals = exponent & 0xff;
    const digits = signedDigits(coefficient);

    if (digits.length <= decimals) {
      const zeros = decimals - digits.length;
      if (room <= 2 + zeros) return undefined;
      const text = `0.${'0'.repeat(zeros)}${digits}`;
      // Copied to the end of the buffer and no further: without a NUL when it fills it.
      return ending(text.slice(0, room).padEnd(room, '\0'));
    }
    if (room <= digits.length + 1 + decimals) return undefined;
    const point = digits.length - decimals;
    return ending(`${digits.slice(0, point)}.${digits.slice(point)}`);
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
  const front = at === 0 ? text : memory.slice(0, at) + text;
  return front + memory.slice(front.length);
}

function signedDigits(coefficient: Uint8Array): string {
  let value = 0n;
  for (const byte of coefficient) value = BigInt.asIntN(64, (value << 8n) + BigInt(byte));
  return value.toString();
}
