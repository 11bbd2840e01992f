/** What is said of an expected screen that did not come: the nearest that did, then the others. */
import { distanceOf } from './nearest.js';
import type { ExpectedPage } from './scenario.js';
import { pageText, shows } from './screens.js';

type Lines = readonly string[];

const MAX_SHOWN = 12;
/** Letters that are compared of a text: enough to tell screens apart, and no more work than that. */
const MAX_COMPARED = 200;
/** No device shows more. */
const MAX_LINES = 40;

/** @param from the screen that showed the page before; 0 for the first page. */
export function missingScreen(page: ExpectedPage, screens: readonly Lines[], from: number): string {
  const after = from === 0 ? '' : ' after the ones before';
  const expected = `expected a screen ${pageText(page)}${after}`;
  const rest = different(screens.slice(from));
  if (rest.length === 0) return `${expected}, found no more screens`;
  const earlier = screens.findIndex((lines) => shows(lines, page));
  if (earlier >= 0) {
    return `${expected}, found it earlier, as screen ${earlier + 1} of ${screens.length}: ${shown(screens[earlier]!)}`;
  }
  const near = nearestScreen(page, rest);
  const others = rest.filter((lines) => lines !== near).map(shown);
  const more = others.length > MAX_SHOWN ? `; and ${others.length - MAX_SHOWN} more` : '';
  const list = others.length === 0 ? '' : `; also: ${others.slice(0, MAX_SHOWN).join('; ')}${more}`;
  return `${expected}, found none; the nearest is: ${shown(near)}${list}`;
}

function shown(lines: Lines): string {
  return lines.length === 0 ? '(empty)' : lines.join(' | ');
}

function different(screens: readonly Lines[]): Lines[] {
  return [...new Map(screens.map((lines) => [shown(lines), lines])).values()];
}

/** The one whose text would need the fewest changes. */
function nearestScreen(page: ExpectedPage, screens: readonly Lines[]): Lines {
  const inside = 'contains' in page;
  const wanted = (inside ? page.contains : page.lines.join(' ')).slice(0, MAX_COMPARED);
  const [first] = screens
    .map((lines) => ({ lines, distance: textDistance(wanted, lines, inside) }))
    .sort((a, b) => a.distance - b.distance);
  return first?.lines ?? [];
}

/** A whole page is compared with all lines, words inside a screen with each stretch of lines. */
function textDistance(wanted: string, lines: Lines, inside: boolean): number {
  const whole = distance(wanted, lines.join(' '));
  if (!inside) return whole;
  const few = lines.slice(0, MAX_LINES);
  const stretches = few.flatMap((_, from) =>
    few.slice(from).map((__, size) => few.slice(from, from + size + 1).join(' ')),
  );
  const fitting = stretches.filter((text) => text.length <= 2 * wanted.length);
  return Math.min(whole, ...fitting.map((text) => distance(wanted, text)));
}

function distance(wanted: string, text: string): number {
  return distanceOf(wanted.toLowerCase(), text.slice(0, MAX_COMPARED).toLowerCase());
}
