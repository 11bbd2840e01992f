/** Labels in front of text, for a terminal of a given width. */
import type { Io } from '../io.js';
import { harmless, palette, wrapped } from './text.js';

export type Look = Pick<Io, 'color' | 'columns'>;

const LABEL = 11;

/** A label in front of text that wraps in its own column. */
export function row(label: string, text: string, { color, columns }: Look, margin = 2): string[] {
  const { dim } = palette(color);
  const blank = ' '.repeat(margin);
  return fitted(text, columns - margin - LABEL).map((line, at) => {
    const shown = at === 0 ? label : '';
    return `${blank}${dim(shown)}${' '.repeat(LABEL - shown.length)}${line}`;
  });
}

/** Made harmless and wrapped, line by line. */
export function fitted(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapped(harmless(line), width));
}
