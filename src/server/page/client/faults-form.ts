/** Faults in front of the simulated device: they are there at once, and gone at once. */
import type { Fault } from '../../../simulator/faults/index.js';
import type { AboutDevice } from '../../devices-api.js';
import { getJson, sendJson } from './api.js';
import { byId, el, find, message } from './dom.js';

interface Faults {
  readonly faults: readonly Fault[];
}

export interface FaultsForm {
  show(device: AboutDevice): void;
}

export interface FaultsOptions {
  readonly base: () => string;
  readonly failed: (error: unknown) => void;
}

/** Faults that happen in time, at no command, or at the first coin check. */
const TIMED = ['delay', 'slow-user'];
const PLACELESS = ['slow-user', 'coin-app-crash', 'memory-corruption'];

/** Does nothing on a page without the form. */
export function setUpFaults({ base, failed }: FaultsOptions): FaultsForm {
  const form = document.getElementById('faults');
  if (!(form instanceof HTMLFormElement)) return { show: () => {} };
  const kind = find(form, '[name=kind]', HTMLSelectElement);
  const at = find(form, '[name=at]', HTMLSelectElement);
  const milliseconds = find(form, '[name=milliseconds]', HTMLInputElement);
  const problem = byId('faults-problem', HTMLElement);
  const list = byId('faults-list', HTMLUListElement);
  const count = byId('faults-count', HTMLElement);
  let current: readonly Fault[] = [];

  const adapt = () => {
    find(form, '[data-field=at]', HTMLElement).hidden = PLACELESS.includes(kind.value);
    find(form, '[data-field=milliseconds]', HTMLElement).hidden = !TIMED.includes(kind.value);
  };
  kind.addEventListener('change', adapt);
  at.value = 'CHECK_PARTNER';
  adapt();

  function shown({ faults }: Faults): void {
    current = faults;
    count.textContent = faults.length === 0 ? 'none' : String(faults.length);
    list.replaceChildren(
      ...faults.map((fault, place) => {
        const remove = el('button', 'quiet', 'Remove');
        remove.type = 'button';
        remove.addEventListener('click', () => set(current.filter((_, other) => other !== place)));
        const row = el('li', '', el('span', '', words(fault)), remove);
        return row;
      }),
    );
  }

  function words(fault: Fault): string {
    const label = kind.querySelector(`[value="${fault.kind}"]`)?.textContent ?? fault.kind;
    const where = 'at' in fault ? ` at ${fault.at}` : '';
    return `${label}${where}${'milliseconds' in fault ? `, ${fault.milliseconds} ms` : ''}`;
  }

  /** The server says what is wrong with them. */
  function set(faults: readonly object[]): void {
    problem.textContent = '';
    sendJson<Faults>(`${base()}/sim/faults`, { faults }, 'PUT')
      .then(shown)
      .catch((error: unknown) => {
        problem.textContent = message(error);
      });
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    set([
      ...current,
      {
        kind: kind.value,
        ...(PLACELESS.includes(kind.value) ? {} : { at: at.value }),
        ...(TIMED.includes(kind.value) ? { milliseconds: milliseconds.valueAsNumber } : {}),
      },
    ]);
  });

  return {
    show({ path, settings }) {
      if (settings === null) return;
      getJson<Faults>(`${path}/sim/faults`).then(shown).catch(failed);
    },
  };
}
