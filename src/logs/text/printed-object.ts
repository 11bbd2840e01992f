/** Bytes and session in an object as a console prints it: JavaScript with quotes of any kind, typed arrays. */

const TEXT = (name: string) => new RegExp(`\\b${name}["']?:\\s*["'\`]([^"'\`]*)["'\`]`);
const LIST = (name: string) =>
  new RegExp(`\\b${name}["']?:\\s*(?:Uint8Array|Array)?(?:\\(\\d+\\))?\\s*\\[([^\\]]*)\\]`);

type Patterns = Readonly<Record<'text' | 'list', RegExp>>;

const patterns = (name: string): Patterns => ({ text: TEXT(name), list: LIST(name) });

const MEMBERS = {
  apdu: patterns('apdu'),
  response: patterns('response'),
  data: patterns('data'),
  statusCode: patterns('statusCode'),
  frame: patterns('frame'),
};
const SESSION = TEXT('sessionId');

/** What `kitWitness` asks for; undefined members where the console shows none. */
export function printedData(text: string): object {
  const response = bytesOrText(text, MEMBERS.response);
  return {
    apdu: bytesOrText(text, MEMBERS.apdu),
    response: response ?? {
      data: bytesOrText(text, MEMBERS.data),
      statusCode: bytesOrText(text, MEMBERS.statusCode),
    },
    frame: bytesOrText(text, MEMBERS.frame),
    sessionId: SESSION.exec(text)?.[1],
  };
}

/** A hex text or a list of bytes; "… 200 more items" is neither. */
function bytesOrText(text: string, member: Patterns): string | number[] | undefined {
  const hex = member.text.exec(text)?.[1];
  if (hex !== undefined) return hex;
  const list = member.list.exec(text)?.[1];
  if (list === undefined) return undefined;
  const words = list.split(',').map((word) => word.trim());
  const isWhole = words.every((word) => word === '' || /^(?:\d+: *)?\d+$/.test(word));
  return isWhole
    ? words.filter(Boolean).map((word) => Number(word.replace(/^\d+: */, '')))
    : undefined;
}
