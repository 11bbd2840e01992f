/**
 * How the two buttons move through the screens of a Nano. Events fire when the buttons are let go.
 * Source: SDK lib_nbgl (nbgl_use_case_nanos.c), as measured in the emulator.
 */
import type { Button } from '../../device.js';
import {
  aboutApp,
  endingText,
  reviewPairs,
  reviewTitle,
  signQuestion,
  type UiContext,
} from './content.js';
import { warnsInRows } from './foreign-address.js';
import { DEVICE_WORDS } from './labels.js';
import {
  type Arrows,
  type CenteredStep,
  FIRST_PLACE,
  lastPlace,
  type NanoStep,
  nanoPage,
  type Place,
  partCount,
  placeAfter,
  placeAt,
} from './nano.js';
import type { Page, PageKind } from './page.js';
import {
  decided,
  type HomeUi,
  homeUi,
  type InfoUi,
  type ReviewUi,
  type Ui,
  type UiStep,
} from './state.js';

const NO_ARROWS: Arrows = { left: false, right: false };

/** A page that does something on both buttons: bold. */
function action(kind: PageKind, icon: CenteredStep['icon'], text: string): CenteredStep {
  return { look: 'centered', kind, icon, text, below: null, bold: true };
}

function plain(kind: PageKind, icon: CenteredStep['icon'], text: string): CenteredStep {
  return { look: 'centered', kind, icon, text, below: null, bold: false };
}

function homeSteps(ui: HomeUi): NanoStep[] {
  const { context } = ui;
  const labels = context.labels;
  const ready: CenteredStep = {
    look: 'centered',
    kind: 'home',
    icon: 'exchange',
    text: context.appName,
    below: context.readyText ?? DEVICE_WORDS.appReady,
    bold: true,
  };
  const tagline = labels.nanoTagline;
  const first = context.testBuild
    ? plain('home', 'warning', labels.testWarning)
    : tagline === null
      ? ready
      : plain('home', 'exchange', tagline);
  return [
    first,
    action('home', 'info', DEVICE_WORDS.appInfo),
    action('home', 'quit', DEVICE_WORDS.quitApp),
  ];
}

function infoSteps(ui: InfoUi): NanoStep[] {
  const rows = aboutApp(ui.context).map(
    ({ tag, value }): NanoStep => ({ ...action('info', null, tag), below: value }),
  );
  return [...rows, action('info', 'back', DEVICE_WORDS.back)];
}

/** The question about a foreign payout address, in releases that ask it before the review. */
function warningSteps({ labels }: UiContext): NanoStep[] {
  const { foreignAddress, foreignAddressNanoText, continueAnyway, cancel } = labels;
  return [
    plain('warning', 'warning', foreignAddress),
    { look: 'text', kind: 'warning', tag: foreignAddress, value: foreignAddressNanoText },
    action('approve', 'check', continueAnyway),
    action('reject', 'cross', cancel),
  ];
}

function reviewSteps(ui: ReviewUi): NanoStep[] {
  const { context, facts } = ui;
  if (ui.over === 'warning') return warningSteps(context);
  return [
    plain('title', 'exchange', reviewTitle(context, facts)),
    ...reviewPairs(context, facts).map(
      ({ tag, value }): NanoStep => ({ look: 'text', kind: 'pair', tag, value }),
    ),
    action('approve', 'check', signQuestion(context, facts)),
    action('reject', 'cross', facts.own?.reject ?? DEVICE_WORDS.nanoReject),
  ];
}

/** The steps left and right go through; building them measures nothing. */
function stepsOf(ui: Ui): NanoStep[] {
  switch (ui.kind) {
    case 'home':
      return homeSteps(ui);
    case 'info':
      return infoSteps(ui);
    case 'review':
      return reviewSteps(ui);
    case 'processing':
      if (ui.last !== undefined) return reviewSteps(ui.last);
      return [plain('processing', 'processing', ui.text ?? ui.context.labels.processing)];
    case 'status':
      return [
        { look: 'text', kind: 'status', tag: null, value: endingText(ui.context, ui.ending) },
      ];
    case 'blank':
      return [];
  }
}

