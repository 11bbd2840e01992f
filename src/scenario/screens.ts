/** Screens as lists of lines, and whether one shows what is expected. */
import type { ScreenView } from '../device.js';
import type { ExpectedPage } from './scenario.js';

/** The lines of a screen without blanks around them, empty ones left out. */
export function linesOf(screen: ScreenView): readonly string[] {
  return screen.lines.map(({ text }) => text.trim()).filter((text) => text !== '');
}

export function shows(lines: readonly string[], page: ExpectedPage): boolean {
  if ('contains' in page) return unbroken(lines.join('')).includes(unbroken(page.contains));
  const wanted = page.lines.map((line) => line.trim());
  return wanted.length === lines.length && wanted.every((line, i) => line === lines[i]);
}

/** Devices break lines at blanks and, where a word is longer than a line, inside it. */
function unbroken(text: string): string {
  return text.replace(/\s+/g, '');
}

export function pageText(page: ExpectedPage): string {
  if ('contains' in page) return `with ${JSON.stringify(page.contains)}`;
  return `that reads ${JSON.stringify(page.lines.join(' | '))}`;
}
