/** JSON in a file: read, or said where and why not. The text itself is never repeated. */

import { InputError } from '../../errors.js';
import { expected, holdsPrivatePem } from '../../shown.js';

const BOM = /^\uFEFF/;

/**
 * @param name file, or file and line, as messages call it.
 * @throws InputError with the line and column where reading stopped, as far as they are known.
 */
export function parseJson(text: string, name: string): unknown {
  const plain = text.replace(BOM, '');
  try {
    return JSON.parse(plain) as unknown;
  } catch (error) {
    throw jsonError(plain, name, (error as Error).message);
  }
}

export function jsonError(text: string, name: string, message = reasonOf(text)): InputError {
  if (holdsPrivatePem(text)) return new InputError(expected(name, 'a case', 'a private key'));
  if (text.trim() === '') return new InputError(expected(name, 'a case', 'nothing'));
  const binary = firstBinary(text);
  if (binary >= 0) {
    return new InputError(expected(place(name, text, binary), 'text', 'binary data'));
  }
  // Engines word it differently; of all of them only the position is used.
  const known = /position (\d+)/.exec(message)?.[1];
  const end = text.trimEnd().length;
  const position = known === undefined ? undefined : Number(known);
  const cutOff = /end of JSON|Unterminated/i.test(message) || (position ?? 0) >= end;
  if (cutOff) {
    return new InputError(
      expected(place(name, text, end), 'a complete JSON object', 'one that ends too early'),
      { hint: 'The text seems cut off: compare its size with the original.' },
    );
  }
  const where = position === undefined ? name : place(name, text, position);
  return new InputError(expected(where, 'a JSON object', 'text that is no JSON'));
}

/** File, line and column; of a single line, which is named already, the column alone. */
function place(name: string, text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  return text.trimEnd().includes('\n')
    ? `${name}:${before.length}:${column}`
    : `${name}, column ${column}`;
}

/** Where a control character or a byte that is no UTF-8 stands; -1 in text. */
export function firstBinary(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isBlank = code === 0x09 || code === 0x0a || code === 0x0d;
    if ((code < 0x20 && !isBlank) || code === 0xfffd) return at;
  }
  return -1;
}

function reasonOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