function placeOf(ui: Ui): Place {
  if (ui.kind === 'processing') return ui.last ?? FIRST_PLACE;
  return ui.kind === 'review' || ui.kind === 'status' ? ui : FIRST_PLACE;
}

function indexOf(ui: Ui): number {
  if (ui.kind === 'processing') return ui.last?.page ?? 0;
  return ui.kind === 'home' || ui.kind === 'info' || ui.kind === 'review' ? ui.page : 0;
}

export function nanoView(ui: Ui): Page {
  const steps = stepsOf(ui);
  const index = indexOf(ui);
  const step = steps[index];
  if (step === undefined) return { kind: 'blank', texts: [], arrows: NO_ARROWS };
  const arrows = { left: index > 0, right: index < steps.length - 1 };
  return nanoPage(step, placeOf(ui), arrows);
}

/** Position among all pages of a review, counting each page of a long value. */
export function nanoPosition(ui: ReviewUi): { index: number; count: number } {
  let index = ui.part;
  let count = 0;
  for (const [i, step] of reviewSteps(ui).entries()) {
    const parts = partCount(step);
    count += parts;
    if (i < ui.page) index += parts;
  }
  return { index, count };
}

export function nanoPress(ui: Ui, button: Button): UiStep {
  if (ui.kind === 'processing' || ui.kind === 'blank') return { ui };
  const steps = stepsOf(ui);
  const index = indexOf(ui);
  const step = steps[index];
  if (step === undefined) return { ui };
  if (button === 'both') return pressBoth(ui, step, index);
  const place = placeOf(ui);
  if (button === 'right') {
    const further = placeAfter(step, place);
    if (further !== null) return { ui: moved(ui, index, further) };
    if (ui.kind === 'status') return { ui: homeUi(ui.context) };
    return index < steps.length - 1 ? { ui: moved(ui, index + 1, FIRST_PLACE) } : { ui };
  }
  if (place.part > 0) return { ui: moved(ui, index, placeAt(step, place.part - 1)) };
  if (ui.kind === 'status') return { ui: homeUi(ui.context) };
  const before = steps[index - 1];
  return before === undefined ? { ui } : { ui: moved(ui, index - 1, lastPlace(before)) };
}

function moved(ui: Exclude<Ui, { kind: 'processing' | 'blank' }>, page: number, place: Place): Ui {
  if (ui.kind === 'review') return { ...ui, page, part: place.part, start: place.start };
  if (ui.kind === 'status') return { ...ui, part: place.part, start: place.start };
  return { ...ui, page };
}

function pressBoth(ui: Ui, step: NanoStep, index: number): UiStep {
  switch (ui.kind) {
    case 'home':
      if (index === 1) return { ui: { kind: 'info', context: ui.context, page: 0 } };
      return index === 2 ? decided(ui, 'quit') : { ui };
    case 'info':
      // Back to the page the information was opened from.
      return index === 2 ? { ui: { kind: 'home', context: ui.context, page: 1 } } : { ui };
    case 'review':
      if (ui.over === 'warning') return pressWarning(ui, step);
      if (step.kind === 'approve') return decided(ui, 'approve');
      if (step.kind !== 'reject') return { ui };
      // Without a page for the warning, every refusal of such a review counts as one of it.
      return decided(ui, isWarned(ui) && warnsInRows(ui.context) ? 'reject-warning' : 'reject');
    case 'status':
      return { ui: homeUi(ui.context) };
    default:
      return { ui };
  }
}

function pressWarning(ui: ReviewUi, step: NanoStep): UiStep {
  if (step.kind === 'reject') return decided(ui, 'reject-warning');
  if (step.kind !== 'approve') return { ui };
  return { ui: { ...ui, over: null, page: 0, part: 0, start: 0 } };
}

function isWarned({ facts }: ReviewUi): boolean {
  return facts.crossSeedAddress !== null;
}
