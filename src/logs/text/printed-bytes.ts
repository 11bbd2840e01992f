/**
 * Bytes as languages print them, as hex digits: `b'\xe0\x03'` and `bytearray(b'…')` of Python,
 * `<Buffer e0 03>` of Node, lists of numbers. Hex in `b'…'` is hex: ledgerblue prints it so.
 */

export interface PrintedBytes {
  readonly digits: string;
  /** The text behind. */
  readonly rest: string;
}

const PYTHON = /^(?:bytearray\()?b(['"])((?:\\.|(?!\1)[ -[\]-~])*)\1\)?/;
const BUFFER = /^<(?:Buffer|SlowBuffer) ((?:[0-9a-f]{2} ?)*)/i;
const LIST =
  /^(?:(?:Uint8Array|Buffer|bytes|bytearray)(?:\(\d*\))? ?)?\(?\[ ?((?:0x)?[0-9a-f]{1,3}(?:, ?(?:0x)?[0-9a-f]{1,3})*),? ?\]\)?/i;
const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, '0': 0 };

/** Undefined for a text that begins otherwise. */
export function printedBytes(text: string): PrintedBytes | undefined {
  const python = PYTHON.exec(text);
  if (python !== null)
    return { digits: pythonDigits(python[2]!), rest: text.slice(python[0].length) };
  const buffer = BUFFER.exec(text);
  if (buffer !== null) {
    const rest = text.slice(buffer[0].length).replace(/^>/, '');
    return { digits: buffer[1]!.replaceAll(' ', ''), rest };
  }
  const list = LIST.exec(text);
  const digits = list === null ? undefined : listDigits(list[1]!);
  return digits === undefined ? undefined : { digits, rest: text.slice(list![0].length) };
}

function pythonDigits(text: string): string {
  if (/^[0-9a-f]*$/i.test(text)) return text;
  return text.replace(
    /\\x([0-9a-f]{2})|\\(.)|(.)/gi,
    (_, hex?: string, escaped?: string, plain?: string) => {
      if (hex !== undefined) return hex;
      return pair(
        escaped === undefined ? plain!.charCodeAt(0) : (ESCAPES[escaped] ?? escaped.charCodeAt(0)),
      );
    },
  );
}

/** Hex when a number says so by `0x` or a letter, or when all have two digits. */
function listDigits(text: string): string | undefined {
  const words = text.split(/, ?/);
  const isHex =
    words.some((word) => /[a-fx]/i.test(word)) || words.every((word) => word.length === 2);
  const values = words.map((word) => Number.parseInt(word, isHex ? 16 : 10));
  return values.every((value) => value <= 255) ? values.map(pair).join('') : undefined;
}

function pair(value: number): string {
  return value.toString(16).padStart(2, '0');
}
