/**
 * What a customer reads: the log is played to a simulated device with a nonce and keys of its own, and
 * its screens are drawn. Pictures are made when they are looked at.
 */
import { DEFAULT_FIRMWARE } from '../../firmware/index.js';
import type { LoggedExchange } from '../../logs/log.js';
import { reviewScreens } from '../../picture/review-pictures.js';
import { playToDevice } from '../../replay/device-replay.js';
import { freshAuthority, freshKeys } from '../../replay/fresh.js';
import { Remake } from '../../replay/remake.js';
import { el } from '../../server/page/client/dom.js';
import { BUILDS } from '../../simulator/build.js';
import { drawScreen } from '../../simulator/screens/draw/screen.js';
import { svgOf } from '../../simulator/screens/draw/svg.js';
import type { ReviewFacts, Ui } from '../../simulator/screens/ui.js';
import { createSimulator } from '../../simulator/simulator.js';
import { nobleVerifier, remembering } from '../../simulator/verifier.js';

/** Commands that are played: the first flows of a long log. */
const MOST_PLAYED = 200;
const MODEL = 'nanosp';

export interface Screens {
  /** Pictures of what was shown while this exchange ran. */
  at(index: number): Promise<readonly HTMLElement[]>;
}

export function screensOf(exchanges: readonly LoggedExchange[]): Screens {
  let played: Promise<readonly (readonly Ui[])[]> | undefined;
  return {
    async at(index) {
      played ??= play(exchanges.slice(0, MOST_PLAYED)).catch(() => []);
      const uis = (await played)[index] ?? [];
      return Promise.all(uis.map(picture));
    },
  };
}

async function play(exchanges: readonly LoggedExchange[]): Promise<Ui[][]> {
  const verifier = remembering(nobleVerifier);
  const device = createSimulator({
    model: MODEL,
    build: BUILDS.test,
    firmware: DEFAULT_FIRMWARE,
    verifier,
  });
  const shown: Ui[][] = [];
  let now: Ui[] = [];
  device.screen.onChange(() => now.push(device.ledger.ui));
  const remake = new Remake(exchanges, {
    profile: DEFAULT_FIRMWARE,
    partnerKey: freshKeys(),
    authority: freshAuthority(),
    verifier,
  });
  const commands = exchanges.map((exchange) => ({ exchange, events: [] }));
  for await (const _ of playToDevice(device, commands, { remake, notify: () => {} })) {
    shown.push(now);
    now = [];
  }
  await device.close();
  return shown;
}

async function picture(ui: Ui): Promise<HTMLElement> {
  const drawing = await drawScreen(ui);
  const image = el('img', drawing.width > 200 ? 'touch' : 'nano');
  image.alt = drawing.description.join(' ');
  image.src = `data:image/svg+xml,${encodeURIComponent(svgOf(drawing))}`;
  image.width = drawing.width;
  image.height = drawing.height;
  return el('figure', '', image);
}

/** The review of an answer that reaches it, on a Nano. */
export async function reviewPictures(review: ReviewFacts): Promise<HTMLElement[]> {
  return Promise.all(reviewScreens(review, { models: [MODEL] }).map(picture));
}
