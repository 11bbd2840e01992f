/** Screens and the user in tests, on any Device that shows a screen. */

import { awaitScreen } from '../device/await-screen.js';
import { isReviewPage, type UserDecision } from '../device/gestures.js';
import { decide } from '../device/review.js';
import { type Device, type DeviceScreen, fitsText, type ScreenView } from '../device.js';
import { InputError } from '../errors.js';
import type { ExpectedPage } from '../scenario/scenario.js';
import { linesOf, pageText, shows } from '../scenario/screens.js';
import { expected } from '../shown.js';
import { unmet } from './account.js';

/** Words in the text of a screen, a pattern for it, or all of its lines as they stand. */
export type ScreenText = string | RegExp | readonly string[];

/** How long to wait. */
export interface WaitOptions {
  /** One second when absent. */
  readonly timeoutMs?: number;
}

const TIMEOUT = 1000;

/**
 * The first screen, the current one included, that shows what is expected.
 * @throws ExpectationError when none comes in time.
 */
export async function expectScreen(
  device: Device,
  expected: ScreenText,
  options: WaitOptions = {},
): Promise<ScreenView> {
  const matches = (view: ScreenView) => matchesText(linesOf(view), expected);
  return awaited(device, matches, `a screen ${textOf(expected)}`, options);
}

/** Waits for the review, goes through all of it and signs. */
export async function approve(device: Device, options: WaitOptions = {}): Promise<void> {
  await decided(device, 'approve', options);
}

/** Waits for the review and rejects it. */
export async function reject(device: Device, options: WaitOptions = {}): Promise<void> {
  await decided(device, 'reject', options);
}

async function decided(
  device: Device,
  decision: UserDecision,
  options: WaitOptions,
): Promise<void> {
  await awaited(device, isReviewPage, `a review to ${decision}`, options);
  await decide(screenOf(device), decision);
}

async function awaited(
  device: Device,
  matches: (view: ScreenView) => boolean,
  expected: string,
  { timeoutMs = TIMEOUT }: WaitOptions,
): Promise<ScreenView> {
  const screen = screenOf(device);
  const view = await awaitScreen(screen, matches, { timeoutMs });
  if (view === undefined) throw unmet(device, expected, `none within ${timeoutMs} ms`);
  return view;
}

function screenOf({ screen, name }: Device): DeviceScreen {
  if (screen !== undefined) return screen;
  throw new InputError(
    expected(name, 'a device with a screen that a program can read', 'one without'),
  );
}

function matchesText(lines: readonly string[], expected: ScreenText): boolean {
  return expected instanceof RegExp
    ? fitsText(lines.join(' '), expected)
    : shows(lines, pageOf(expected));
}

function pageOf(expected: string | readonly string[]): ExpectedPage {
  return typeof expected === 'string' ? { contains: expected } : { lines: expected };
}

function textOf(expected: ScreenText): string {
  return expected instanceof RegExp ? `that matches ${expected}` : pageText(pageOf(expected));
}
