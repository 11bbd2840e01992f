/** Compares the pictures of recorded flows with our own, pixel by pixel. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model, TextLine } from '../../../../src/device.js';
import { textEvents } from '../../../../src/simulator/screens/events.js';
import type { Page } from '../../../../src/simulator/screens/page.js';
import type { Moment } from '../../../../src/simulator/screens/pixels/moment.js';
import type { Raster } from '../../../../src/simulator/screens/pixels/raster.js';
import { pagePixels } from '../../../../src/simulator/screens/pixels/screen-pixels.js';
import { fontOf } from '../../../../src/simulator/screens/ui.js';
import { decodedPng } from '../../../picture/decoded-png.js';
import { everyPage } from './every-page.js';
import { type RecordedFlow, type RecordedScreen, readFlow } from './recorded-flow.js';

/** What was compared of one model; each picture once. */
export interface Comparison {
  readonly model: Model;
  pictures: number;
  pixels: number;
  differing: number;
  /** Pictures that are not ours, and why. */
  readonly wrong: string[];
}

/** Every flow of a folder of one model. */
export function compareFolder(folder: string): Comparison[] {
  const done = new Map<Model, Comparison>();
  const seen = new Set<string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const flow = readFlow(folder, file);
    const { model } = flow;
    const sum = done.get(model) ?? { model, pictures: 0, pixels: 0, differing: 0, wrong: [] };
    done.set(model, sum);
    const pages = everyPage(flow);
    for (const { screen, moments } of withMoments(flow)) {
      const key = `${screen.picture} ${JSON.stringify([screen.events, moments])}`;
      if (seen.has(key)) continue;
      const isFirst = !seen.has(screen.picture);
      seen.add(key).add(screen.picture);
      const theirs = decodedPng(readFileSync(join(folder, screen.picture)));
      const differing = leastDifference(model, pages, screen, moments, theirs);
      if (differing !== 0) {
        const words = screen.events.map(({ text }) => text).join(' | ');
        sum.wrong.push(`${flow.name} ${screen.n} ${screen.picture}: ${differing} (${words})`);
      }
      if (!isFirst) continue;
      sum.pictures++;
      sum.pixels += theirs.pixels.length;
      sum.differing += differing;
    }
  }
  return [...done.values()];
}

/**
 * Pixels that differ from the page of ours with the same texts at the same places. Where there is
 * none the emulator's list was late: then every page is tried.
 */
function leastDifference(
  model: Model,
  pages: readonly Page[],
  screen: RecordedScreen,
  moments: readonly Moment[],
  theirs: Raster,
): number {
  const key = keyOf(screen.events);
  const same = pages.filter((page) => keyOf(eventsOf(model, page)) === key);
  let least = theirs.pixels.length;
  for (const page of same.length > 0 ? same : pages) {
    for (const moment of moments) {
      least = Math.min(least, differences(pagePixels(model, page, moment), theirs));
      if (least === 0) return 0;
    }
  }
  return least;
}

function eventsOf(model: Model, { texts }: Page): TextLine[] {
  return textEvents(model, texts, (name) => fontOf(model, name));
}

function keyOf(events: readonly TextLine[]): string {
  return JSON.stringify(events.map(({ text, x, y, w, h }) => [text, x, y, w, h]));
}

function differences(ours: Raster, theirs: Raster): number {
  if (ours.width !== theirs.width || ours.height !== theirs.height) return theirs.pixels.length;
  let count = 0;
  for (const [i, pixel] of ours.pixels.entries()) if (pixel !== theirs.pixels[i]) count++;
  return count;
}

const TICK = 100;
/** Two rounds of a spinner whose time nobody knows. */
const ANY_TIME: readonly Moment[] = Array.from({ length: 8 }, (_, i) => ({ shown: 400 * i }));

/** When each picture was taken: known while a finger is down and time goes by ticks. */
function withMoments(flow: RecordedFlow): { screen: RecordedScreen; moments: readonly Moment[] }[] {
  let held: number | undefined;
  let letGo = false;
  let shown: number | undefined;
  return flow.screens.map((screen) => {
    const finger = (screen.pressed as { finger?: string } | null)?.finger;
    const isTick = screen.pressed === 'tick';
    if (finger !== undefined) [held, letGo] = finger === 'down' ? [0, false] : [undefined, true];
    else if (isTick) {
      if (shown !== undefined) shown += TICK;
      else if (held !== undefined) held += TICK;
    } else {
      [held, letGo, shown] = [undefined, false, undefined];
    }
    // Approved: a page that was drawn at this tick.
    if (held !== undefined && shown === undefined && screen.events.length === 1) shown = 0;
    if (shown !== undefined) return { screen, moments: [{ shown }] };
    if (held !== undefined) return { screen, moments: [{ held }] };
    return { screen, moments: letGo ? [{ letGo }] : ANY_TIME };
  });
}
