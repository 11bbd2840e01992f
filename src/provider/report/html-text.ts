/** Somebody else's text for HTML: controls and what changes its direction are seen, not done. */
import { harmless } from '../../report/plain-text.js';

/** Lines stay lines; escaping is left to the template. */
export function shownText(text: string): string {
  return text.split(/\r?\n/).map(harmless).join('\n');
}
