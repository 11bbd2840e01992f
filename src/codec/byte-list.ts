/** Bytes as lists of numbers: JSON of arrays, of Node's Buffer, of a Uint8Array; Java's are signed. */

const MAX_SIZE = 64 * 1024;

/** Undefined for everything that is no such list; an empty one is none. */
export function bytesOfList(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return bytesOfNumbers(value);
  const { type, data } = value as { type?: unknown; data?: unknown };
  if (type === 'Buffer' && Array.isArray(data)) return bytesOfNumbers(data);
  // {"0": 48, "1": 86, …}: a Uint8Array as JSON.stringify writes it.
  if (!('0' in value) || !('1' in value)) return undefined;
  const names = Object.keys(value);
  const isIndexed = names.every((name, at) => name === String(at));
  return isIndexed ? bytesOfNumbers(Object.values(value)) : undefined;
}

/** `4, 195, 120` with or without brackets, `{0x04, 0xc3}`; undefined for other texts. */
export function bytesOfListText(text: string): Uint8Array | undefined {
  const numbers = text.replace(/^(?:new )?\w*\[?\]?\s*[{[(]|[}\])];?$/g, '').split(/[\s,]+/);
  const given = numbers.filter((number) => number !== '');
  const isNumber = (number: string) => /^(-?\d{1,3}|0x[0-9a-f]{1,2})$/i.test(number);
  return given.length > 1 && given.every(isNumber) ? bytesOfNumbers(given.map(Number)) : undefined;
}

function bytesOfNumbers(numbers: readonly unknown[]): Uint8Array | undefined {
  if (numbers.length === 0 || numbers.length > MAX_SIZE) return undefined;
  const isByte = (value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && value >= -128 && value <= 255;
  return numbers.every(isByte)
    ? Uint8Array.from(numbers as number[], (value) => value & 0xff)
    : undefined;
}
