/** Buttons and keyboard: what a person does to the device without touching its screen. */
import { sendJson } from './api.js';
import { byId } from './dom.js';
import { display } from './screen-view.js';

const nanoKeys = byId('nano-keys', HTMLElement);
const touchKeys = byId('touch-keys', HTMLElement);
const decide = byId('decide', HTMLElement);
const help = byId('key-help', HTMLElement);

export interface InputOptions {
  /** Path of the device that is shown. */
  readonly base: () => string;
  readonly isNano: () => boolean;
  /** The page that asks to hold is on the screen. */
  readonly isLastPage: () => boolean;
  readonly failed: (error: unknown) => void;
}

/** A display, pixels. */
interface Display {
  readonly width: number;
  readonly height: number;
}

export function setUpKeys(model: 'nano' | 'touch' | 'none', review: boolean): void {
  nanoKeys.hidden = model !== 'nano';
  touchKeys.hidden = model !== 'touch';
  decide.hidden = model === 'none';
  help.textContent = HELP[model];
  allowDecision(review);
}

/** Deciding a review needs one. */
export function allowDecision(review: boolean): void {
  for (const button of decide.querySelectorAll('button')) {
    button.setAttribute('aria-disabled', String(!review));
  }
}

const HELP = {
  nano: 'Keys: ← left, → right, Enter both.',
  touch:
    'Tap, swipe and hold on the screen. Keys: ← back, → next, Enter next or, on the last page, hold.',
  none: '',
} as const;

const HOLD_SECONDS = 3;
const SWIPE_SECONDS = 0.2;

export function listenToInput({ base, isNano, isLastPage, failed }: InputOptions): void {
  const send = (path: string, body: unknown) =>
    void sendJson(`${base()}${path}`, body).catch(failed);
  const press = (button: string) => send(`/button/${button}`, { action: 'press-and-release' });
  const gestures: Readonly<Record<string, () => void>> = {
    back: () => send('/finger', swipe(display(), 1)),
    next: () => send('/sim/user', { does: 'next' }),
    hold: () => send('/finger', hold(display())),
    enter: () => gestures[isLastPage() ? 'hold' : 'next']?.(),
  };

  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const button = target.closest('button');
    const { press: name, gesture, user } = button?.dataset ?? {};
    if (name !== undefined) press(name);
    if (gesture !== undefined) gestures[gesture]?.();
    if (user !== undefined && button?.ariaDisabled !== 'true') send('/sim/user', { does: user });
  });

  document.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if (!isForDevice(event)) return;
    const nano = isNano();
    const action = (nano ? NANO_KEYS : TOUCH_KEYS)[event.key];
    if (action === undefined) return;
    event.preventDefault();
    if (nano) press(action);
    else gestures[action]?.();
  });
}

const NANO_KEYS: Readonly<Record<string, string>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Enter: 'both',
};
const TOUCH_KEYS: Readonly<Record<string, string>> = {
  ArrowLeft: 'back',
  ArrowRight: 'next',
  Enter: 'enter',
};

/** Keys belong to whatever has the focus; to the device where that has no use for them. */
function isForDevice({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return true;
  if (target.closest('input, select, textarea, [role="log"]') !== null) return false;
  return key !== 'Enter' || target.closest('a, button, summary, label') === null;
}

/** Over the middle, half the display: 1 to the right, which goes back. */
function swipe({ width, height }: Display, way: 1 | -1) {
  const y = Math.round(height * 0.4);
  const [near, far] = [Math.round(width * 0.3), Math.round(width * 0.8)];
  const [x, x2] = way === 1 ? [near, far] : [far, near];
  return { action: 'press-and-release', x, y, x2, y2: y, delay: SWIPE_SECONDS };
}

/** Where the last page of a review has its button on every touch model. */
function hold({ width, height }: Display) {
  const [x, y] = [Math.round(width / 2), Math.round(height * HOLD_HEIGHT)];
  return { action: 'press-and-release', x, y, delay: HOLD_SECONDS };
}

const HOLD_HEIGHT = 0.76;
