/** What a person reads when recordings have been replayed. */

import type { Mismatch } from '../../capture/replay.js';
import type { ScreenView } from '../../device.js';
import { type Ui, view } from '../../simulator/screens/ui.js';
import type { Io } from '../io.js';
import { framedScreens } from '../text/screen-frame.js';
import { harmless } from '../text/text.js';
import type { Played } from './replay.js';

/** Other files with differences that are named. */
const NAMED = 10;

export interface Drawing {
  /** Whether to draw the screen that was up at the first difference. */
  readonly draw: boolean;
  /** Where screens were written. */
  readonly pictures: ReadonlyMap<Ui, string>;
}

export function reportText({ totals, mismatches }: Played, drawing: Drawing, io: Io): string {
  const { skipped } = totals;
  const lost = skipped.lost > 0 ? `, ${skipped.lost} without a recorded answer` : '';
  const lines: string[] = [];
  const [first, ...others] = mismatches;
  if (first !== undefined) {
    lines.push(
      `First difference: ${harmless(first.file)}, line ${first.line}, ${first.command}`,
      `  expected  ${harmless(first.expected)}`,
      `  actual    ${harmless(first.actual)}`,
      `  ${harmless(first.why)}`,
      '',
      ...(drawing.draw ? differenceScreens(first, io) : []),
    );
    const picture = drawing.pictures.get(first.ui);
    if (picture !== undefined) lines.push(`  picture   ${harmless(picture)}`, '');
    lines.push(...otherFiles(others));
  }
  lines.push(
    `files       ${totals.files}`,
    `exchanges   ${totals.exchanges} (${totals.compared} compared)`,
    `skipped     ${skipped.coinApp + skipped.random + skipped.lost} (${skipped.coinApp} by coin apps whose signing is not simulated${named(totals.unfinishedCoinApps)}, ${skipped.random} with random bytes${lost})`,
    `screens     ${totals.screens} compared (${totals.coinAppScreens} more drawn by coin apps)`,
    `mismatches  ${mismatches.length}`,
  );
  return `${lines.join('\n')}\n`;
}

/** `: Litecoin 5, NEAR 2`, or nothing. */
function named(counts: Readonly<Record<string, number>>): string {
  const each = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return each.length === 0 ? '' : `: ${each.join(', ')}`;
}

function otherFiles(mismatches: readonly { readonly file: string }[]): string[] {
  const others = new Map<string, number>();
  for (const { file } of mismatches) others.set(file, (others.get(file) ?? 0) + 1);
  if (others.size === 0) return [];
  const named = [...others].slice(0, NAMED).map(([file, count]) => `  ${count} more in ${file}`);
  const more = others.size - NAMED;
  return [...named, ...(more > 0 ? [`  and in ${more} more files`] : []), ''];
}

/** The screen that was up; where it is what differs, beside the recorded one. */
function differenceScreens({ command, expected, ui }: Mismatch, io: Io): string[] {
  const isScreen = command === 'screen';
  const shown = isScreen ? [recordedView(expected, ui.context.model), view(ui)] : [view(ui)];
  return [
    isScreen ? '  The recorded screen and the simulated one:' : '  On the screen at that moment:',
    '',
    ...framedScreens(shown, { columns: io.columns, indent: 2 }),
    '',
  ];
}

/** A recording has the lines only. */
function recordedView(expected: string, model: ScreenView['model']): ScreenView {
  const texts = expected.split(' | ');
  const lines = texts.map((text) => ({ text, x: 0, y: 0, w: 0, h: 0 }));
  return { model, kind: 'recorded', lines };
}
