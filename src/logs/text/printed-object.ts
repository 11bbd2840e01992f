/** Bytes and session in an object as a console prints it: JavaScript with quotes of any kind, typed arrays. */

const TEXT = (name: string) => new RegExp(`\\b${name}["']?:\\s*["'\`]([^"'\`]*)["'\`]`);
const LIST = (name: string) =>
  new RegExp(`\\b${name}["']?:\\s*(?:Uint8Array|Array)?(?:\\(\\d+\\))?\\s*\\[([^\\]]*)\\]`);

/** What `kitWitness` asks for; undefined members where the console shows none. */
export function printedData(text: string): object {
  const response = bytesOrText(text, 'response');
  return {
    apdu: bytesOrText(text, 'apdu'),
    response: response ?? {
      data: bytesOrText(text, 'data'),
      statusCode: bytesOrText(text, 'statusCode'),
    },
    frame: bytesOrText(text, 'frame'),
    sessionId: TEXT('sessionId').exec(text)?.[1],
  };
}

/** A hex text or a list of bytes; "… 200 more items" is neither. */
function bytesOrText(text: string, name: string): string | number[] | undefined {
  const hex = TEXT(name).exec(text)?.[1];
  if (hex !== undefined) return hex;
  const list = LIST(name).exec(text)?.[1];
  if (list === undefined) return undefined;
  const words = list.split(',').map((word) => word.trim());
  const isWhole = words.every((word) => word === '' || /^(?:\d+: *)?\d+$/.test(word));
  return isWhole
    ? words.filter(Boolean).map((word) => Number(word.replace(/^\d+: */, '')))
    : undefined;
}
