/** Text inside XML 1.0, and attributes: for reports that CI servers read. */

export function xmlAttributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(String(value)).replace(/\s+/g, ' ').trim()}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** Not allowed in XML 1.0 even escaped, and what changes the direction of text or hides in it. */
const UNSAFE = /[^\P{C}\n]|[\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu;

export function xmlText(value: string): string {
  return value
    .replace(UNSAFE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
