/** Where a member stands in the text of a file: JSON, YAML, or an HTTP answer around one of them. */

/** What holds the fields of a message, the first that is there. */
const CARRIERS = ['payload', 'binaryPayload', 'providerSig'];

/**
 * The line, from 1, of what a finding is about: a member of that name, or the payload that the field
 * is in. Undefined where there is neither.
 *
 * @param text of a file with one case.
 * @param field as a finding has it: `signature`, `payin_address`, `response.providerSig.payload`.
 */
export function lineOfField(text: string, field: string | undefined): number | undefined {
  const own = field?.split('.').at(-1);
  const names = own === undefined ? [] : [own, camel(own), snake(own)];
  for (const name of new Set([...names, ...CARRIERS])) {
    const line = lineOfMember(text, name);
    if (line !== undefined) return line;
  }
  return undefined;
}

function lineOfMember(text: string, name: string): number | undefined {
  const plain = name.replace(/\W/g, '\\$&');
  const found = new RegExp(`"${plain}"\\s*:|^[\\s-]*${plain}\\s*:`, 'm').exec(text);
  if (found === null) return undefined;
  const before = text.slice(0, found.index + found[0].search(/[^\s-]/));
  return before.split('\n').length;
}

const camel = (name: string) =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
