/**
 * A finger (or mouse) on the picture of a touch screen. The gesture is sent when the finger is
 * lifted, with where it landed, where it left and how long it stayed; on the page that asks to hold
 * it acts, as on the device, as soon as it was held long enough.
 */
import { sendJson } from './api.js';
import { byId } from './dom.js';
import { pixelAt } from './screen-view.js';

const image = byId('screen', HTMLImageElement);
const spot = byId('finger', HTMLElement);
const holding = byId('holding', HTMLElement);

/** Seconds: anything shorter is a tap; the longest the server takes. */
const TAP = 0.1;
const LONGEST = 60;
/** Seconds a device wants at most on the page that asks to hold. */
const ENOUGH = 1.6;
const SHOW_AFTER = 0.3;

export interface FingerOptions {
  readonly base: () => string;
  readonly isTouch: () => boolean;
  /** The page that asks to hold is on the screen. */
  readonly isLastPage: () => boolean;
  readonly failed: (error: unknown) => void;
}

interface Finger {
  readonly id: number;
  readonly from: { readonly x: number; readonly y: number };
  readonly since: number;
  readonly ticking: ReturnType<typeof setInterval>;
}

export function listenToFinger({ base, isTouch, isLastPage, failed }: FingerOptions): void {
  let finger: Finger | undefined;

  image.addEventListener('pointerdown', (event) => {
    if (!isTouch() || event.button !== 0 || finger !== undefined) return;
    event.preventDefault();
    image.setPointerCapture(event.pointerId);
    const from = pixelAt(event.clientX, event.clientY);
    const since = performance.now();
    const { clientX, clientY, pointerId: id } = event;
    const ticking = setInterval(() => tick(clientX, clientY), 50);
    finger = { id, from, since, ticking };
    showSpot(clientX, clientY);
  });
  image.addEventListener('pointermove', (event) => {
    if (event.pointerId === finger?.id) showSpot(event.clientX, event.clientY);
  });
  image.addEventListener('pointerup', (event) => {
    if (event.pointerId === finger?.id) lift(event.clientX, event.clientY);
  });
  image.addEventListener('pointercancel', (event) => {
    if (event.pointerId === finger?.id) end();
  });
  image.addEventListener('contextmenu', (event) => {
    if (isTouch()) event.preventDefault();
  });

  function secondsHeld(): number {
    return finger === undefined ? 0 : (performance.now() - finger.since) / 1000;
  }

  function tick(clientX: number, clientY: number): void {
    const seconds = secondsHeld();
    if (seconds >= SHOW_AFTER) holding.textContent = `Holding ${seconds.toFixed(1)} s`;
    if (!isLastPage() || seconds < ENOUGH || spot.dataset.moved === 'yes') return;
    lift(clientX, clientY);
  }

  function lift(clientX: number, clientY: number): void {
    if (finger === undefined) return;
    const { x, y } = finger.from;
    const to = pixelAt(clientX, clientY);
    const seconds = secondsHeld();
    end();
    const body = {
      action: 'press-and-release',
      x,
      y,
      ...(to.x === x && to.y === y ? {} : { x2: to.x, y2: to.y }),
      ...(seconds < TAP ? {} : { delay: Math.min(LONGEST, Math.round(seconds * 100) / 100) }),
    };
    void sendJson(`${base()}/finger`, body).catch(failed);
  }

  function end(): void {
    clearInterval(finger?.ticking);
    finger = undefined;
    spot.hidden = true;
    delete spot.dataset.moved;
    holding.textContent = '';
  }

  function showSpot(clientX: number, clientY: number): void {
    const box = image.getBoundingClientRect();
    const { x, y } = pixelAt(clientX, clientY);
    const moved = Math.hypot(x - (finger?.from.x ?? x), y - (finger?.from.y ?? y));
    if (moved > MOVED) spot.dataset.moved = 'yes';
    spot.hidden = false;
    spot.style.left = `${clientX - box.left}px`;
    spot.style.top = `${clientY - box.top}px`;
  }
}

/** Pixels of the device: further than a finger trembles. */
const MOVED = 8;
