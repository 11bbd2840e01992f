/** The journey page: starts journeys, follows one, and gives the answers it waits for. */
import { getJson, sendJson } from '../../../../server/page/client/api.js';
import { byId, message } from '../../../../server/page/client/dom.js';
import type { HeadView, JourneyView, StepView } from '../../journey-view.js';
import { showEarlier, showHead } from './head-view.js';
import { forgetFolds } from './parts.js';
import { startForm } from './start-form.js';
import { stepItem } from './step-view.js';

const list = byId('steps', HTMLOListElement);
const connection = byId('connection', HTMLElement);
const problem = byId('start-problem', HTMLElement);

let current: JourneyView | undefined;
let source: EventSource | undefined;

startForm(async (wish) => {
  const journey = await sendJson<JourneyView>('/journey', wish);
  follow(journey.id);
  const place = byId('journey', HTMLElement);
  // On a phone it is below the form.
  if (place.getBoundingClientRect().top > innerHeight / 2) place.scrollIntoView();
  await listEarlier();
});

function follow(id: string): void {
  source?.close();
  forgetFolds();
  current = undefined;
  if (location.hash !== `#${id}`) history.replaceState(null, '', `#${id}`);
  source = new EventSource(`/journey/${id}/events`);
  source.onopen = () => connected(true);
  source.onerror = () => connected(false);
  source.addEventListener('journey', (event: MessageEvent<string>) => {
    current = JSON.parse(event.data) as JourneyView;
    showHead(current);
    showSteps(current);
    void listEarlier();
  });
  source.addEventListener('step', (event: MessageEvent<string>) => {
    if (current === undefined) return;
    const { step, ...head } = JSON.parse(event.data) as HeadView & { step: StepView };
    const steps = current.steps.map((one) => (one.id === step.id ? step : one));
    current = { ...head, steps };
    showHead(current);
    showStep(step, current);
  });
}

function connected(yes: boolean): void {
  connection.dataset.live = yes ? 'yes' : 'no';
  connection.textContent = yes ? 'Live' : 'The server does not answer; trying again';
}

function showSteps(journey: JourneyView): void {
  keepingFocus(() => list.replaceChildren(...journey.steps.map((step) => stepItem(step, journey))));
}

function showStep(step: StepView, journey: JourneyView): void {
  const before = document.getElementById(`step-${step.id}`);
  keepingFocus(() => before?.replaceWith(stepItem(step, journey)));
}

/** What is drawn anew loses the focus: its successor gets it. */
function keepingFocus(draw: () => void): void {
  const key = (document.activeElement?.closest('[data-key]') as HTMLElement | null)?.dataset.key;
  draw();
  if (key === undefined || document.activeElement !== document.body) return;
  const after = list.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const target = after?.querySelector('summary') ?? after;
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}

async function listEarlier(): Promise<void> {
  try {
    const { journeys } = await getJson<{ journeys: HeadView[] }>('/journey');
    showEarlier(journeys, current?.id);
  } catch {
    // The stream tells that nobody answers.
  }
}

/** @param path behind the journey's own. */
async function answer(path: string, body: unknown = {}): Promise<void> {
  if (current === undefined) return;
  problem.textContent = '';
  try {
    await sendJson(`/journey/${current.id}/${path}`, body);
  } catch (error) {
    problem.textContent = message(error);
  }
}

byId('decide', HTMLElement).addEventListener('click', ({ target }) => {
  const decision = (target as HTMLElement).dataset.answer;
  if (decision === undefined) return;
  byId('journey', HTMLElement).focus({ preventScroll: true });
  void answer(decision);
});

list.addEventListener('click', ({ target }) => {
  const { provider } = (target as HTMLElement).dataset;
  if (provider !== undefined) void answer('order', { provider });
});

byId('stop', HTMLButtonElement).addEventListener('click', () => void answer('stop'));

function fromAddress(): void {
  const id = location.hash.slice(1);
  if (/^[0-9a-f]{16}$/.test(id) && id !== current?.id) follow(id);
}

addEventListener('hashchange', fromAddress);
fromAddress();
void listEarlier();
