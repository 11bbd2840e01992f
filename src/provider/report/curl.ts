/** A line for a POSIX shell that makes a call again. */
import { HIDDEN, type ShownExchange } from './redacted.js';

/** Sent by curl itself, or not wanted from it. */
const LEFT_OUT = new Set(['accept-encoding', 'connection', 'content-length', 'host', 'user-agent']);

/** @param exchange redacted: where a value was hidden, the line names a variable of the shell. */
export function curlLine({ request }: ShownExchange): string {
  const { method, url, headers, body } = request;
  const parts = ['curl', '-sS'];
  if (method === 'HEAD') parts.push('-I');
  else parts.push('-i');
  if (!['GET', 'HEAD'].includes(method) && !(method === 'POST' && body !== undefined)) {
    parts.push('-X', method);
  }
  parts.push(quoted(url));
  for (const [name, value] of headers) {
    if (LEFT_OUT.has(name.toLowerCase())) continue;
    parts.push('-H', headerWord(name, value));
  }
  if (body !== undefined) parts.push('--data-raw', quoted(body));
  return parts.join(' ');
}

/** A hidden value is left to a variable: `'x-api-key: '"$X_API_KEY"`. */
function headerWord(name: string, value: string): string {
  if (value !== HIDDEN) return quoted(`${name}: ${value}`);
  const variable = name
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_')
    .replace(/^(?=\d)/, '_');
  return `${quoted(`${name}: `)}"$${variable}"`;
}

/** One word of a shell, whatever is in it. */
export function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  // A NUL ends what a program is given; no shell can pass one.
  return `'${text.replaceAll('\0', '').replaceAll("'", "'\\''")}'`;
}
