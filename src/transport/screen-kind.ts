/**
 * What kind of page a screen is, from its texts alone: an emulator reports nothing else. The kinds
 * are those of the simulator's pages. Words of Exchange 4.4.2 and of the device's own library.
 */
import { isNano, type Model, type TextLine } from '../device.js';
import { V4_4_2 } from '../firmware/releases/v4.4.2.js';
import { COIN_APP_SPINNER, DEVICE_WORDS } from '../simulator/screens/labels.js';
import type { PageKind } from '../simulator/screens/page.js';

/** `other`: a page of another app, or one we have no name for. */
export type ScreenKind = PageKind | 'other';

/** Pages after which an unknown page still belongs to the review: another row, or a long value. */
const BEFORE_A_ROW: readonly ScreenKind[] = ['title', 'pair'];
const BEFORE_DETAILS: readonly ScreenKind[] = ['pairs', 'details'];

const { labels } = V4_4_2;
const words = DEVICE_WORDS;
/** The part of a label in front of what a transaction fills in, on one line. */
const start = (label: string) => oneLine([label.split('{', 1)[0] ?? '']);

const REFUSED_BY_APP = start(labels.refusedByApp);
const TEST_WARNING = start(labels.testWarning);

/** Names of rows that begin a Nano's page. `To` stands for the row that names the partner. */
const TAGS = [
  labels.warning,
  labels.learnMore,
  labels.partner ?? '',
  labels.email,
  labels.user,
  labels.send,
  labels.receive,
  labels.receiveEstimated,
  labels.fees,
  labels.receiveAddress,
];

/** @param before kind of the screen before this one. */
export function kindOf(model: Model, lines: readonly TextLine[], before: ScreenKind): ScreenKind {
  const texts = lines.map((line) => line.text.trim()).filter((text) => text !== '');
  const whole = oneLine(texts);
  if (whole === '') return 'blank';
  if ([labels.processing, COIN_APP_SPINNER].includes(whole)) return 'processing';
  const ends = [labels.rejected, labels.signed];
  if (ends.includes(whole) || whole.startsWith(REFUSED_BY_APP)) return 'status';
  if (whole.startsWith(labels.review)) return 'title';
  if (whole.startsWith(labels.sign)) return 'approve';
  return isNano(model) ? nanoKind(texts, whole, before) : touchKind(texts, whole, before);
}

function nanoKind(texts: readonly string[], whole: string, before: ScreenKind): ScreenKind {
  const [first = ''] = texts;
  if (whole === words.nanoReject) return 'reject';
  const isHome =
    whole.startsWith(TEST_WARNING) ||
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
  if (whole.startsWith(labels.foreignAddress) && texts.includes(labels.continueAnyway)) {
    return 'warning';
  }
  if (texts.includes(words.quitApp)) return 'home';
  if (texts.includes(words.version)) return 'info';
  const turns = texts.some((text) => /^\d+ of \d+$/.test(text));
  if (texts.includes(labels.reject) && turns) return 'pairs';
  return BEFORE_DETAILS.includes(before) ? 'details' : 'other';
}

function oneLine(texts: readonly string[]): string {
  return texts.join(' ').replace(/\s+/g, ' ').trim();
}
