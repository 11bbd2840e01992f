/** One step of the journey, drawn anew with each change. */
import { el } from '../../../../server/page/client/dom.js';
import type { StepState } from '../../journey.js';
import type { JourneyView, StepView } from '../../journey-view.js';
import { apduBox, callBox, factTable, findingItem, pushBox, screenFigure } from './parts.js';

export const STATE_WORDS: Readonly<Record<StepState, string>> = {
  waiting: 'not yet',
  running: 'now',
  done: 'done',
  failed: 'failed',
  skipped: 'not reached',
};

const CHIPS: Readonly<Record<StepState, string>> = {
  waiting: 'off',
  running: 'now',
  done: 'good',
  failed: 'bad',
  skipped: 'off',
};

const CAPTIONS: Readonly<Record<string, string>> = {
  nonce: 'From the device',
  payload: 'The signed message, as the device decodes it',
  redirect: 'What goes along in the URL',
};

export function stepItem(step: StepView, journey: JourneyView): HTMLElement {
  const { id, title, state, says, reason, link, offers, facts } = step;
  const item = el('li', state);
  item.id = `step-${id}`;
  const isOpen = state !== 'waiting' && state !== 'skipped';
  item.append(el('h3', '', title, ' ', el('span', `chip ${CHIPS[state]}`, STATE_WORDS[state])));
  if (!isOpen) return item;
  if (reason !== null) item.append(el('p', 'reason', reason));
  // One offer says it all.
  else if (says !== '' && offers.length !== 1) item.append(el('p', '', says));
  if (link !== null) item.append(linkTo(link));
  if (offers.length > 0) item.append(offerList(step, journey));
  if (facts.length > 0) item.append(factTable(CAPTIONS[id] ?? 'Facts', facts));
  if (step.findings.length > 0) {
    item.append(el('ul', 'findings', ...step.findings.map(findingItem)));
  }
  if (step.screens.length > 0) {
    item.append(el('div', 'screens', ...step.screens.map(screenFigure)));
  }
  section(item, 'Pushes of the provider', step.pushes.map(pushBox));
  section(item, 'HTTP', step.calls.map(callBox));
  section(
    item,
    'APDUs',
    step.apdus.map((apdu, at) => apduBox(id, at, apdu)),
  );
  return item;
}

function section(item: HTMLElement, title: string, boxes: readonly HTMLElement[]): void {
  if (boxes.length > 0) item.append(el('div', '', el('h4', '', title), ...boxes));
}

/** Opened by the developer alone: nothing here loads a provider's page. */
function linkTo(url: string): HTMLElement {
  const link = el('a', '', url);
  link.href = url;
  link.target = '_blank';
  link.rel = 'noreferrer noopener';
  return el('p', '', link);
}

function offerList({ id, offers }: StepView, { state, provider }: JourneyView): HTMLElement {
  const canChoose = id === 'quote' && state === 'quoted';
  const rows = offers.map(({ provider: name, isGood, says }) => {
    const row = el('li', '', el('span', `chip ${isGood ? 'good' : 'bad'}`, name), ` ${says}`);
    if (id === 'quote' && provider === name && offers.length > 1) {
      row.append(' ', el('span', 'chip now', 'ordered from'));
    }
    if (canChoose && isGood) {
      const button = el('button', 'quiet', 'Go on with this quote');
      button.type = 'button';
      button.dataset.provider = name;
      button.dataset.key = `choose-${name}`;
      row.append(button);
    }
    return row;
  });
  return el('ul', 'offers', ...rows);
}
