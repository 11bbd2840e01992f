/** What stands above the steps: where the journey is, what it came to, what Ledger would store. */
import { byId, el, pairs } from '../../../../server/page/client/dom.js';
import { isOver } from '../../journey.js';
import type { HeadView, JourneyView, StepView } from '../../journey-view.js';
import { STATE_WORDS } from './step-view.js';

const track = byId('track', HTMLOListElement);
const verdict = byId('verdict', HTMLElement);
const facts = byId('journey-facts', HTMLElement);
const decide = byId('decide', HTMLElement);
const stopRow = byId('stop-row', HTMLElement);
const storedBox = byId('stored', HTMLElement);

let shown = '';

export function showHead(journey: JourneyView): void {
  const { wish, state, provider, orderId, steps, stored } = journey;
  facts.textContent = [wish.product, provider, orderId].filter((one) => one !== null).join(' · ');
  decide.hidden = state !== 'reviewing';
  stopRow.hidden = isOver(journey);
  storedBox.replaceChildren(storedList(stored));
  track.replaceChildren(...steps.map(stage));
  const [kind, title, ...texts] = words(journey);
  const key = JSON.stringify([kind, title, texts]);
  // A live region speaks when it changes: not with every APDU.
  if (key === shown) return;
  shown = key;
  verdict.className = `verdict ${kind}`;
  verdict.replaceChildren(
    el('h3', '', title),
    ...texts.filter((text) => text !== '').map((text) => el('p', '', text)),
  );
}

const CLASSES: Readonly<Record<StepView['state'], string>> = {
  waiting: 'open',
  running: 'current',
  done: 'done',
  failed: 'refused',
  skipped: 'skipped',
};

function stage({ id, title, state }: StepView): HTMLElement {
  const link = el('a', 'name', SHORT[id] ?? title);
  link.href = `#step-${id}`;
  const item = el('li', CLASSES[state], link, el('span', 'sr', `: ${STATE_WORDS[state]}`));
  if (state === 'running') item.setAttribute('aria-current', 'step');
  return item;
}

const SHORT: Readonly<Record<string, string>> = {
  offer: 'Offer',
  quote: 'Quote',
  redirect: 'Redirect',
  nonce: 'Nonce',
  order: 'Order',
  payload: 'Payload',
  device: 'Device',
  review: 'Review',
  status: 'Status',
};

function words({ state, steps }: JourneyView): [kind: string, title: string, ...texts: string[]] {
  const failed = steps.find((step) => step.state === 'failed');
  const running = steps.findLast((step) => step.state === 'running');
  switch (state) {
    case 'quoted':
      return ['waiting', 'Quotes are here.', 'Go on with one of them below: it is ordered then.'];
    case 'reviewing':
      return [
        'waiting',
        'The device shows the review.',
        'Read the pages below as the customer does, then approve or reject.',
        failed === undefined ? '' : `${failed.title} failed before: ${failed.reason ?? ''}`,
      ];
    case 'running':
      return [
        'idle',
        'Under way.',
        running === undefined ? '' : `${running.title}: ${running.says}`,
      ];
    case 'done':
      return ['good', 'The journey came to its end.', steps.at(-1)?.says ?? ''];
    case 'rejected':
      return ['no', 'The user said no.', 'Nothing is broken: Ledger notes CANCELLED.'];
    case 'failed':
      return ['bad', `${failed?.title ?? 'A step'} failed.`, failed?.reason ?? ''];
  }
}

function storedList(stored: HeadView['stored']): HTMLElement {
  if (stored === null) {
    const text = 'Nothing yet: an order is known once the provider has answered it.';
    return el('p', 'muted', text);
  }
  const history = stored.history.map(({ status, at }) => `${at.slice(11, 19)} ${status}`);
  const fees = Object.entries(stored.fees).map(([name, value]) => `${name} ${value}`);
  return pairs([
    ['Order', stored.id],
    ['Provider', stored.providerId ?? ''],
    ['Device', stored.deviceStatus ?? ''],
    ['Status', stored.status],
    ['Amount', stored.amount ?? ''],
    ['Fees', fees.join('\n')],
    ['Paid in', stored.payinTransactionId ?? ''],
    ['Paid out', stored.transactionHash ?? ''],
    ['History', history.join('\n')],
  ]);
}

const earlier = byId('earlier', HTMLUListElement);

const STATES: Readonly<Record<HeadView['state'], string>> = {
  running: 'under way',
  quoted: 'quoted',
  reviewing: 'in review',
  done: 'done',
  rejected: 'rejected',
  failed: 'failed',
};

export function showEarlier(journeys: readonly HeadView[], current: string | undefined): void {
  if (journeys.length === 0) return;
  const rows = journeys.toReversed().map(({ id, wish, startedAt, state }) => {
    const time = new Date(startedAt).toLocaleTimeString('en-GB');
    const link = el('a', '', `${time} ${wish.product}`);
    link.href = `#${id}`;
    if (id === current) link.setAttribute('aria-current', 'true');
    const tone = state === 'failed' ? 'bad' : state === 'done' ? 'good' : 'off';
    return el('li', '', link, el('span', `chip ${tone}`, STATES[state]));
  });
  earlier.replaceChildren(...rows);
}
