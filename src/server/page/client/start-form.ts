/** The form that starts a flow on the device that is shown. */
import { sendJson } from './api.js';
import { byId, el, message } from './dom.js';
import { MISTAKES } from './mistakes.js';

export interface StartOptions {
  readonly base: () => string;
  /** Makes sure the Exchange app is the one that is open. */
  readonly ready: () => Promise<void>;
}

/** Does nothing on a page without the form. */
export function setUpStartForm({ base, ready }: StartOptions): void {
  const form = document.getElementById('start');
  if (!(form instanceof HTMLFormElement)) return;
  const pay = byId('pay-with', HTMLSelectElement);
  const receive = byId('receive', HTMLSelectElement);
  const mistake = byId('mistake', HTMLSelectElement);
  const problem = byId('start-problem', HTMLElement);
  receive.append(...[...pay.options].map((option) => option.cloneNode(true)));
  pay.value = 'ethereum';
  receive.value = 'bitcoin';

  const kindOf = () => textOf(form, 'kind');
  const suit = () => {
    const kind = kindOf();
    for (const field of form.querySelectorAll<HTMLElement>('[data-only]')) {
      field.hidden = field.dataset.only !== kind;
    }
    const before = mistake.value;
    const offered = MISTAKES[kind] ?? [];
    mistake.replaceChildren(
      ...offered.map(({ id, label }) => {
        const option = el('option', '', label);
        option.value = id;
        return option;
      }),
    );
    mistake.value = offered.some(({ id }) => id === before) ? before : '';
  };
  form.addEventListener('change', (event) => {
    if (event.target instanceof HTMLInputElement && event.target.name === 'kind') suit();
    problem.textContent = '';
  });
  suit();

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    problem.textContent = '';
    const foreign = { pay: foreignOf(pay), to: foreignOf(receive) };
    const order = orderOf(form, foreign);
    ready()
      .then(() => sendJson(`${base()}/sim/flow`, order))
      .then(() => {
        if (order.user === 'wait') lookAtDevice();
      })
      .catch((error: unknown) => {
        problem.textContent = message(error);
      });
  });
}

/** The user is asked now: keys go to the device, which may be out of sight on a small display. */
function lookAtDevice(): void {
  const body = byId('body', HTMLElement);
  const section = byId('device', HTMLElement);
  section.focus({ preventScroll: true });
  const { top, bottom } = body.getBoundingClientRect();
  if (top >= 0 && bottom <= innerHeight) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  section.scrollIntoView({ behavior: calm ? 'auto' : 'smooth' });
}

function orderOf(form: HTMLFormElement, foreign: { pay: string; to: string }) {
  const kind = textOf(form, 'kind');
  const legacy = textOf(form, 'version') === 'legacy';
  const amount = textOf(form, 'amount').trim();
  const fiat = textOf(form, 'fiat').trim();
  const mistake = MISTAKES[kind]?.find(({ id }) => id === textOf(form, 'mistake'));
  return {
    kind,
    legacy,
    rate: textOf(form, 'rate'),
    user: textOf(form, 'user'),
    ...(kind === 'swap'
      ? { from: textOf(form, 'pay'), to: textOf(form, 'to') }
      : { currency: textOf(form, 'pay') }),
    ...(kind === 'sell' && fiat !== '' ? { fiat } : {}),
    ...(amount === '' ? {} : { amount }),
    ...mistake?.order(foreign, legacy),
  };
}

function textOf(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
}

function foreignOf(select: HTMLSelectElement): string {
  return select.selectedOptions[0]?.dataset.foreign ?? '';
}
