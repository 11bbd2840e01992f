/**
 * Amounts of requests and answers as programs and people write them, read where there is but one
 * way to. The provider API itself has decimal texts in currency units.
 */

const PLAIN = /^(?:\d+(?:\.\d*)?|\.\d+)$/;
const SCIENTIFIC = /^(\d+)(?:\.(\d+))?e([+-]?\d{1,3})$/i;
/** Groups of three, and then a point or comma of the other kind. */
const GROUPED_POINT = /^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$/;
const GROUPED_COMMA = /^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$/;
const SPACED = /^\d{1,3}(?:[ '_\u00a0\u202f]\d{3})+(?:[.,]\d+)?$/;
/** A comma is a decimal one unless three digits follow a number that could be thousands. */
const COMMA = /^(?:\d+,(?!\d{3}$)\d+|0,\d+|\d{4,},\d+)$/;
const MAX_LENGTH = 90;

/**
 * A decimal text with a point, without zeros at the end of the fraction; undefined for what is no
 * amount or can be read in two ways.
 * @param ticker the unit that may stand behind the number.
 */
export function readDecimal(value: unknown, ticker?: string): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const given = withoutUnit(String(value).trim(), ticker);
  const text = given.startsWith('+') ? given.slice(1) : given;
  if (text.length > MAX_LENGTH) return undefined;
  if (PLAIN.test(text)) return plain(text);
  const scientific = SCIENTIFIC.exec(text);
  if (scientific !== null) return shifted(scientific);
  if (GROUPED_POINT.test(text)) return plain(text.replaceAll(',', ''));
  if (GROUPED_COMMA.test(text)) return plain(text.replaceAll('.', '').replace(',', '.'));
  if (SPACED.test(text)) return plain(text.replace(/[^\d.,]/g, '').replace(',', '.'));
  if (COMMA.test(text)) return plain(text.replace(',', '.'));
  return undefined;
}

const NINE = 0x39;

function withoutUnit(text: string, ticker: string | undefined): string {
  if (ticker === undefined || ticker === '') return text;
  const end = text.length - ticker.length;
  // A number ends with a digit, and most tickers do not.
  if (text.charCodeAt(text.length - 1) <= NINE && ticker.charCodeAt(ticker.length - 1) > NINE) {
    return text;
  }
  if (text.slice(end).toUpperCase() !== ticker.toUpperCase()) return text;
  return text.slice(0, end).trimEnd();
}

function plain(text: string): string {
  if (WRITTEN_SO.test(text)) return text;
  const [whole = '', fraction = ''] = text.split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const rest = fraction.replace(/0+$/, '');
  return rest === '' ? digits : `${digits}.${rest}`;
}

/** Already without zeros that say nothing. */
const WRITTEN_SO = /^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;

/** Digits with the point moved as the exponent says. */
function shifted([, whole = '', fraction = '', exponent = '']: RegExpExecArray):
  | string
  | undefined {
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (Math.abs(point) > MAX_LENGTH) return undefined;
  if (point <= 0) return plain(`0.${'0'.repeat(-point)}${digits}`);
  const padded = digits.padEnd(point, '0');
  return plain(`${padded.slice(0, point)}.${padded.slice(point)}`);
}
