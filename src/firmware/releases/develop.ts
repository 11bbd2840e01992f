/**
 * The development line with pull request 356 of app-exchange (April 2026): the fiat amount of a sell
 * is an unsigned number that must fit, and one without decimals has no dot. Read from the source;
 * no device has it yet, and no recording.
 */
import { after, type FirmwareProfile } from '../profile.js';
import { without } from '../quirks.js';
import { HEAD } from './head.js';

export const DEVELOP: FirmwareProfile = after(HEAD, {
  id: 'develop',
  title: 'Exchange after 4.4.2, with pull request 356 of April 2026',
  kind: 'development',
  commit: 'pull request 356',
  date: '2026-04-16',
  news: 'a fiat amount that does not fit is refused (6A8B) and never negative',
  builds: [],
  version: [4, 4, 2],
  displayedVersion: '4.4.2',
  unprintableFiat: 'AMOUNT_FORMATTING_FAILED',
  quirks: without(HEAD.quirks, 'fiat-amount-unchecked'),
});
