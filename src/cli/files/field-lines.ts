/** Where findings stand in the files they were found in, for reports that point at lines. */
import type { LineOf } from '../../report/complaints.js';
import { lineOfField } from '../../report/member-line.js';
import { readInput } from './input.js';

/** Reads each file once more, when it is asked for. Of a file with several cases nothing is known. */
export function fieldLines(): LineOf {
  const texts = new Map<string, string>();
  return ({ file, item }, field) => {
    if (file === '-' || item !== undefined) return undefined;
    const text = texts.get(file) ?? textOf(file);
    texts.set(file, text);
    return lineOfField(text, field);
  };
}

/** Empty where it is gone, or longer than a case. */
function textOf(file: string): string {
  try {
    return readInput(file, 'check');
  } catch {
    return '';
  }
}
