/**
 * What kind of page a screen is, from its texts alone: an emulator reports nothing else. The kinds
 * are those of the simulator's pages. Words of every release of Exchange and of the device's own library.
 */
import { isNano, type Model, type TextLine } from '../device.js';
import { BAGL_WORDS, type ScreenLabels } from '../firmware/labels.js';
import { RELEASES } from '../firmware/releases.js';
import { COIN_APP_SPINNER, DEVICE_WORDS } from '../simulator/screens/labels.js';
import type { PageKind } from '../simulator/screens/page.js';

/** `other`: a page of another app, or one we have no name for. */
export type ScreenKind = PageKind | 'other';

/** Pages after which an unknown page still belongs to the review: another row, or a long value. */
const BEFORE_A_ROW: readonly ScreenKind[] = ['title', 'pair'];
const BEFORE_DETAILS: readonly ScreenKind[] = ['pairs', 'details'];

const words = DEVICE_WORDS;
/** The part of a label in front of what a transaction fills in, on one line. */
const start = (label: string) => oneLine([label.split('{', 1)[0] ?? '']);

/** What any release says in these places, each once, on one line. */
function wordsOf(...places: readonly (keyof ScreenLabels)[]): readonly string[] {
  const said = RELEASES.flatMap(({ labels }) => places.map((place) => labels[place]));
  const texts = said.filter((text) => typeof text === 'string' && text !== '');
  return [...new Set(texts.map((text) => start(text as string)))];
}

const REVIEW = wordsOf('review');
const SIGN = wordsOf('sign');
const PROCESSING = [...wordsOf('processing'), COIN_APP_SPINNER];
const ENDINGS = wordsOf('rejected', 'signed');
const REFUSED_BY_APP = wordsOf('refusedByApp');
const TEST_WARNING = wordsOf('testWarning');
const FOREIGN = wordsOf('foreignAddress');
const CONTINUE = wordsOf('continueAnyway');
const REJECT = wordsOf('reject');

/** Names of rows that begin a Nano's page. `To` stands for the row that names the partner. */
const TAGS = wordsOf(
  'warning',
  'learnMore',
  'partner',
  'email',
  'user',
  'send',
  'receive',
  'receiveEstimated',
  'fees',
  'receiveAddress',
);

/** Pages of the BAGL library that are always the same. */
const BAGL_PAGES: ReadonlyMap<string, PageKind> = new Map([
  [oneLine(BAGL_WORDS.ready), 'home'],
  [oneLine(BAGL_WORDS.testWarning), 'home'],
  [BAGL_WORDS.quit, 'home'],
  [oneLine(BAGL_WORDS.accept), 'approve'],
  [BAGL_WORDS.reject, 'reject'],
]);

const begins = (whole: string, texts: readonly string[]) =>
  texts.some((text) => whole.startsWith(text));

/** @param before kind of the screen before this one. */
export function kindOf(model: Model, lines: readonly TextLine[], before: ScreenKind): ScreenKind {
  const texts = lines.map((line) => line.text.trim()).filter((text) => text !== '');
  const whole = oneLine(texts);
  if (whole === '') return 'blank';
  if (PROCESSING.includes(whole)) return 'processing';
  if (ENDINGS.includes(whole) || begins(whole, REFUSED_BY_APP)) return 'status';
  if (begins(whole, REVIEW)) return 'title';
  if (begins(whole, SIGN)) return 'approve';
  return isNano(model) ? nanoKind(texts, whole, before) : touchKind(texts, whole, before);
}

function nanoKind(texts: readonly string[], whole: string, before: ScreenKind): ScreenKind {
  const [first = ''] = texts;
  if (whole === words.nanoReject) return 'reject';
  const bagl = BAGL_PAGES.get(whole);
  if (bagl !== undefined) return bagl;
  const isHome =
    begins(whole, TEST_WARNING) ||
    whole.endsWith(words.appReady) ||
    whole === words.appInfo ||
    whole === words.quitApp;
  if (isHome) return 'home';
  const about = [words.version, words.aboutApp].includes(first as 'Version');
  if (about || whole === words.back) return 'info';
  // A long value counts its pages behind the name: `Send (1/2)`.
  const tag = first.replace(/ \(\d+\/\d+\)$/, '');
  const known = TAGS.includes(tag) || /^To /.test(tag) || tag.includes('...');
  return known || BEFORE_A_ROW.includes(before) ? 'pair' : 'other';
}

function touchKind(texts: readonly string[], whole: string, before: ScreenKind): ScreenKind {
  if (whole.startsWith(words.rejectQuestion)) return 'reject-dialog';
  if (begins(whole, FOREIGN) && texts.some((text) => CONTINUE.includes(text))) {
    return 'warning';
  }
  if (texts.includes(words.quitApp)) return 'home';
  if (texts.includes(words.version)) return 'info';
  const turns = texts.some((text) => /^\d+ of \d+$/.test(text));
  if (texts.some((text) => REJECT.includes(text)) && turns) return 'pairs';
  return BEFORE_DETAILS.includes(before) ? 'details' : 'other';
}

function oneLine(texts: readonly string[]): string {
  return texts.join(' ').replace(/\s+/g, ' ').trim();
}
