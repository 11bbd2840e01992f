/** The device's screen as a picture that is changed when the device tells of a new one. */
import type { ScreenView } from '../../../device.js';
import type { AboutDevice } from '../../devices-api.js';
import { byId, el } from './dom.js';

const image = byId('screen', HTMLImageElement);
const body = byId('body', HTMLElement);
const texts = byId('screen-texts', HTMLUListElement);
const pageNumber = byId('page-number', HTMLElement);
const spoken = byId('screen-spoken', HTMLElement);
const away = byId('no-screen', HTMLElement);

export interface Shown {
  readonly kind: string;
  readonly texts: readonly string[];
  readonly page: NonNullable<ScreenView['page']> | null;
}

let count = 0;
let base = '';
let loading = false;
let again = false;

/** Another device, or the same one with another model. */
export function setUpScreen({ path, model, screen }: AboutDevice): void {
  base = path;
  body.dataset.model = model;
  body.dataset.away = screen === null ? 'yes' : 'no';
  away.hidden = screen !== null;
}

/** What to do where no program can see the screen. */
export function tellAway(text: string): void {
  if (away.textContent !== text) away.textContent = text;
}

export function showScreen({ texts: lines, page, kind }: Shown): void {
  body.dataset.kind = kind;
  image.alt = lines.length === 0 ? 'The screen is empty.' : `The screen says: ${lines.join(' ')}`;
  spoken.textContent = lines.join(' ');
  texts.replaceChildren(...lines.map((line) => el('li', '', line)));
  pageNumber.textContent = page === null ? '' : `page ${page.index + 1} of ${page.count}`;
  void refreshPicture();
}

/** One picture at a time; screens that come meanwhile are one more picture behind it. */
async function refreshPicture(): Promise<void> {
  if (loading) {
    again = true;
    return;
  }
  loading = true;
  do {
    again = false;
    const next = new Image();
    next.src = `${base}/page/screen?${++count}`;
    try {
      await next.decode();
      image.src = next.src;
      // Known before the next picture is there, so that the page does not jump.
      image.setAttribute('width', String(next.naturalWidth));
      image.setAttribute('height', String(next.naturalHeight));
    } catch {
      // Whatever is on the screen now is told by the next event.
    }
  } while (again);
  loading = false;
}

/** Size of the display, pixels; a picture has the display's own resolution. */
export function display(): { readonly width: number; readonly height: number } {
  return { width: image.naturalWidth, height: image.naturalHeight };
}

/** A place on the page as a pixel of the device; outside is moved to the edge. */
export function pixelAt(clientX: number, clientY: number): { x: number; y: number } {
  const box = image.getBoundingClientRect();
  const { width, height } = display();
  const along = (at: number, size: number, pixels: number) =>
    Math.max(0, Math.min(pixels - 1, Math.floor((at / size) * pixels)));
  return {
    x: along(clientX - box.left, box.width, width),
    y: along(clientY - box.top, box.height, height),
  };
}
